export { verdictOn, verdictOnAmount } from '../rules/verdict.ts'
export { LawPage } from './law-page.tsx'
export { shareWords } from './share-words.ts'
export { useLaw } from './use-law.ts'
