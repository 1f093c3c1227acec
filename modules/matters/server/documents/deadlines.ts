import type { Appointment, Deadlines } from '@gongzhi/documents/server'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import { findCategory } from '../reference.ts'
import { deadlinesOf, sessionsOf } from './store-deadlines.ts'
import { word } from './words.ts'

const HALF_HOUR = 30 * 60_000
const HOSTS = ['studio-keeper', 'delegate']

/** What waits for somebody and until when, and the sessions of the studios in their stretch; number and category only. */
export const deadlines: Deadlines = async (env, actor) => {
  const held = actor.posts.filter(({ role }) => HOSTS.includes(role)).map(({ prefix }) => prefix)
  const [due = [], sessions = []] = await env.db.batch(scopeOf(actor), [
    deadlinesOf(
      actor.county,
      actor.account ?? '',
      actor.posts.map(({ org }) => org),
    ),
    sessionsOf(actor.county, held, new Date(env.now())),
  ])
  const dueOf = (at: number, row: (typeof due)[number]): Appointment => ({
    id: row.id as string,
    summary: [
      row.number,
      row.kind === 'matter' ? (findCategory(row.category as string)?.zh ?? '') : word('child', row.kind as string),
      '到期',
    ].join(' '),
    from: at - HALF_HOUR,
    to: at,
  })
  return [
    ...due.map((row) => dueOf((row.due_at as Date).getTime(), row)),
    ...sessions.map((row) => ({
      id: row.id as string,
      summary: `${row.number} 组团接访`,
      from: (row.from_at as Date).getTime(),
      to: (row.to_at as Date).getTime(),
    })),
  ]
}
