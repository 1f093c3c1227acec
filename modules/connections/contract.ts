import { exchange } from './contract/exchange.ts'
import { keys } from './contract/keys.ts'
import { webhooks } from './contract/webhooks.ts'

export { eventTypes, type matterMessage, messages, type trialMessage } from './contract/events.ts'
export { scopes } from './contract/keys.ts'

export const endpoints = { ...keys, ...exchange, ...webhooks }
