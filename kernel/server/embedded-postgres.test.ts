import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { findEmbeddedUrl, startEmbeddedPostgres } from './embedded-postgres.ts'
import { explainStartError } from './explain-start-error.ts'
import { findProcessStart } from './folder-lock.ts'

// Real servers, real kills: each test takes a few seconds on a small machine.
const SLOW = 60_000
const isRoot = process.getuid?.() === 0

// One first start for all: most tests begin with a copy of what it left.
let template = ''
beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'gongzhi-test-'))
  chmodSync(template, 0o711)
  await (await startEmbeddedPostgres({ dir: template, durable: false })).stop()
}, SLOW)
afterAll(() => rmSync(template, { recursive: true, force: true }))

let dir = ''
const undo: (() => unknown)[] = []
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gongzhi-test-'))
  chmodSync(dir, 0o711)
  undo.push(() => rmSync(dir, { recursive: true, force: true }))
  execFileSync('cp', ['-a', `${template}/.`, dir])
})
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

const start = async (options: Parameters<typeof startEmbeddedPostgres>[0] = {}) => {
  const server = await startEmbeddedPostgres({ dir, durable: false, ...options })
  undo.push(() => server.stop())
  return server
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows[0] ?? {}
  } finally {
    await client.end()
  }
}

/** Another Node that starts the server on the folder and stays; answers when it has, with what it printed. */
async function startElsewhere(folder: string, user: { uid?: number; gid?: number } = {}, durable = false) {
  const module = fileURLToPath(new URL('./embedded-postgres.ts', import.meta.url))
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(module)}
    const { url, pid, adopted, stop } = await startEmbeddedPostgres({ dir: ${JSON.stringify(folder)}, durable: ${durable} })
    process.on('SIGTERM', async () => { await stop(); process.exit(0) })
    console.log(JSON.stringify({ url, pid, adopted }))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    ...user,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  undo.push(() => child.kill('SIGKILL'))
  for await (const line of createInterface({ input: child.stdout })) {
    const server = JSON.parse(line) as { url: string; pid: number; adopted: boolean }
    return { ...server, child, ended }
  }
  throw new Error('it ended without a word')
}

test('it starts with the database of Chinese text, keeps it over a restart, and stops for good', {
  timeout: SLOW,
}, async () => {
  const first = await start()
  await ask(first.url, `CREATE TABLE village AS SELECT '金林水乡' AS name`)
  expect(await ask(first.url, `SELECT current_setting('server_version_num')::int / 10000 AS version`)).toEqual({
    version: 18,
  })
  expect(
    await ask(
      first.url,
      `SELECT datlocprovider AS provider, datlocale AS locale, pg_encoding_to_char(encoding) AS encoding
      FROM pg_database WHERE datname = 'gongzhi'`,
    ),
  ).toEqual({ provider: 'b', locale: 'C.UTF-8', encoding: 'UTF8' })
  await first.stop()
  await first.stop()
  expect(findProcessStart(first.pid)).toBeUndefined()
  expect(await findEmbeddedUrl(dir)).toBeUndefined()

  const second = await start()
  expect(second.adopted).toBe(false)
  expect(await findEmbeddedUrl(dir)).toBe(second.url)
  expect(await ask(second.url, 'SELECT name FROM village')).toEqual({ name: '金林水乡' })
})

test('only durable: false turns off what keeps data safe', { timeout: SLOW }, async () => {
  const settings = `SELECT current_setting('fsync') || current_setting('synchronous_commit') || current_setting('full_page_writes') AS safety,
    current_setting('jit') AS jit, current_setting('max_connections')::int AS connections`
  const unsafe = await start()
  expect(await ask(unsafe.url, settings)).toMatchObject({ safety: 'offoffoff' })
  await unsafe.stop()
  const safe = await start({ durable: true })
  expect(await ask(safe.url, settings)).toEqual({ safety: 'ononon', jit: 'off', connections: 100 })
})

