import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClientBase } from 'pg'
import { startError } from './start-error.ts'

/** One module's folder of `NNNN-name.sql` files. */
export type MigrationSet = { module: string; dir: string }

type Migration = { module: string; name: string; path: string; sql: string; sha256: string }
type Applied = { module: string; name: string; sha256: string }

/** Any number: the same in every process that migrates this database ("gongzhi" in hex, cut to fit a bigint). */
const LOCK = '29115073516595305'

/**
 * Brings the database up to the files, set after set, each file once and in a transaction of its own; answers how many
 * ran. Forward only; `only` leaves out what an older database did not have, before its backup is put in. Throws `server-too-old`, `migration-changed` (an applied file was edited), `migration-unknown` (the
 * database is ahead of the files) and `migration-failed`.
 */
export async function migrate(
  client: ClientBase,
  sets: readonly MigrationSet[],
  log: (line: string) => void = () => {},
  only: (module: string, name: string) => boolean = () => true,
): Promise<number> {
  await checkServer(client)
  const files = sets.flatMap(listMigrations)
  await createTable(client)
  const applied = await listApplied(client)
  checkHistory(sets, files, applied)
  const done = new Set(applied.map(({ module, name }) => `${module}/${name}`))
  let ran = 0
  for (const file of files) {
    if (done.has(`${file.module}/${file.name}`) || !only(file.module, file.name)) continue
    if (await applyAgainOnce(client, file)) {
      ran++
      log(`migrated ${file.module}/${file.name}`)
    }
  }
  return ran
}

async function checkServer(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version`,
  )
  const server = rows[0]
  if (server && server.number >= 150000) return
  throw startError('server-too-old', `PostgreSQL ${server?.version} is older than 15`, {
    version: `${server?.version}`,
  })
}

/** The files of one set, in order. */
export function listMigrations({ module, dir }: MigrationSet): Migration[] {
  const names = readdirSync(dir).filter((name) => name.endsWith('.sql'))
  const numbers = new Set<string>()
  return names.sort().map((name) => {
    const number = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]
    if (number === undefined) throw new Error(`${join(dir, name)}: a migration is named 0001-what-it-does.sql`)
    if (numbers.has(number)) throw new Error(`${join(dir, name)}: the number ${number} is taken in this folder`)
    numbers.add(number)
    const path = join(dir, name)
    // Git may check out CRLF: that is not a change.
    const sql = readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
    return { module, name, path, sql, sha256: createHash('sha256').update(sql).digest('hex') }
  })
}

async function createTable(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ found: boolean }>(`SELECT to_regclass('kernel.migration') IS NOT NULL AS found`)
  if (rows[0]?.found) return
  await inTransaction(client, () =>
    client.query(`
      CREATE SCHEMA IF NOT EXISTS kernel;
      CREATE TABLE IF NOT EXISTS kernel.migration (
        module     text NOT NULL,
        name       text NOT NULL,
        sha256     text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT migration_pk PRIMARY KEY (module, name)
      );
    `),
  )
}

async function listApplied(client: ClientBase): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(
    'SELECT module, name, sha256 FROM kernel.migration ORDER BY module, name',
  )
  return rows
}

function checkHistory(sets: readonly MigrationSet[], files: readonly Migration[], applied: readonly Applied[]): void {
  const byKey = new Map(files.map((file) => [`${file.module}/${file.name}`, file]))
  const modules = new Set(sets.map(({ module }) => module))
  const last = new Map<string, string>()
  for (const { module, name, sha256 } of applied) {
    if (!modules.has(module)) continue
    const file = byKey.get(`${module}/${name}`)
    if (file === undefined) {
      throw startError('migration-unknown', `the database has ${module}/${name}, the files do not`, { module, name })
    }
    if (file.sha256 !== sha256) {
      throw startError('migration-changed', `${file.path} was changed after it was applied`, { module, name })
    }
    last.set(module, name)
  }
  const done = new Set(applied.map(({ module, name }) => `${module}/${name}`))
  for (const { module, name } of files) {
    const newest = last.get(module)
    if (newest !== undefined && name < newest && !done.has(`${module}/${name}`)) {
      throw startError('migration-unknown', `${module}/${name} comes before ${newest}, which is applied: renumber it`, {
        module,
        name,
      })
    }
  }
}

/** Roles belong to the whole server: another database, migrated at the same moment, may have made ours just before. */
const MADE_MEANWHILE =
  /^(duplicate key value violates unique constraint "pg_auth|role .* already exists|tuple concurrently updated)/

async function applyAgainOnce(client: ClientBase, file: Migration): Promise<boolean> {
  try {
    return await apply(client, file)
  } catch (error) {
    const { cause } = error as { cause?: { message?: string } }
    if (!MADE_MEANWHILE.test(cause?.message ?? '')) throw error
    return apply(client, file)
  }
}

/** False when another process applied it while we waited for the lock. */
async function apply(client: ClientBase, { module, name, path, sql, sha256 }: Migration): Promise<boolean> {
  return inTransaction(client, async () => {
    const { rowCount } = await client.query('SELECT FROM kernel.migration WHERE module = $1 AND name = $2', [
      module,
      name,
    ])
    if (rowCount) return false
    try {
      await client.query(sql)
    } catch (cause) {
      const { message, position } = cause as { message: string; position?: string }
      const line = position === undefined ? '' : `:${sql.slice(0, Number(position)).split('\n').length}`
      throw Object.assign(
        startError('migration-failed', `${path}${line}: ${message}`, { module, name, reason: message }, cause),
        { sqlState: (cause as { code?: string }).code },
      )
    }
    await client.query('INSERT INTO kernel.migration (module, name, sha256) VALUES ($1, $2, $3)', [
      module,
      name,
      sha256,
    ])
    return true
  })
}

/** The lock lives as long as the transaction, so it also holds behind a pooler that shares sessions. */
async function inTransaction<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN')
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
    const result = await work()
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}
