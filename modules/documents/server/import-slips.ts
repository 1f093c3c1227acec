import { notFound } from '@gongzhi/kernel/problem.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { endpoints } from '../contract.ts'
import type { ImportKind } from './import-kind.ts'
import { loadImport, readImport, writtenRows } from './store-import.ts'

/** So many rows at most: a sheet of people is a county's, not a province's. */
const MOST = 5000

/** Handles GET /imports/:id/slips: for whoever brought it, what is handed over on paper. */
export const importSlips =
  (kinds: readonly ImportKind[]) =>
  async ({ env, actor, params }: Context<typeof endpoints.importSlips>) => {
    const [stored = [], rows = []] = await env.db.batch(scopeOf(actor), [
      loadImport(actor.county, params.id),
      writtenRows(actor.county, params.id, MOST),
    ])
    const row = stored[0] && readImport(stored[0])
    const kind = kinds.find(({ id }) => id === row?.kind)
    if (!row || row.account !== actor.account || !kind?.slips || !kind.may(actor)) throw notFound()
    return [
      ...(await kind.slips(
        env,
        actor,
        rows.map(({ subject }) => subject as string),
      )),
    ]
  }
