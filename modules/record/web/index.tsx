export type { LeafText } from '../rules/index.ts'
export { RecordSeal, SealOfNumber } from './record-seal.tsx'
export { VerifyView } from './verify-view.tsx'
export { useWords as useRecordWords } from './words.ts'
