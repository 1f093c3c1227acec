import { notFound } from '@gongzhi/kernel/problem.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import { capacityFor } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import { findPlace } from '@gongzhi/territory/server'
import type { endpoints } from '../../contract.ts'
import type { Outcome } from '../../rules/matter.ts'
import { pastAccess } from './past-subject.ts'
import { cameIn, loadPast, readPast } from './store-past.ts'

/** Handles GET /past-matters/:id. */
export const viewPast = async ({ env, actor, params }: Context<typeof endpoints.past>) => {
  const { county } = actor
  const [dockets, rows, came] = await env.db.batch(scopeOf(actor), [
    findDocket(county, params.id),
    loadPast(county, params.id),
    cameIn(county, params.id),
  ])
  const docket = dockets?.[0] && readDocket(dockets[0])
  const row = rows?.[0] && readPast(rows[0])
  if (!docket || !row || !capacityFor(pastAccess.see, actor, docket, [])) throw notFound()
  return {
    id: docket.id,
    number: docket.number,
    title: docket.title,
    state: docket.state,
    sourceNumber: row.sourceNumber,
    reportedOn: row.reportedOn,
    concludedOn: row.concludedOn,
    category: row.category,
    text: row.text,
    unit: { code: row.unitCode, name: findPlace(row.unitCode)?.short ?? row.unitCode },
    spot: row.spot,
    org: row.org,
    outcome: row.outcome as Outcome | null,
    outcomeText: row.outcomeText,
    rated: row.rated,
    importedAt: new Date(docket.openedAt).toISOString(),
    importedBy: (came?.[0]?.shown as string | null | undefined) ?? null,
    mayRetract: docket.state === 'kept' && capacityFor(pastAccess.retract, actor, docket, []) !== undefined,
  }
}
