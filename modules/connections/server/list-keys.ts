import { shownOf } from '@gongzhi/identity/server'
import type { Reply } from '@gongzhi/kernel/endpoint.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { everMay } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { findOrg, spokenPlace } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import { keyAccess } from './access.ts'
import { listKeys, readKey } from './store-key.ts'
import { dayIn, seatOf } from './target.ts'

type Listed = Reply<typeof endpoints.keys>[number]

const listed = (r: Row, madeBy: string | null): Listed => {
  const row = readKey(r)
  return {
    id: r.id as string,
    number: r.number as string,
    state: r.state as Listed['state'],
    name: row.name,
    org: row.org,
    orgName: findOrg(row.org)?.name ?? row.org,
    purpose: row.purpose,
    scopes: row.scopes as Listed['scopes'],
    prefix: row.prefix,
    place: spokenPlace(seatOf(row.prefix)),
    perMinute: row.perMinute,
    expiresOn: row.expiresOn,
    ending: row.ending,
    madeBy,
    madeAt: (r.opened_at as Date).toISOString(),
    usedOn: row.usedOn,
    endedOn: dayIn(r.closed_at),
    reason: row.reason,
  }
}

/** Handles GET /connections/keys; 404 for everybody but the county's administrators. */
export const keys = async ({ env, actor }: Context<typeof endpoints.keys>): Promise<Listed[]> => {
  if (everMay(keyAccess, ['issue-key'], actor).length === 0) throw notFound()
  const [rows = []] = await env.db.batch(scopeOf(actor), [listKeys(actor.county)])
  const issuers = [...new Set(rows.flatMap((row) => (row.actor === null ? [] : [row.actor as string])))]
  const shown = await shownOf(env, actor.county, issuers)
  return rows.map((row) => listed(row, shown.get(row.actor as string) ?? null))
}
