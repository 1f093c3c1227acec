export { HeldRolls } from './held.tsx'
export { VotersLink } from './voters-link.tsx'
export { VotersPage } from './voters-page.tsx'
export { useRollFacts } from './words.ts'
