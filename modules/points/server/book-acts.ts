import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Request } from '@gongzhi/kernel/endpoint.ts'
import { notFound, notYours, refused } from '@gongzhi/kernel/problem.ts'
import { type Act, act, type Call, scopeOf } from '@gongzhi/kernel/server/act.ts'
import { capacityAt } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { endpoints } from '../contract.ts'
import { bookAccess } from './access.ts'
import { bookId, orBefore } from './new-entry.ts'
import { onRoll } from './store-find.ts'
import { bookSubject } from './subjects.ts'

/** 参加: by one's own word; the secretary writes it down for whoever has no phone (P5, P13). */
export const joinPoints = async (env: Env, said: Request<typeof endpoints.join>['body'], call: Call) => {
  const { actor } = call
  const { body, member } = said
  const unitCode = body.slice(0, 12)
  const capacity = member === undefined ? { post: null } : capacityAt(bookAccess['leave-points'], actor, unitCode)
  if (!capacity) throw notYours('join-points')
  if (!body.startsWith(actor.county)) throw notFound()
  const on = isoDay(dayOf(env.now()))
  const scope = { ...scopeOf(actor), scopes: [actor.county] }
  const [found = []] = await env.db.batch(scope, [onRoll(actor.county, body, on, { member, account: actor.account })])
  const one = found[0]
  if (!one) throw refused('join-points', ['member-of-the-council'], [])
  const account = one.account as string | null
  if (account !== null && account !== actor.account) throw refused('join-points', ['own-word'], [])
  return openSubject(
    env,
    {
      subject: bookSubject,
      id: bookId(body, one.member as string),
      title: '参加积分',
      unitCode,
      party: account,
      capacity,
      row: { body, unitCode, member: one.member as string, account, active: true },
      data: { body },
    },
    call,
  ).catch(orBefore('join-points', 'not-joined-before'))
}
/** Handles POST /points/books. */
export const join = ({ env, actor, body, key, madeAt }: Context<typeof endpoints.join>) =>
  joinPoints(env, body, { actor, key, madeAt })

const leave = act({
  subject: bookSubject,
  act: 'leave-points',
  endpoint: endpoints.leave,
  change: () => ({ active: false }),
})
const rejoin = act({
  subject: bookSubject,
  act: 'rejoin-points',
  endpoint: endpoints.rejoin,
  change: () => ({ active: true }),
})

export const bookActs: readonly Act[] = [leave, rejoin]
