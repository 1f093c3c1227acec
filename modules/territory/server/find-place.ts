import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { organisationId } from '../rules/organisations.ts'
import { gridOf, studioOf } from './store.ts'

/** A delegates' studio: its name, the 12-digit code of its seat, and the unit that keeps it (B03). */
export type Studio = { readonly name: string; readonly seat: string; readonly keeper: string }

/** The unit that keeps a studio: a village's party branch, a town's government, a department or firm itself. */
const keeperOf = (hostKind: unknown, host: string): string =>
  hostKind === 'village'
    ? organisationId(host, 'branch')
    : hostKind === 'town'
      ? organisationId(host, 'government')
      : host

/** A studio by its number. */
export const findStudio = async (env: Env, county: string, id: string): Promise<Studio | undefined> => {
  const [rows = []] = await env.db.batch(noScope, [studioOf(county, id)])
  const row = rows[0]
  return (
    row && { name: row.name as string, seat: row.seat as string, keeper: keeperOf(row.host_kind, row.host as string) }
  )
}

/** A grid by its code: its name and the village it lies in now (C05, R22). */
export const findGrid = async (env: Env, code: string): Promise<{ name: string; village: string } | undefined> => {
  const [rows = []] = await env.db.batch(noScope, [gridOf(code)])
  return rows[0] as { name: string; village: string } | undefined
}
