import { dayNumber } from '@gongzhi/kernel/clock.ts'
import { procedure, stay } from '@gongzhi/kernel/procedure.ts'

export type HoldingState = 'in-office' | 'ended'
export type HoldingFacts = Record<string, never>

/** Somebody in a post: from the appointment to the end of the term, or an earlier end with a reason. */
export const holding = procedure<HoldingState, HoldingFacts>()({
  id: 'holding',
  opens: 'appoint',
  initial: 'in-office',
  final: ['ended'],
  acts: {
    'end-term': { from: ['in-office'], to: 'ended', requires: [] },
    // by the alarm at the end of the last day
    expire: { from: ['in-office'], to: 'ended', requires: [], system: true },
    // the village of the post was merged: the post goes on at the new one (I06)
    move: { from: ['in-office'], to: stay, requires: [], system: true },
  },
})

/** The instant (ms) at which a term is over: midnight after its last day, which is an ISO day in the county's zone. */
export const termEnd = (until: string): number => (dayNumber(until) + 1) * 86_400_000 - 8 * 3_600_000

/** Elected for five years: 村民委员会组织法 Art. 13; those who supervise serve the same term (R7). */
const fiveYears: readonly string[] = ['village-chair', 'village-committee-member', 'village-supervisor']

/** True when a term is no longer than the law allows the role; days are ISO, the last one included. */
export const termAllowed = (role: string, from: string, until: string): boolean => {
  if (!fiveYears.includes(role)) return true
  const limit = new Date(`${from}T00:00:00Z`)
  limit.setUTCFullYear(limit.getUTCFullYear() + 5)
  return until <= limit.toISOString().slice(0, 10)
}
