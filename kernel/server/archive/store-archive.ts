import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { CountyHead, Manifest } from './manifest.ts'

/** Every schema that is ours: what PostgreSQL itself brings, and `public`, stay out. */
const OURS = `n.nspname NOT IN ('pg_catalog', 'information_schema', 'public', 'gongzhi_restoring') AND n.nspname !~ '^pg_'`
const quoted = (name: string): string =>
  name
    .split('.')
    .map((one) => `"${one.replaceAll('"', '""')}"`)
    .join('.')

type Table = { readonly name: string; readonly columns: readonly string[] }

/** Our tables with the columns that hold data: what is generated is generated again. */
export const listTables = async (client: pg.ClientBase): Promise<Table[]> =>
  (
    await client.query(
      `SELECT n.nspname || '.' || c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
       WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND ${OURS} GROUP BY 1 ORDER BY 1`,
    )
  ).rows

export const copyOutOf = ({ name, columns }: Table): string =>
  `COPY (SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(name)}) TO STDOUT`
export const copyInto = ({ name, columns }: Table): string =>
  `COPY ${quoted(name)} (${columns.map(quoted).join(', ')}) FROM STDIN`

/** Opens the one view of the database that the whole archive shows. Answers its instant. */
export const openSnapshot = async (client: pg.ClientBase): Promise<string> => {
  // before the snapshot: what was committed until this instant is certainly in it
  const { rows } = await client.query<{ at: Date }>('SELECT clock_timestamp() AS at')
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
  // statements of an hour, and no other's patience: whatever the server's defaults are
  await client.query('SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0')
  // the first look takes the snapshot
  await client.query('SELECT FROM kernel.migration LIMIT 1')
  return (rows[0]?.at ?? new Date()).toISOString()
}

export const listMigrationsApplied = async (client: pg.ClientBase): Promise<Manifest['migrations']> =>
  (await client.query('SELECT module, name, sha256 FROM kernel.migration ORDER BY module, name')).rows

/** Where every sequence stands now: at or beyond what the snapshot's rows have drawn. */
export const listSequences = async (client: pg.ClientBase): Promise<Manifest['sequences']> => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'S' AND ${OURS} ORDER BY 1`,
  )
  const found: Manifest['sequences'] = []
  for (const { name } of rows) {
    const at = await client.query(`SELECT last_value::text AS value, is_called AS called FROM ${quoted(name)}`)
    found.push({ name, ...at.rows[0] })
  }
  return found
}

/** How each county's journal stands; constant memory. */
export const listHeads = async (client: pg.ClientBase): Promise<CountyHead[]> => {
  const heads: CountyHead[] = []
  let now = { county: '', dockets: 0, entries: 0 }
  let hash = createHash('sha256')
  const close = () => {
    if (now.county !== '') heads.push({ ...now, head: hash.digest('hex') })
    hash = createHash('sha256')
  }
  await client.query(
    'DECLARE heads NO SCROLL CURSOR FOR SELECT county, id, seq, hash FROM kernel.docket ORDER BY county, id',
  )
  for (;;) {
    const { rows } = await client.query('FETCH 5000 FROM heads')
    for (const row of rows) {
      if (now.county !== row.county) {
        close()
        now = { county: row.county, dockets: 0, entries: 0 }
      }
      now.dockets++
      now.entries += row.seq
      hash.update(`${row.id} ${row.seq} `).update(row.hash)
    }
    if (rows.length < 5000) break
  }
  await client.query('CLOSE heads')
  close()
  return heads
}

export const serverVersion = async (client: pg.ClientBase): Promise<string> =>
  (await client.query('SHOW server_version')).rows[0]?.server_version

/** Whether the database holds anything; `begun` when a restore was cut short here. */
export const lookAround = async (client: pg.ClientBase): Promise<'empty' | 'begun' | 'taken'> => {
  const { rows } = await client.query(
    `SELECT to_regnamespace('gongzhi_restoring') IS NOT NULL AS begun,
       EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND (n.nspname = 'public' OR ${OURS})) AS taken`,
  )
  return rows[0]?.begun ? 'begun' : rows[0]?.taken ? 'taken' : 'empty'
}

/** Marks the database as half restored; what a restore cut short has left here goes first. */
export const beginRestore = async (client: pg.ClientBase): Promise<void> => {
  const { rows } = await client.query<{ name: string }>(`SELECT n.nspname AS name FROM pg_namespace n WHERE ${OURS}`)
  for (const { name } of rows) await client.query(`DROP SCHEMA ${quoted(name)} CASCADE`)
  await client.query('CREATE SCHEMA IF NOT EXISTS gongzhi_restoring')
}
export const endRestore = 'DROP SCHEMA gongzhi_restoring'

/** Empties our tables but the list of migrations, and takes foreign keys and triggers off; answers what puts them back. */
export const makeRoom = async (client: pg.ClientBase, tables: readonly string[]): Promise<() => Promise<void>> => {
  const { rows } = await client.query<{ on: string; name: string; rule: string }>(
    `SELECT n.nspname || '.' || c.relname AS "on", k.conname AS name, pg_get_constraintdef(k.oid) AS rule
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE k.contype = 'f' AND k.conparentid = 0 AND ${OURS}`,
  )
  for (const { on, name } of rows) await client.query(`ALTER TABLE ${quoted(on)} DROP CONSTRAINT ${quoted(name)}`)
  for (const name of tables) await client.query(`ALTER TABLE ${quoted(name)} DISABLE TRIGGER USER`)
  await client.query(`TRUNCATE ${tables.map(quoted).join(', ')}`)
  return async () => {
    for (const name of tables) await client.query(`ALTER TABLE ${quoted(name)} ENABLE TRIGGER USER`)
    // each is checked over the whole table as it comes back
    for (const { on, name, rule } of rows)
      await client.query(`ALTER TABLE ${quoted(on)} ADD CONSTRAINT ${quoted(name)} ${rule}`)
  }
}

/** Sets the sequences; those of a county's numbers are made as the kernel makes them. */
export const setSequences = async (client: pg.ClientBase, sequences: Manifest['sequences']): Promise<void> => {
  for (const { name, value, called } of sequences) {
    const [, county, series, year] = /^kernel\.n_(\d{6})_([a-z]{1,3})_(\d{4})$/.exec(name) ?? []
    if (county && series && year)
      await client.query('SELECT kernel.ensure_series($1, $2, $3)', [county, series.toUpperCase(), Number(year)])
    await client.query('SELECT setval($1::regclass, $2, $3)', [quoted(name), value, called])
  }
}

/** What is computed from tables is computed again, and the planner is told what came. */
export const freshen = async (client: pg.ClientBase): Promise<void> => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'm' AND ${OURS}`,
  )
  for (const { name } of rows) await client.query(`REFRESH MATERIALIZED VIEW ${quoted(name)}`)
  await client.query('ANALYZE')
}
