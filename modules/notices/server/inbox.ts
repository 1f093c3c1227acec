import { notFound } from '@gongzhi/kernel/problem.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { endpoints } from '../contract.ts'
import type { Sort } from '../rules/index.ts'
import type { Hub } from './hub.ts'
import { countUnread, listNotices, markRead } from './store.ts'
import { addStep, findReceipt } from './store-receipt.ts'

// a query code shows one matter: the other messages of its party are not for whoever holds it
const receiverOf = ({ actor }: Pick<Context<typeof endpoints.list>, 'actor'>): string | null =>
  actor.kind === 'visitor' ? null : actor.account

const rowOf = (row: Row) => ({
  id: row.id as string,
  at: (row.at as Date).toISOString(),
  subject: row.subject as string,
  number: row.number as string,
  title: row.title as string,
  kind: row.kind as string,
  sort: row.sort as Sort,
  dueAt: (row.due_at as Date | null)?.toISOString() ?? null,
  read: row.read as boolean,
  required: row.required as boolean,
  confirmed: row.confirmed as boolean,
})

/** Handles GET /notices. */
export const list = async (context: Context<typeof endpoints.list>) => {
  const { env, actor, query } = context
  const account = receiverOf(context)
  if (account === null) return { unread: 0, rows: [] }
  const [rows = [], unread = []] = await env.db.batch(scopeOf(actor), [
    listNotices(actor.county, account, query.before ?? null),
    countUnread(actor.county, account),
  ])
  return { unread: Number(unread[0]?.n ?? 0), rows: rows.map(rowOf) }
}

/** Handles POST /notices/reading: read on one device is read on the others; a receipt notes that it was opened. */
export const read = (hub: Hub) => async (context: Context<typeof endpoints.read>) => {
  const { env, actor, body } = context
  const account = receiverOf(context)
  if (account === null) return { unread: 0 }
  const { county } = actor
  const at = env.now()
  const { unread, marked, orgs } = await env.db.within(scopeOf(actor), async (tx) => {
    const marked = await tx.rows(markRead(county, account, body, new Date(at)))
    for (const { id, required } of marked)
      if (required) tx.send(addStep({ county, notice: id as string, what: 'opened', channel: 'app', at }))
    const [left] = await tx.rows(countUnread(county, account))
    const orgs = marked.flatMap((row) => (row.required ? [row.sender_org as string] : []))
    return { unread: Number(left?.n ?? 0), marked: marked.length, orgs }
  })
  if (marked > 0) hub.changed(env, county, { account, orgs })
  return { unread }
}

/** Handles POST /notices/:id/confirmation: 知道了, by the person alone; 404 for what keeps no receipt or is another's. */
export const confirm = (hub: Hub) => async (context: Context<typeof endpoints.confirm>) => {
  const { env, actor, params } = context
  const account = receiverOf(context)
  if (account === null) throw notFound()
  const { county } = actor
  const at = env.now()
  const { unread, org } = await env.db.within(scopeOf(actor), async (tx) => {
    const [receipt] = await tx.rows(findReceipt(county, params.id))
    if (receipt?.account !== account) throw notFound()
    tx.send(addStep({ county, notice: params.id, what: 'confirmed', channel: 'app', at }))
    tx.send(markRead(county, account, { ids: [params.id] }, new Date(at)))
    const [left] = await tx.rows(countUnread(county, account))
    return { unread: Number(left?.n ?? 0), org: receipt.sender_org as string }
  })
  hub.changed(env, county, { account, orgs: [org] })
  return { unread }
}
