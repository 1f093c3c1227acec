import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'

/** The account behind an actor. A query code follows a matter and opens nobody's account, even its party's: 404. */
export const ownAccount = (actor: Actor): string => {
  if (actor.account === null || (actor.kind !== 'resident' && actor.kind !== 'staff')) throw notFound()
  return actor.account
}
