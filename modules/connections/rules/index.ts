export type { KeyFacts, KeyState } from './key.ts'
export { apiKey, expiryAllowed, keyEnd, keyTime } from './key.ts'
