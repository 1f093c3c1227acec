import { dayOf } from '@gongzhi/kernel/clock.ts'
import { type Law, type Verdict, verdictOn, verdictOnAmount } from '@gongzhi/law/rules'
import { kindOf } from './bodies.ts'
import { numbersOf, ruleOf } from './numbers.ts'
import type { Meeting } from './rows.ts'

/** At least so many voters for a secret ballot: fewer, and the count tells who voted how (P3). */
export const SECRET_LEAST = 5

/** Enough of those entitled are in the room, recused ones of the item left out of both (D13). */
export const quorumOf = (law: Law, { body, room }: Pick<Meeting, 'body' | 'room'>): Verdict => {
  const here = room.present.filter((member) => !room.recused.includes(member)).length
  const kind = kindOf(body)
  return verdictOn(
    law,
    ruleOf(kind, 'quorum'),
    numbersOf(kind, { entitled: room.entitled - room.recused.length, present: here }),
  )
}

/** Whole days of notice between two instants: the day of the notice is not counted (民法典 Art. 201). */
export const noticeDays = (notifiedAt: number, startsAt: number): number =>
  Math.max(0, dayOf(startsAt) - dayOf(notifiedAt))

/** Whether notice was, or would be, given early enough (D12); undefined when no pack asks for any. */
export const noticeOf = (law: Law, { body, startsAt }: Pick<Meeting, 'body' | 'startsAt'>, notifiedAt: number) =>
  verdictOnAmount(law, ruleOf(kindOf(body), 'notice'), noticeDays(notifiedAt, startsAt))
