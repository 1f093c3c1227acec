import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { endpoints } from '../contract.ts'
import { listHeld } from './store.ts'

/** Handles GET /voter-rolls/inbox. */
export const inbox = async ({ env, actor }: Context<typeof endpoints.inbox>) => {
  const orgs = [...new Set(actor.posts.map(({ org }) => org))]
  const [rows = []] = await env.db.batch(scopeOf(actor), [listHeld(actor.county, orgs)])
  return rows.map((row) => {
    const due = row.due_at as Date | null
    return {
      ...{ id: row.id as string, kind: row.kind as 'voter-roll', number: row.number as string },
      ...{ title: row.title as string, state: row.state as string, unit: row.unit_code as string },
      ...{ dueAt: due?.toISOString() ?? null, late: due !== null && due.getTime() < env.now() },
    }
  })
}
