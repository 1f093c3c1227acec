export type SessionKind = 'visitor' | 'resident' | 'staff'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long a session may stand idle, and how long it may last at all, in ms (R19). Elders are not signed out every week. */
export const sessionLimits: Readonly<Record<SessionKind, { readonly idle: number; readonly whole: number }>> = {
  staff: { idle: 30 * MINUTE, whole: 12 * HOUR },
  resident: { idle: 30 * DAY, whole: 365 * DAY },
  visitor: { idle: 2 * HOUR, whole: 12 * HOUR },
}

/** One-time codes (R19): five minutes, five tries, one a minute and ten a day for one phone. */
export const codeLimits = { lastsMs: 5 * MINUTE, tries: 5, gapMs: MINUTE, perDay: 10 } as const

/** A password chosen by somebody else is good for a fortnight: long enough to be carried to a village on paper. */
export const firstPasswordDays = 14
export const firstPasswordMs = firstPasswordDays * DAY

/** Five failures lock for fifteen minutes (R19). */
export const lockLimits = { failures: 5, lockMs: 15 * MINUTE } as const
