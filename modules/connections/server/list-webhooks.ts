import { shownOf } from '@gongzhi/identity/server'
import type { Reply } from '@gongzhi/kernel/endpoint.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { everMay } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { findOrg, spokenPlace } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import { webhookAccess } from './access.ts'
import { messageId } from './deliver.ts'
import { listDeliveries } from './store-delivery.ts'
import { listWebhooks, loadWebhook, readWebhook } from './store-webhook.ts'
import { instantIn, seatOf } from './target.ts'

type Listed = Reply<typeof endpoints.webhooks>[number]
type Sent = Reply<typeof endpoints.deliveries>['rows'][number]

const onlyAdmins = (actor: Context<typeof endpoints.webhooks>['actor']) => {
  if (everMay(webhookAccess, ['subscribe'], actor).length === 0) throw notFound()
}

const listed = (r: Row, madeBy: string | null): Listed => {
  const row = readWebhook(r)
  const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
  return {
    id: r.id as string,
    number: r.number as string,
    state: r.state as Listed['state'],
    name: row.name,
    org: row.org,
    orgName: findOrg(row.org)?.name ?? row.org,
    url: row.url,
    events: row.events as Listed['events'],
    prefix: row.prefix,
    place: spokenPlace(seatOf(row.prefix)),
    madeBy,
    madeAt: instantIn(r.opened_at) ?? '',
    failingSince: instant(row.failingSince),
    oldSecretUntil: instant(row.oldUntil),
    waiting: r.waiting as number,
    deliveredAt: instantIn(r.delivered_at),
  }
}

/** Handles GET /connections/webhooks; 404 for everybody but the county's administrators. */
export const webhooks = async ({ env, actor }: Context<typeof endpoints.webhooks>): Promise<Listed[]> => {
  onlyAdmins(actor)
  const [rows = []] = await env.db.batch(scopeOf(actor), [listWebhooks(actor.county)])
  const makers = rows.flatMap((row) => (row.actor === null ? [] : [row.actor as string]))
  const shown = await shownOf(env, actor.county, makers)
  return rows.map((row) => listed(row, shown.get(row.actor as string) ?? null))
}

const PAGE = 50

const sent = (r: Row): Sent => ({
  id: r.id as string,
  message: messageId(r.id as string),
  type: r.type as string,
  number: r.number as string | null,
  state: r.state as Sent['state'],
  tries: r.tries as number,
  at: instantIn(r.at) ?? '',
  nextAt: instantIn(r.due),
  lastAt: instantIn(r.last_at),
  status: r.status as number | null,
  error: r.error as string | null,
  ms: r.ms as number | null,
})

/** Handles GET /connections/webhooks/:id/deliveries: the log, 50 a page. */
export const deliveries = async ({ env, actor, params, query }: Context<typeof endpoints.deliveries>) => {
  onlyAdmins(actor)
  const [found = [], rows = []] = await env.db.batch(scopeOf(actor), [
    loadWebhook(actor.county, params.id),
    listDeliveries(actor.county, params.id, query.before ?? null, PAGE + 1),
  ])
  if (found.length === 0) throw notFound()
  const page = rows.slice(0, PAGE).map(sent)
  return { rows: page, next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null }
}
