import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { notFound, notYours, refused } from '@gongzhi/kernel/problem.ts'
import { type Act, act, scopeOf } from '@gongzhi/kernel/server/act.ts'
import { capacityFor } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import { endpoints } from '../contract.ts'
import { bookAccess } from './access.ts'
import { bookId, orBefore } from './new-entry.ts'
import { onRoll } from './store-find.ts'
import { bookSubject } from './subjects.ts'

/** Handles POST /points/books: by one's own word; the secretary writes it down for whoever has no phone (P5, P13). */
export const join = async ({ env, actor, body: { body, member }, key, madeAt }: Context<typeof endpoints.join>) => {
  const unitCode = body.slice(0, 12)
  const at = { id: '', unitCode, holderOrg: null, holder: null, party: null, sealedFrom: null }
  const capacity = member === undefined ? { post: null } : capacityFor(bookAccess['leave-points'] ?? [], actor, at, [])
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
    { actor, key, madeAt },
  ).catch(orBefore('join-points', 'not-joined-before'))
}

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
