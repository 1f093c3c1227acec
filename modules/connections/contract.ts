import { exchange } from './contract/exchange.ts'
import { keys } from './contract/keys.ts'

export { scopes } from './contract/keys.ts'

export const endpoints = { ...keys, ...exchange }
