import { procedure, type Requirement } from '@gongzhi/kernel/procedure.ts'
import { type Law, type Verdict, verdictOn } from '@gongzhi/law/rules'
import { concernOf } from './concerns.ts'
import { numbersOf, ruleOf } from './numbers.ts'
import type { Counts, Entrusted, Grants } from './rows.ts'

/*
 * 授权 (村民委员会组织法 Art. 28): the villagers’ meeting gives matters into the hands of their representatives, named and for a
 * time. Without it a decision of the representatives on such a matter is none (X4).
 */

export type MandateState = 'given' | 'taken-back' | 'over'

export type Mandate = Entrusted & {
  readonly unitCode: string
  /** By whom the meeting was held: all of age, or one of each household. */
  readonly by: 'villagers' | 'households'
  readonly entitled: number
  readonly present: number
  readonly counts: Counts
  readonly text: string
  readonly files: readonly { readonly id: string; readonly name: string }[]
  readonly verdicts: readonly Verdict[]
  /** The resolution that gave it, where the villagers’ meeting was held here. */
  readonly resolution: string | null
  /** Why it was taken back, in the meeting’s words; null while it holds, and when its time ran out. */
  readonly ended: string | null
}

/** Concerns that the representatives may decide on, on a day (YYYY-MM-DD). */
export const mandatedOn = (mandates: readonly Entrusted[], on: string): string[] =>
  mandates.filter((one) => one.on <= on && on <= one.until).flatMap(({ concerns }) => concerns)

export type MandateFacts = { readonly reason: boolean }
const reasonStated: Requirement<MandateFacts> = { id: 'reason-stated', asked: true, met: (f) => f.reason }

export const mandate = procedure<MandateState, MandateFacts>()({
  id: 'deliberation.mandate',
  opens: 'give-mandate',
  initial: 'given',
  final: ['taken-back', 'over'],
  acts: {
    'take-back': { from: ['given'], to: 'taken-back', requires: [reasonStated] },
    'run-out': { from: ['given'], to: 'over', requires: [], system: true },
  },
})

/** A mandate may hold as long as the representatives are elected for, five years (Art. 13, 29). */
const MOST_YEARS = 5

/** Whether what is given is such that it may be, and has an end: after the meeting of `on`, five years at most. */
export const lackingInGrants = ({ concerns, until }: Grants, on: string): string[] => {
  const last = `${Number(on.slice(0, 4)) + MOST_YEARS}${on.slice(4)}`
  return [
    ...(concerns.every((id) => concernOf(id).delegable) ? [] : ['concerns-delegable']),
    ...(until > on && until <= last ? [] : ['term-stated']),
  ]
}

type Given = Pick<Mandate, 'concerns' | 'on' | 'until' | 'by' | 'entitled' | 'present' | 'counts'>

/** 到会 and 赞成 of the villagers’ meeting that gave it, by the law of its day. */
export const verdictsOfMandate = (
  law: Law,
  { by, entitled, present, counts }: Pick<Given, 'by' | 'entitled' | 'present' | 'counts'>,
): readonly [Verdict, Verdict] => [
  verdictOn(law, ruleOf(by, 'quorum'), numbersOf(by, { entitled, present })),
  verdictOn(law, ruleOf(by, 'pass'), numbersOf(by, { entitled, present }, counts)),
]

/** Everything that stands in the way of a mandate, by requirement id; empty: it holds. `today`: YYYY-MM-DD. */
export const lackingInMandate = (law: Law, given: Given, today: string): string[] => {
  const [quorum, pass] = verdictsOfMandate(law, given)
  const { yes, no, abstain } = given.counts
  const lacks: readonly (readonly [string, boolean])[] = [
    ['held-before', given.on <= today],
    ['counts-fit', given.present <= given.entitled && yes + no + abstain <= given.present],
    ['quorum', quorum.met],
    ['passes', pass.met],
  ]
  return [...lackingInGrants(given, given.on), ...lacks.flatMap(([id, met]) => (met ? [] : [id]))]
}