test('nobody gets in without the password, and only the owner can read it', { timeout: SLOW }, async () => {
  const { url } = await start()
  expect(statSync(join(dir, 'password')).mode & 0o777).toBe(0o600)
  expect(statSync(join(dir, 'cluster')).mode & 0o777).toBe(0o700)
  await expect(ask(url.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
})

test('kill -9 of Node: the next start adopts the same server, with what was committed', { timeout: SLOW }, async () => {
  const killed = await startElsewhere(dir)
  await ask(killed.url, 'CREATE TABLE matter AS SELECT 42 AS number')
  killed.child.kill('SIGKILL')
  await killed.ended
  const heir = await start()
  expect(heir).toMatchObject({ adopted: true, pid: killed.pid })
  expect(await ask(heir.url, 'SELECT number FROM matter')).toEqual({ number: 42 })
  await heir.stop()
  expect(findProcessStart(killed.pid)).toBeUndefined()
})

test('kill -9 of Node and of PostgreSQL: the stale pid file is recovered from', { timeout: SLOW }, async () => {
  const killed = await startElsewhere(dir, {}, true)
  await ask(killed.url, 'CREATE TABLE matter AS SELECT 42 AS number')
  killed.child.kill('SIGKILL')
  process.kill(killed.pid, 'SIGKILL')
  await killed.ended
  expect(existsSync(join(dir, 'cluster', 'postmaster.pid'))).toBe(true)
  const next = await start()
  expect(next.adopted).toBe(false)
  expect(await ask(next.url, 'SELECT number FROM matter')).toEqual({ number: 42 })
})

test('a pid file whose number now belongs to another process is not believed', { timeout: SLOW }, async () => {
  const { stop } = await start()
  await stop()
  const cluster = join(dir, 'cluster')
  const bystander = spawn('sleep', ['60'], { cwd: '/', ...ownerOf(cluster) })
  undo.push(() => bystander.kill())
  writeFileSync(join(cluster, 'postmaster.pid'), `${bystander.pid}\n${cluster}\n1\n5432\n.\n\n0 0\nready\n`)
  chownSync(join(cluster, 'postmaster.pid'), statSync(cluster).uid, statSync(cluster).gid)
  expect((await start()).adopted).toBe(false)
  expect(bystander.exitCode).toBeNull()
})

test('a second process on the same folder is refused and told who holds it; a stale lock is not held', {
  timeout: SLOW,
}, async () => {
  const holder = await startElsewhere(dir)
  const refused = await start().catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'folder-locked' })
  expect(explainStartError(refused)).toContain(String(holder.child.pid))
  holder.child.kill('SIGTERM')
  await holder.ended
  expect(existsSync(join(dir, 'lock'))).toBe(false)

  writeFileSync(join(dir, 'lock'), JSON.stringify({ pid: process.pid, started: 'an earlier boot', host: 'elsewhere' }))
  await start()
})

test('of several processes that find one stale lock, one starts', { timeout: SLOW }, async () => {
  await (await start()).stop()
  writeFileSync(join(dir, 'lock'), JSON.stringify({ pid: 999999999, started: 'x', host: 'elsewhere' }))
  const tries = await Promise.allSettled([start(), start(), start()])
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a first start cut short by kill -9 leaves a folder the next one can use', { timeout: SLOW }, async () => {
  rmSync(join(dir, 'cluster'), { recursive: true })
  mkdirSync(join(dir, 'cluster.new'), { recursive: true })
  writeFileSync(join(dir, 'cluster.new', 'half'), 'made')
  writeFileSync(join(dir, 'cluster.pw'), 'left')
  expect(await ask((await start()).url, 'SELECT 1 AS one')).toEqual({ one: 1 })
  expect(existsSync(join(dir, 'cluster.new'))).toBe(false)
  expect(existsSync(join(dir, 'cluster.pw'))).toBe(false)
})

test('a path too long for a socket, with spaces and Chinese in it, gets a loopback port', {
  timeout: SLOW,
}, async () => {
  const { url } = await start({ dir: join(dir, `数据 目录 "${'长'.repeat(30)}"`) })
  expect(new URL(url).hostname).toBe('127.0.0.1')
  expect(await ask(url, `SELECT current_setting('listen_addresses') AS addresses`)).toEqual({ addresses: '127.0.0.1' })
})

