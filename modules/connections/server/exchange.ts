import type { Reply } from '@gongzhi/kernel/endpoint.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { findOrg, findPlace } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import { findOutside, listOutside } from './store-exchange.ts'
import { instantIn } from './target.ts'

export type OutsideMatter = Reply<typeof endpoints.matter>

/** A stored matter as other systems see it. */
const outside = (r: Row): OutsideMatter => {
  const unit = r.unit_code as string
  const holder = r.holder_org as string | null
  return {
    id: r.id as string,
    number: r.number as string,
    variant: r.variant as OutsideMatter['variant'],
    category: r.category as string,
    level: r.level as string,
    unit: { code: unit, name: findPlace(unit)?.short ?? unit },
    state: r.state as string,
    holder: holder === null ? null : { org: holder, name: findOrg(holder)?.name ?? holder },
    openedAt: instantIn(r.opened_at) ?? '',
    changedAt: instantIn(r.changed_at) ?? '',
    dueAt: instantIn(r.due_at),
    closedAt: instantIn(r.closed_at),
    outcome: r.outcome as OutsideMatter['outcome'],
    own: r.own === true,
    answer: r.answer as string | null,
  }
}

/** Handles GET /connections/matters. */
export const matters = async ({ env, actor, query }: Context<typeof endpoints.matters>) => {
  const { unit, state, before, most } = query
  const of = { unit: unit ?? actor.county, state: state ?? null, before: before ?? null, most: most + 1 }
  const [rows = []] = await env.db.batch(scopeOf(actor), [listOutside(actor.county, actor.account ?? '', of)])
  const page = rows.slice(0, most).map(outside)
  return { rows: page, next: rows.length > most ? (page.at(-1)?.id ?? null) : null }
}

/** Handles GET /connections/matters/:id; 404 outside the reach of the key, and for what is sealed. */
export const matter = async ({ env, actor, params }: Context<typeof endpoints.matter>) => {
  const [rows = []] = await env.db.batch(scopeOf(actor), [findOutside(actor.county, actor.account ?? '', params.id)])
  const found = rows[0]
  if (!found) throw notFound()
  return outside(found)
}
