import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { uuidv7 } from '@gongzhi/kernel/ids.ts'
import { newToken, tokenHash } from '@gongzhi/kernel/server/session.ts'
import pg from 'pg'
import { startServer } from './server-process.ts'
import { COUNTY } from './sign-in.ts'
import { copyDatabase, databaseExists, dropOthers, fillMatters, openSessions } from './store-fill.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Changes with any migration, demo text or the fill itself: a kept database is never one of another shape. */
const shape = (): string => {
  const h = createHash('sha256').update(readFileSync(join(root, 'bench', 'store-fill.ts')))
  const folders = [join(root, 'kernel'), ...readdirSync(join(root, 'modules')).map((m) => join(root, 'modules', m))]
  for (const folder of folders.sort()) {
    try {
      for (const file of readdirSync(join(folder, 'migrations')).sort())
        h.update(readFileSync(join(folder, 'migrations', file)))
    } catch {
      // a module without tables
    }
  }
  return `bench_${h.digest('hex').slice(0, 10)}`
}

export const urlFor = (url: string, database: string): string => {
  const copy = new URL(url)
  copy.pathname = `/${database}`
  return copy.href
}

/** Runs `work` with an owner's connection. */
export const asOwner = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export const SMALL = 10_000
export const LARGE = 1_000_000

/** A fresh database of 10 k matters and one of 1 M that is kept from run to run; answers their URLs. */
export const prepare = async (
  url: string,
  dataDir: string,
  large: number,
  say: (line: string) => void,
): Promise<{ readonly small: string; readonly large: string }> => {
  const name = shape()
  const at = (database: string) => urlFor(url, database)
  return asOwner(url, async (client) => {
    await dropOthers(client, name)
    const build = async (database: string, from: string | undefined, count: number) => {
      if (await databaseExists(client, database)) return
      const half = `${name}_half`
      await client.query(`DROP DATABASE IF EXISTS ${half} WITH (FORCE)`)
      if (from) await copyDatabase(client, from, half)
      else {
        await client.query(`CREATE DATABASE ${half}`)
        const server = await startServer({ DATABASE_URL: at(half), DATA_DIR: dataDir, DEMO: '1' })
        await server.stop()
      }
      await asOwner(at(half), (c) => fillMatters(c, COUNTY, count, say))
      await client.query(`ALTER DATABASE ${half} RENAME TO ${database}`)
    }
    await build(`${name}_base`, undefined, SMALL)
    if (large > 0) await build(`${name}_${large}`, `${name}_base`, large)
    await copyDatabase(client, `${name}_base`, `${name}_run`)
    return { small: at(`${name}_run`), large: at(`${name}_${large}`) }
  })
}

let seats = 0
/** As many signed-in residents as a run needs, each at an address of their own: one may send 30 reports a minute. */
export const newReporters = async (url: string, count: number) => {
  const fresh = Array.from({ length: count }, () => {
    const token = `${COUNTY}.${newToken()}`
    return { token, id: uuidv7(Date.now(), randomBytes(10)), hash: tokenHash(token) }
  })
  const opened = await asOwner(url, (client) => openSessions(client, COUNTY, fresh))
  return opened.map(({ village, account }, n) => ({
    cookie: `gongzhi=${fresh[n]?.token ?? ''}`,
    unit: village,
    account,
    address: `10.${seats++ & 255}.${(seats >> 8) & 255}.${(seats >> 16) & 255}`,
  }))
}