test('a short path gets a socket that no network can reach', { timeout: SLOW }, async () => {
  const { url } = await start({ dir: join(dir, "it's 100% 数据, $HOME") })
  expect(await ask(url, `SELECT current_setting('listen_addresses') AS addresses`)).toEqual({ addresses: '' })
})

test('a lost password file, or another major version, is told rather than overwritten', { timeout: SLOW }, async () => {
  await (await start()).stop()
  const password = readFileSync(join(dir, 'password'))
  rmSync(join(dir, 'password'))
  await expect(start()).rejects.toMatchObject({ code: 'password-lost' })
  writeFileSync(join(dir, 'password'), password)
  writeFileSync(join(dir, 'cluster', 'PG_VERSION'), '17\n')
  await expect(start()).rejects.toMatchObject({ code: 'other-postgres-version' })
  writeFileSync(join(dir, 'cluster', 'PG_VERSION'), '18\n')
  await start()
})

test('a broken setting is shown with the reason PostgreSQL gives', { timeout: SLOW }, async () => {
  await (await start()).stop()
  writeFileSync(join(dir, 'cluster', 'postgresql.auto.conf'), `shared_buffers = 'plenty'\n`)
  const failed = await start().catch((error: unknown) => error)
  expect(explainStartError(failed)).toMatch(/shared_buffers.*plenty/)
  expect(existsSync(join(dir, 'lock'))).toBe(false)
})

test.runIf(isRoot)(
  'as root PostgreSQL runs as somebody who owns the data and nothing else',
  { timeout: SLOW },
  async () => {
    const { pid } = await start()
    expect(statSync(`/proc/${pid}`).uid).not.toBe(0)
    expect(statSync(join(dir, 'cluster')).uid).toBe(statSync(`/proc/${pid}`).uid)
    expect(statSync(join(dir, 'password')).uid).toBe(0)
  },
)

test.runIf(isRoot)(
  'as a normal user everything is that user, and root can take the folder over and give it back',
  { timeout: SLOW },
  async () => {
    const user = { uid: 65534, gid: 65534 }
    execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, dir])
    const plain = await startElsewhere(dir, user)
    expect(statSync(`/proc/${plain.pid}`).uid).toBe(user.uid)
    plain.child.kill('SIGTERM')
    await plain.ended
    const asRoot = await start()
    expect(statSync(`/proc/${asRoot.pid}`).uid).toBe(user.uid)
    await asRoot.stop()
    const again = await startElsewhere(dir, user)
    again.child.kill('SIGTERM')
    await again.ended
  },
)

test.runIf(isRoot && homedir() === '/root')(
  'under /root, which others cannot enter, the database lives in /var/lib',
  { timeout: SLOW },
  async () => {
    const hidden = mkdtempSync(join(homedir(), 'gongzhi-test-'))
    const said: string[] = []
    const { url, stop } = await start({ dir: hidden, log: (line) => said.push(line) })
    const { folder } = await ask(url, `SELECT current_setting('data_directory') AS folder`)
    undo.unshift(() => {
      rmSync(hidden, { recursive: true })
      rmSync(join(String(folder), '..'), { recursive: true })
    })
    expect(folder).toMatch(/^\/var\/lib\/gongzhi\//)
    expect(said.join()).toContain('/var/lib/gongzhi/')
    await stop()
    expect((await start({ dir: hidden })).url).toBe(url)
  },
)

test('Ctrl-C in the terminal reaches Node only: PostgreSQL waits for the fast shutdown Node asks for', {
  timeout: SLOW,
}, async () => {
  const { pid } = await start()
  // Fields 5 and 6 of stat: process group and session, which a terminal signals as a whole.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')
  expect(fields?.slice(2, 4)).toEqual([String(pid), String(pid)])
})

function ownerOf(path: string) {
  const { uid, gid } = statSync(path)
  return isRoot ? { uid, gid } : {}
}
