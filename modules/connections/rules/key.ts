import { dayNumber } from '@gongzhi/kernel/clock.ts'
import { procedure } from '@gongzhi/kernel/procedure.ts'

export type KeyState = 'valid' | 'revoked' | 'expired'
export type KeyFacts = { readonly reason: boolean }

const reasonStated = { id: 'reason-stated', asked: true, met: (f: KeyFacts) => f.reason } as const

/** The key of another system: from the day it was issued until its time is over, or it was revoked with a reason. */
export const apiKey = procedure<KeyState, KeyFacts>()({
  id: 'api-key',
  opens: 'issue-key',
  initial: 'valid',
  final: ['revoked', 'expired'],
  acts: {
    'revoke-key': { from: ['valid'], to: 'revoked', requires: [reasonStated] },
    // by the alarm at the end of its last day
    'expire-key': { from: ['valid'], to: 'expired', requires: [], system: true },
  },
})

/** How long a key may be given for, in days: nobody remembers a connection for longer. */
export const keyTime = { mostDays: 730 } as const

/** The instant (ms) at which a key's time is over: midnight after its last day, an ISO day in the county's zone. */
export const keyEnd = (expiresOn: string): number => (dayNumber(expiresOn) + 1) * 86_400_000 - 8 * 3_600_000

/** Why a last day is not allowed, seen from today (both ISO days); undefined when it is. */
export const expiryAllowed = (today: string, expiresOn: string): 'past' | 'too-far' | undefined => {
  const days = dayNumber(expiresOn) - dayNumber(today)
  if (days < 0) return 'past'
  return days > keyTime.mostDays ? 'too-far' : undefined
}
