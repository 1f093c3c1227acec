import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { calendarOf } from '../clock.ts'
import data from '../data/calendar-cn.json' with { type: 'json' }
import { openDb } from './db.ts'
import { type MigrationSet, migrate } from './migrate.ts'
import { migrationSets } from './migration-sets.ts'
import type { Module } from './module.ts'
import { loadCalendar } from './store-calendar.ts'
import type { Env } from './subject.ts'

export type TestEnv = {
  readonly env: Env
  readonly url: string
  /** A connection as owner: sees everything, for looking behind. */
  readonly owner: pg.Client
  /** Moves the clock: ms since epoch or an ISO text with zone. */
  readonly setNow: (at: number | string) => void
  readonly close: () => Promise<void>
}

const serverUrl = (): string => {
  const url = process.env.GONGZHI_TEST_PG
  if (!url) throw new Error('run under vitest: its global setup starts PostgreSQL')
  return url
}

const onServer = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const at = (url: string, database: string): string => {
  const copy = new URL(url)
  copy.pathname = `/${database}`
  return copy.href
}

/** A name that changes when any migration does. */
const templateName = (sets: readonly MigrationSet[]): string => {
  const h = createHash('sha256')
  for (const { module, dir } of sets)
    for (const file of readdirSync(dir).sort())
      h.update(module)
        .update(file)
        .update(readFileSync(join(dir, file)))
  return `template_${h.digest('hex').slice(0, 16)}`
}

let count = 0

/** Makes a template where it is missing: a copy of `from`, filled by `fill`. */
const ensureTemplate = async (client: pg.Client, name: string, from: string, fill: () => Promise<void>) => {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
  if (rowCount !== 0) return
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${from}`)
  try {
    await fill()
  } catch (error) {
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`)
    throw error
  }
}

/** What a test holds of a database that is there. */
const openEnv = async (url: string, database: string, start = '2026-11-20T09:00:00+08:00'): Promise<TestEnv> => {
  const own = at(url, database)
  const owner = new pg.Client({ connectionString: own })
  await owner.connect()
  let now = Date.parse(start)
  const db = openDb(own, 8)
  return {
    env: { db, now: () => now, calendar: calendarOf(data) },
    url: own,
    owner,
    setNow: (moment) => {
      now = typeof moment === 'number' ? moment : Date.parse(moment)
    },
    close: async () => {
      await db.close()
      await owner.end()
    },
  }
}

type Options = {
  readonly modules?: readonly Module[]
  readonly now?: string
  /** What the first test writes into the database and all others with this `name` find in it. */
  readonly filled?: { readonly name: string; readonly fill: (t: TestEnv) => Promise<void> }
}

/** A migrated database of its own, copied from a template; `modules` in their order. The clock starts at `now`. */
export const testEnv = async ({ modules = [], now, filled }: Options = {}): Promise<TestEnv> => {
  const url = serverUrl()
  const sets = migrationSets(modules)
  const migrated = templateName(sets)
  const template = filled ? `${migrated}_${filled.name}` : migrated
  const database = `test_${process.pid}_${Date.now()}_${count++}`
  await onServer(url, async (client) => {
    await client.query('SELECT pg_advisory_lock(4711)')
    await ensureTemplate(client, migrated, 'template1', () =>
      onServer(at(url, migrated), async (c) => {
        await migrate(c, sets)
        await loadCalendar(c, calendarOf(data))
      }),
    )
    if (filled)
      await ensureTemplate(client, template, migrated, async () => {
        const t = await openEnv(url, template, now)
        await filled.fill(t).finally(t.close)
      })
    await client.query(`CREATE DATABASE ${database} TEMPLATE ${template}`)
  })
  const t = await openEnv(url, database, now)
  return {
    ...t,
    close: async () => {
      await t.close()
      await onServer(url, (client) => client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`))
    },
  }
}
