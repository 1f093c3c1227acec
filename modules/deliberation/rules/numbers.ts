import type { Numbers } from '@gongzhi/law/rules'
import { type BodyKind, kindOf, lawNames } from './bodies.ts'
import type { Counts } from './rows.ts'

/** What a sitting has to show for itself: how many are entitled and how many of them are there. */
export type Sitting = {
  readonly entitled: number
  readonly present: number
}

/** The numbers a body's rules ask for, by the names the packs use (X2: bases are never mixed). */
export const numbersOf = (kind: BodyKind, sitting: Sitting, counts?: Counts): Numbers => ({
  present: sitting.present,
  members: sitting.entitled,
  entitled: sitting.entitled,
  capableMembers: sitting.entitled,
  ...(kind === 'households'
    ? { households: sitting.entitled, householdsPresent: sitting.present }
    : { adults: sitting.entitled, adultsPresent: sitting.present }),
  ...(counts ? { yes: counts.yes, no: counts.no, abstain: counts.abstain } : {}),
})

/** The id of a body's rule in the packs, such as `council.quorum`. */
export const ruleOf = (kind: BodyKind, aspect: 'quorum' | 'pass' | 'notice'): string => `${lawNames[kind]}.${aspect}`

/** 销号: of those in the room as many confirm a promise as a resolution would need (D15). What a verdict is asked with. */
export const confirmationOf = (body: string, present: number, hands: Counts): [rule: string, numbers: Numbers] => {
  const kind = kindOf(body)
  return [ruleOf(kind, 'pass'), numbersOf(kind, { entitled: present, present }, hands)]
}
