import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { endpoints } from '../contract.ts'
import { isoOf } from './reading.ts'
import { listHeld } from './store-view.ts'

/** Late when its time is over; of a talk that is its hour, as long as nobody has opened it. */
const isLate = (due: unknown, state: unknown, now: number): boolean =>
  due instanceof Date && due.getTime() < now && state !== 'sitting'

/** Handles GET /talks/inbox. */
export const inbox = async ({ env, actor }: Context<typeof endpoints.inbox>) => {
  const orgs = [...new Set(actor.posts.map(({ org }) => org))]
  const [rows = []] = await env.db.batch(scopeOf(actor), [listHeld(actor.county, orgs)])
  return rows.map((row) => ({
    id: row.id as string,
    kind: row.kind as 'topic',
    at: row.at as string,
    number: row.number as string,
    title: row.title as string,
    state: row.state as string,
    dueAt: isoOf(row.due_at),
    late: isLate(row.due_at, row.state, env.now()),
  }))
}
