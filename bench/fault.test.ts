import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findEmbeddedUrl } from '@gongzhi/kernel/server/embedded-postgres.ts'
import { brokenChains } from '@gongzhi/kernel/server/journal.ts'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { type Done, openClient, type People, type Tally, write } from './fault-writer.ts'
import { randomFrom } from './random.ts'
import { freePort, type ServerProcess, startServer } from './server-process.ts'
import { COUNTY, crewOf } from './sign-in.ts'
import {
  type Acknowledged,
  doubledKeys,
  listMismatched,
  listUnaccounted,
  noticesTwice,
  waitingFacts,
} from './store-fault.ts'

/*
 * FAULT_SEED repeats a run (what happens when still depends on the machine), FAULT_SECONDS makes it longer.
 */
const seed = Number(process.env.FAULT_SEED ?? Date.now() % 1_000_000)
const lasts = Number(process.env.FAULT_SECONDS ?? 8) * 1000
const WRITERS = 16

const dir = mkdtempSync(join(tmpdir(), 'gongzhi-fault-'))
chmodSync(dir, 0o755)
let server: ServerProcess | undefined
let port = 0
const start = async () => {
  server = await startServer({ DATA_DIR: dir, PORT: String(port) })
  return server
}

const cluster = () => realpathSync(join(dir, 'postgres', 'cluster'))
const postmaster = () => Number(readFileSync(join(cluster(), 'postmaster.pid'), 'utf8').split('\n')[0])
const killServer = async () => {
  server?.child.kill('SIGKILL')
  while (server?.child.exitCode === null && server.child.signalCode === null) await sleep(5)
}

afterAll(async () => {
  await server?.stop()
  rmSync(dir, { recursive: true, force: true })
})

/** A connection of our own; it may take a moment while PostgreSQL is still getting up from the last blow. */
const connected = async (): Promise<pg.Client> => {
  for (const until = Date.now() + 60_000; ; await sleep(50)) {
    const url = await findEmbeddedUrl(join(dir, 'postgres'))
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    try {
      if (url === undefined) throw new Error('PostgreSQL is not ready')
      await client.connect()
      return client
    } catch (error) {
      if (Date.now() > until) throw error
    }
  }
}

/** What goes wrong, each as suddenly as a power cut; all end with a server that answers again. */
const faults = {
  server: async () => {
    await killServer()
    await start()
  },
  // postmaster and all its processes at once, as when the machine is switched off; the server notices, then goes too
  'all of PostgreSQL': async (random: () => number) => {
    process.kill(-postmaster(), 'SIGKILL')
    await sleep(random() * 300)
    await killServer()
    await start()
  },
  // PostgreSQL takes the rest down and recovers by itself; the server stays and must find its way back
  'one process of PostgreSQL': async () => {
    const client = await connected()
    const { rows } = await client.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY state = 'active' DESC LIMIT 1`,
    )
    if (rows[0]) process.kill(rows[0].pid, 'SIGKILL')
    await client.end().catch(() => undefined)
  },
} as const
const kinds = Object.keys(faults) as (keyof typeof faults)[]

test('no acknowledged act is lost and none doubled when server and database are killed under 16 writers', async () => {
  process.stdout.write(`FAULT_SEED=${seed}\n`)
  const random = randomFrom(seed)
  port = await freePort()
  await start()
  const people: People = await crewOf(port)

  const tally: Tally = { lost: 0, failed: 0, repeated: 0 }
  let addresses = 0
  // one address may report 30 times a minute
  const address = () => `10.0.${(++addresses >> 8) & 255}.${addresses & 255}`
  let going = true
  const clientOf = (n: number) => openClient(port, address, randomFrom(seed + n + 1), tally)
  const writers = Promise.all(
    Array.from({ length: WRITERS }, (_, n) => write(clientOf(n), people, randomFrom(seed + 100 + n), () => going)),
  )
  writers.catch(() => undefined)

  const until = Date.now() + lasts
  const happened: string[] = []
  // each kind at least once, however slow the machine
  for (let n = 0; n < kinds.length || Date.now() < until; n++) {
    await sleep(500 + random() * 1500)
    const kind = kinds[n < kinds.length ? n : Math.floor(random() * kinds.length)] ?? 'server'
    await faults[kind](random)
    happened.push(kind)
  }
  going = false
  const done: Done[] = (await writers).flat()
  process.stdout.write(`${done.length} acts acknowledged; ${JSON.stringify(tally)}; killed: ${happened.join(', ')}\n`)
  expect(new Set(happened)).toEqual(new Set(kinds))
  expect(done.length).toBeGreaterThan(100)
  expect(tally.lost).toBeGreaterThan(20)

  // once more with the same keys: the same receipts, and nothing done again
  const clients = Array.from({ length: WRITERS }, (_, n) => clientOf(n))
  const answers = await Promise.all(
    clients.map(async (client, n) => {
      const different: string[] = []
      for (let i = n; i < done.length; i += WRITERS) {
        const one = done[i]
        if (one && !(await client.same(one))) different.push(one.key)
      }
      client.close()
      return different
    }),
  )
  expect(answers.flat()).toEqual([])

  const owner = new pg.Client({ connectionString: await findEmbeddedUrl(join(dir, 'postgres')) })
  await owner.connect()
  try {
    const acknowledged: Acknowledged[] = done.map(({ key, receipt }) => ({ key, ...receipt }))
    expect(await listMismatched(owner, COUNTY, acknowledged), 'acknowledged acts that are not in the journal').toEqual(
      [],
    )
    expect(await doubledKeys(owner), 'keys used twice').toEqual([])
    expect(await listUnaccounted(owner, COUNTY), 'dockets that do not agree with their journal').toEqual([])
    const mine = new Set(done.map(({ receipt }) => receipt.id))
    expect(mine.size).toBe(done.filter(({ path }) => path === '/matters').length)
    const broken: unknown[] = []
    const rows = async (statement: { text: string; values: readonly unknown[] }) =>
      (await owner.query(statement.text, statement.values as unknown[])).rows
    for await (const one of brokenChains({ rows: rows as never }, COUNTY)) broken.push(one)
    expect(broken).toEqual([])
    // what follows from an act follows once: the reporter was told of each acceptance, and not twice
    while ((await waitingFacts(owner)) > 0) await sleep(50)
    const accepted = done.filter(({ path }) => path.endsWith('/acceptance')).map(({ receipt }) => receipt.id)
    expect(await noticesTwice(owner, COUNTY, accepted), 'reporters told of an acceptance other than once').toEqual([])
  } finally {
    await owner.end()
  }
}, 120_000)
