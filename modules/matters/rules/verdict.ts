import type { Matter } from './matter.ts'
import { above } from './tier.ts'

/** What a rating and the state it leads to change; not rated is never counted as satisfied (R15). */
export const rated = (row: Matter, satisfied: boolean | undefined, to: string, now: number): Partial<Matter> => ({
  ...(satisfied === undefined ? {} : { satisfied, ratedAt: now }),
  // a second round has a clock, a handler and a conclusion of its own
  ...(to === 'reopened' || to === 'escalated'
    ? {
        round: row.round + 1,
        limitFromAt: now,
        pauses: [],
        handler: null,
        leadOrg: null,
        visitTries: 0,
        ...(to === 'escalated' ? { tier: above(row.tier) } : {}),
      }
    : {}),
})
