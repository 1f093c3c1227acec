import { procedure, stay } from '@gongzhi/kernel/procedure.ts'

export type WebhookState = 'active' | 'disabled' | 'removed'
export type WebhookFacts = {
  readonly reason: boolean
  /** The message to be sent again is known and not on its way already. */
  readonly resendable: boolean
}

const reasonStated = { id: 'reason-stated', asked: true, met: (f: WebhookFacts) => f.reason } as const
const messageEnded = { id: 'message-ended', asked: true, met: (f: WebhookFacts) => f.resendable } as const

/** Messages to another system: told while active; disabled by hand or after long failure; removed for good. */
export const webhook = procedure<WebhookState, WebhookFacts>()({
  id: 'webhook',
  opens: 'subscribe',
  initial: 'active',
  final: ['removed'],
  acts: {
    'try-webhook': { from: ['active'], to: stay, requires: [] },
    resend: { from: ['active'], to: stay, requires: [messageEnded] },
    'rotate-secret': { from: ['active', 'disabled'], to: stay, requires: [] },
    'disable-webhook': { from: ['active'], to: 'disabled', requires: [reasonStated] },
    'enable-webhook': { from: ['disabled'], to: 'active', requires: [] },
    'remove-webhook': { from: ['active', 'disabled'], to: 'removed', requires: [reasonStated] },
    // a message was tried for more than a day, and nothing else got through either
    'give-up': { from: ['active'], to: 'disabled', requires: [], system: true },
  },
})

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** After which failed try it is tried again, in ms: eight tries in 27.6 hours, the schedule that Standard Webhooks advises. */
export const waits = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR] as const

/** How long an old secret is good beside the new one, and how long the log is kept, ms. */
export const webhookTimes = { oldSecretMs: 24 * HOUR, logMs: 30 * 24 * HOUR } as const

/** When a message is tried again after so many tries, ms; undefined: it is given up. */
export const nextTry = (tries: number, now: number): number | undefined => {
  const wait = waits[tries - 1]
  return wait === undefined ? undefined : now + wait
}

/** States of a matter that other systems are told of. */
export const toldStates = [
  'reported',
  'accepted',
  'declined',
  'assigned',
  'handling',
  'returned',
  'suspended',
  'concluded',
  'answered',
  'reopened',
  'escalated',
  'withdrawn',
  'closed',
] as const
const told: ReadonlySet<string> = new Set(toldStates)

/** What a fact about a matter is told as: the state it came into, or a supervision order; undefined: it is not told. */
export const eventOf = (fact: { act: string; from?: string | null; to: string }): string | undefined => {
  if (fact.act === 'supervise') return 'matter.supervised'
  return fact.from !== fact.to && told.has(fact.to) ? `matter.${fact.to}` : undefined
}
