export { LawPage } from './law-page.tsx'
export { shareWords } from './share-words.ts'
