import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { asOwner, urlFor } from './databases.ts'
import { type Done, openClient, write } from './fault-writer.ts'
import { randomFrom } from './random.ts'
import { freePort, type ServerProcess, startServer } from './server-process.ts'
import { COUNTY, crewOf } from './sign-in.ts'
import { listMismatched, listUnaccounted } from './store-fault.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'gongzhi-backup-'))
const WRITERS = 8
const names = ['from', 'into'].map((name) => `backup_${name}_${process.pid}`)
const server = process.env.GONGZHI_TEST_PG ?? ''
const [from = '', into = ''] = names.map((name) => urlFor(server, name))
let running: ServerProcess | undefined

const gongzhi = async (DATABASE_URL: string, ...args: string[]): Promise<string> =>
  (
    await promisify(execFile)(process.execPath, [join(root, 'apps/server/cli.ts'), ...args], {
      env: {
        ...process.env,
        DATABASE_URL,
        DATA_DIR: join(dir, DATABASE_URL === from ? 'from' : 'into'),
        GONGZHI_KEY: '5a'.repeat(32),
      },
    })
  ).stdout

afterAll(async () => {
  await running?.stop()
  await asOwner(server, async (client) => {
    for (const name of names) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  })
  rmSync(dir, { recursive: true, force: true })
})

test('taken under eight writers, a backup holds every act acknowledged before it, none torn, and nothing that came after half', async () => {
  await asOwner(server, async (client) => {
    for (const name of names) await client.query(`CREATE DATABASE ${name}`)
  })
  const port = await freePort()
  running = await startServer({
    DATABASE_URL: from,
    DATA_DIR: join(dir, 'from'),
    DEMO: '1',
    GONGZHI_KEY: '5a'.repeat(32),
    PORT: String(port),
  })
  const people = await crewOf(port)
  let addresses = 0
  const address = () => `10.1.${(++addresses >> 8) & 255}.${addresses & 255}`
  let going = true
  const tally = { lost: 0, failed: 0, repeated: 0 }
  const writers = Promise.all(
    Array.from({ length: WRITERS }, (_, n) =>
      write(openClient(port, address, randomFrom(n + 1), tally), people, randomFrom(100 + n), () => going),
    ),
  )
  writers.catch(() => undefined)
  await sleep(1000)
  const file = join(dir, 'under-load.tar')
  const taken = JSON.parse(await gongzhi(from, 'backup', file, '--json'))
  await sleep(300)
  going = false
  const done: Done[] = (await writers).flat()
  await running.stop()

  await gongzhi(into, 'restore', file)
  // walks every chain and holds dockets, rows and numbers against each other: exit code 1 would have thrown
  await gongzhi(into, 'verify')
  const before = done.filter(({ receipt }) => receipt.at < taken.takenAt)
  const after = done.length - before.length
  process.stdout.write(`${done.length} acts acknowledged, ${after} of them after the snapshot\n`)
  expect(before.length).toBeGreaterThan(50)
  expect(after).toBeGreaterThan(10)
  const restored = new pg.Client({ connectionString: into })
  await restored.connect()
  try {
    const acts = before.map(({ key, receipt }) => ({ key, ...receipt }))
    // an act is stamped before it commits: one that was under way in the moment of the snapshot may be on either side
    const lost = new Set(await listMismatched(restored, COUNTY, acts))
    const late = before.filter(
      ({ key, receipt }) => lost.has(key) && Date.parse(receipt.at) < Date.parse(taken.takenAt) - 1000,
    )
    expect(late).toEqual([])
    expect(await listUnaccounted(restored, COUNTY)).toEqual([])
  } finally {
    await restored.end()
  }
}, 90_000)
