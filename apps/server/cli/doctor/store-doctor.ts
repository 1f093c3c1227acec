import type { Owner } from '@gongzhi/kernel/server/owner.ts'

export type DatabaseFacts = {
  readonly version: string
  readonly number: number
  readonly fsync: string
  readonly full_page_writes: string
  readonly synchronous_commit: string
  readonly encoding: string
  readonly checksums: string
  readonly connections: number
  /** How far our clock is ahead of the database's, ms. */
  readonly skew: number
  /** Applied migrations as `module/name`. */
  readonly migrations: readonly string[]
  readonly appRole: { readonly rolsuper: boolean; readonly rolbypassrls: boolean } | undefined
}

/** What the server of the database says about itself. */
export const factsOf = async (owner: Owner): Promise<DatabaseFacts> => {
  const { rows } = await owner.query(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
       current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
       current_setting('synchronous_commit') AS synchronous_commit, current_setting('server_encoding') AS encoding,
       current_setting('data_checksums') AS checksums, current_setting('max_connections')::int AS connections,
       to_regclass('kernel.migration') IS NOT NULL AS begun`,
  )
  const before = Date.now()
  const at = (await owner.query('SELECT clock_timestamp() AS at')).rows[0]?.at as Date
  const { begun, ...facts } = rows[0]
  const applied = begun ? (await owner.query(`SELECT module || '/' || name AS one FROM kernel.migration`)).rows : []
  const role = await owner.query(`SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'gongzhi_app'`)
  return {
    ...facts,
    // half the way there and back is not the clock's fault
    skew: (before + Date.now()) / 2 - at.getTime(),
    migrations: applied.map((row) => row.one),
    appRole: role.rows[0],
  }
}

/** Any sealed name, to try a key on. */
export const oneSealedName = async (owner: Owner): Promise<string | undefined> =>
  (await owner.query('SELECT name_enc FROM identity.account WHERE name_enc IS NOT NULL LIMIT 1')).rows[0]?.name_enc

/** What relay and sweeper have before them; seconds. */
export const workFacts = async (owner: Owner): Promise<{ waiting: number; failing: number; sweepLag: number }> => {
  const { rows } = await owner.query(
    'SELECT waiting::int, failing::int, coalesce(extract(epoch FROM now() - alarm), 0)::float8 AS "sweepLag" FROM kernel.backlog(now())',
  )
  return rows[0]
}
