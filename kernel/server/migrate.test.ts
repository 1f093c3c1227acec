import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { explainStartError } from './explain-start-error.ts'
import { migrate } from './migrate.ts'

let server: EmbeddedPostgres
let client: pg.Client
let dir = ''
let numbered = 0

beforeAll(async () => {
  server = await startEmbeddedPostgres({ durable: false })
}, 60_000)
afterAll(() => server?.stop())

const connect = async (database: string) => {
  const url = new URL(server.url)
  url.pathname = `/${database}`
  const one = new pg.Client({ connectionString: url.href })
  await one.connect()
  return one
}

beforeEach(async () => {
  const admin = await connect('postgres')
  await admin.query(`CREATE DATABASE migrate_${++numbered}`)
  await admin.end()
  client = await connect(`migrate_${numbered}`)
  dir = mkdtempSync(join(tmpdir(), 'gongzhi-migrate-'))
})
afterEach(async () => {
  await client.end()
  rmSync(dir, { recursive: true })
})

const put = (module: string, name: string, sql: string) => {
  mkdirSync(join(dir, module), { recursive: true })
  writeFileSync(join(dir, module, name), sql)
}
const sets = (...modules: string[]) => modules.map((module) => ({ module, dir: join(dir, module) }))
const tables = async () =>
  (
    await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    )
  ).rows.map(({ name }) => name)

test('modules migrate in the order given, files by number, each once', async () => {
  put('late', '0001-first.sql', 'CREATE TABLE late AS SELECT * FROM early2;')
  put('early', '0002-second.sql', 'CREATE TABLE early2 AS SELECT * FROM early1;')
  put('early', '0001-first.sql', 'CREATE TABLE early1 (id int); INSERT INTO early1 VALUES (1);')
  const said: string[] = []
  expect(await migrate(client, sets('early', 'late'), (line) => said.push(line))).toBe(3)
  expect(said).toEqual([
    'migrated early/0001-first.sql',
    'migrated early/0002-second.sql',
    'migrated late/0001-first.sql',
  ])
  expect(await migrate(client, sets('early', 'late'))).toBe(0)
  expect(await tables()).toEqual(['early1', 'early2', 'late'])
})

test('a file that fails leaves nothing behind, keeps what came before, and is named with its line', async () => {
  put('a', '0001-good.sql', 'CREATE TABLE good (id int);')
  put('a', '0002-bad.sql', 'CREATE TABLE half (id int);\nINSERT INTO nowhere VALUES (1);')
  const failed = await migrate(client, sets('a')).catch((error: unknown) => error)
  expect(failed).toMatchObject({ code: 'migration-failed', message: expect.stringContaining('0002-bad.sql:2') })
  expect(await tables()).toEqual(['good'])
  put('a', '0002-bad.sql', 'CREATE TABLE mended (id int);')
  expect(await migrate(client, sets('a'))).toBe(1)
})

test('an applied file that was edited is refused before anything runs; line endings are no edit', async () => {
  put('a', '0001-first.sql', 'CREATE TABLE one\n(id int);')
  await migrate(client, sets('a'))
  put('a', '0001-first.sql', 'CREATE TABLE one\r\n(id int);')
  expect(await migrate(client, sets('a'))).toBe(0)
  put('a', '0001-first.sql', 'CREATE TABLE one (id bigint);')
  put('a', '0002-next.sql', 'CREATE TABLE two (id int);')
  const refused = await migrate(client, sets('a')).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'migration-changed' })
  expect(explainStartError(refused)).toContain('a/0001-first.sql')
  expect(await tables()).toEqual(['one'])
})

test('a database ahead of the files, and a file that comes before an applied one, are refused', async () => {
  put('a', '0002-second.sql', 'CREATE TABLE two (id int);')
  await migrate(client, sets('a'))
  put('a', '0001-late.sql', 'CREATE TABLE one (id int);')
  await expect(migrate(client, sets('a'))).rejects.toMatchObject({ code: 'migration-unknown' })
  rmSync(join(dir, 'a'), { recursive: true })
  put('a', '0003-other.sql', 'SELECT 1;')
  await expect(migrate(client, sets('a'))).rejects.toMatchObject({ code: 'migration-unknown' })
  expect(await tables()).toEqual(['two'])
})

test('two processes at once apply every file exactly once', async () => {
  for (let n = 1; n <= 6; n++) put('a', `000${n}-step.sql`, `CREATE TABLE t${n} (id int); SELECT pg_sleep(0.02);`)
  const second = await connect(`migrate_${numbered}`)
  const ran = await Promise.all([migrate(client, sets('a')), migrate(second, sets('a'))])
  await second.end()
  expect(ran[0] + ran[1]).toBe(6)
  expect(await tables()).toHaveLength(6)
})

test('files that are not named as migrations, or share a number, are pointed out', async () => {
  put('a', '1-x.sql', '')
  await expect(migrate(client, sets('a'))).rejects.toThrow('1-x.sql')
  put('b', '0001-x.sql', '')
  put('b', '0001-y.sql', '')
  await expect(migrate(client, sets('b'))).rejects.toThrow('0001-y.sql')
})

test('a user without rights is told to be made the owner', async () => {
  await client.query(`CREATE ROLE poor_${numbered} LOGIN PASSWORD 'x'`)
  const url = new URL(server.url)
  url.pathname = `/migrate_${numbered}`
  url.username = `poor_${numbered}`
  url.password = 'x'
  const poor = new pg.Client({ connectionString: url.href })
  await poor.connect()
  const refused = await migrate(poor, sets()).catch((error: unknown) => error)
  await poor.end()
  expect(explainStartError(refused)).toMatch(/ALTER DATABASE/)
})

test('two databases of one server, migrated at the same moment, make their common role together', async () => {
  put(
    'a',
    '0001-role.sql',
    `DO $$ BEGIN
       IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'common_role') THEN
         PERFORM pg_sleep(0.3);
         CREATE ROLE common_role NOLOGIN;
       END IF;
     END $$;`,
  )
  const admin = await connect('postgres')
  await admin.query('CREATE DATABASE migrate_beside')
  await admin.end()
  const beside = await connect('migrate_beside')
  const ran = await Promise.all([migrate(client, sets('a')), migrate(beside, sets('a'))])
  await beside.end()
  expect(ran).toEqual([1, 1])
})
