import type { ChildProcess } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findProcessStart } from './folder-lock.ts'
import { type Address, urlOf } from './postgres-cluster.ts'
import { startError } from './start-error.ts'

/** What postmaster.pid says: pid, data folder, start, port, socket folder, listen address, shared memory, status. */
export function findState(cluster: string): { pid: number; address: Address; status: string } | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    const [pid, port, socket] = [Number(lines[0]), Number(lines[3]), lines[4]?.trim()]
    if (!Number.isInteger(pid) || pid <= 0) return undefined
    return { pid, address: { socketFolder: socket ? cluster : undefined, port }, status: lines[7]?.trim() ?? '' }
  } catch {
    return undefined
  }
}

/** A postmaster stands in its data folder: so a reused pid is told from the real one. */
function isPostmaster(pid: number, cluster: string): boolean {
  if (findProcessStart(pid) === undefined) return false
  if (process.platform !== 'linux') return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster
  } catch {
    return false
  }
}

export async function answers(address: Address, password: string, cluster: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: urlOf(address, password, 'postgres'),
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`)
    return rows[0] !== undefined && realpathSync(rows[0].folder) === cluster
  } finally {
    await client.end().catch(() => {})
  }
}

/** Kill -9 of Node leaves the postmaster alive: take it over, or wait until it has gone, or clear its stale pid file. */
export async function adopt(cluster: string, password: string, log: (line: string) => void) {
  const until = Date.now() + 60_000
  for (;;) {
    const state = findState(cluster)
    if (state === undefined) return undefined
    if (!isPostmaster(state.pid, cluster)) {
      log(`clearing the pid file left by a crash (pid ${state.pid})`)
      rmSync(join(cluster, 'postmaster.pid'), { force: true })
      return undefined
    }
    try {
      if (state.status === 'ready' && (await answers(state.address, password, cluster))) {
        log(`adopted the PostgreSQL left running by a killed process (pid ${state.pid})`)
        return state
      }
    } catch (error) {
      if ((error as { code?: string }).code === '28P01' || Date.now() > until) throw error
    }
    if (Date.now() > until) {
      throw startError('postgres-failed', `PostgreSQL ${state.pid} runs but does not answer`, {
        step: 'adopt',
        output: `pid ${state.pid}: ${state.status}`,
      })
    }
    await sleep(50)
  }
}

/** Waits for `ready` in postmaster.pid; false when the process ended first. Recovery may take minutes: it is not hurried. */
export async function isReady(child: ChildProcess, cluster: string, log: (line: string) => void): Promise<boolean> {
  let ended: Error | number | undefined
  child.once('error', (error) => {
    ended = error
  })
  child.once('exit', (code) => {
    ended = code ?? -1
  })
  let nextWord = Date.now() + 5_000
  for (;;) {
    if (ended instanceof Error) throw ended
    if (ended !== undefined) return false
    const state = findState(cluster)
    if (state?.pid === child.pid && state?.status === 'ready') return true
    if (Date.now() > nextWord) {
      log('PostgreSQL is recovering from a crash, please wait')
      nextWord = Date.now() + 10_000
    }
    await sleep(15)
  }
}

/** Fast shutdown, then frees the folder; safe to call twice. */
  stop(): Promise<void>
  /** True when the server of a killed process was found alive and taken over. */
  adopted: boolean
  pid: number
}

type Options = {
  /** Folder of the database, made when missing; without it a temporary one that stop() removes. */
  dir?: string
  log?: (line: string) => void
  /** A fixed port of 127.0.0.1 in place of the Unix socket. */
  port?: number
  /** false for tests only: no fsync, faster, loses data on power failure. */
  durable?: boolean
}

/**
 * Starts PostgreSQL 18 from the npm binaries on `dir`, or adopts the one a killed process left running. The server is
 * spawned directly in a session of its own rather than by pg_ctl: Ctrl-C does not reach it before us, and no path goes
 * through a shell. Throws start errors: `folder-locked`, `folder-denied`, `postgres-failed` …
 */
export async function startEmbeddedPostgres(options: Options = {}): Promise<EmbeddedPostgres> {
  const { log = () => {}, durable = true, port } = options
  const temporary = options.dir === undefined
  const given = options.dir ?? mkdtempSync(join(tmpdir(), 'gongzhi-pg-'))
  if (temporary) chmodSync(given, 0o711)
  mkdirSync(given, { recursive: true, mode: 0o755 })
  const dir = realpathSync(given)

  const release = await lockFolder(dir, () => isServed(dir))
  try {
    const { version } = getPackagedBinaries()
    const user = pickSystemUser(join(dir, 'cluster'))
    const bin = getRunnableBinaries(user, log)
    const isNew = !existsSync(join(dir, 'cluster', 'PG_VERSION'))
    const password = getPassword(dir, !isNew)
    if (isNew) await createCluster(dir, bin, user, password, durable, log)
    const cluster = realpathSync(join(dir, 'cluster'))
    checkVersion(cluster, version)
    if (!canEnter(cluster, user)) {
      throw startError('folder-denied', `${user?.name} cannot enter ${cluster}`, { folder: cluster })
    }

    const found = await adopt(cluster, password, log)
    const { pid, address } = found ?? (await launch(dir, cluster, bin, user, password, { port, durable }, log))
    await createDatabase(urlOf(address, password, 'postgres'))
    let stopping: Promise<void> | undefined
    const stop = async () => {
      await shutDown(cluster, pid)
      release()
      if (temporary) rmSync(dir, { recursive: true, force: true })
    }
    return { url: urlOf(address, password), pid, adopted: found !== undefined, stop: () => (stopping ??= stop()) }
  } catch (error) {
    release()
    throw error
  }
}

/** URL of the server running on `dir`, for a second process (a command line) that must not start one. */
export async function findEmbeddedUrl(dir: string): Promise<string | undefined> {
  try {
    const cluster = realpathSync(join(dir, 'cluster'))
    const state = findState(cluster)
    const password = readFileSync(join(dir, 'password'), 'utf8').trim()
    if (state && (await answers(state.address, password, cluster))) return urlOf(state.address, password)
  } catch {}
  return undefined
}

const isServed = async (dir: string) => (await findEmbeddedUrl(dir)) !== undefined

/** What postmaster.pid says: pid, data folder, start, port, socket folder, listen address, shared memory, status. */
export function findState(cluster: string): { pid: number; address: Address; status: string } | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    const [pid, port, socket] = [Number(lines[0]), Number(lines[3]), lines[4]?.trim()]
    if (!Number.isInteger(pid) || pid <= 0) return undefined
    return { pid, address: { socketFolder: socket ? cluster : undefined, port }, status: lines[7]?.trim() ?? '' }
  } catch {
    return undefined
  }
}

/** A postmaster stands in its data folder: so a reused pid is told from the real one. */
function isPostmaster(pid: number, cluster: string): boolean {
  if (findProcessStart(pid) === undefined) return false
  if (process.platform !== 'linux') return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster
  } catch {
    return false
  }
}

export async function answers(address: Address, password: string, cluster: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: urlOf(address, password, 'postgres'),
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`)
    return rows[0] !== undefined && realpathSync(rows[0].folder) === cluster
  } finally {
    await client.end().catch(() => {})
  }
}

/** Kill -9 of Node leaves the postmaster alive: take it over, or wait until it has gone, or clear its stale pid file. */
export async function adopt(cluster: string, password: string, log: (line: string) => void) {
  const until = Date.now() + 60_000
  for (;;) {
    const state = findState(cluster)
    if (state === undefined) return undefined
    if (!isPostmaster(state.pid, cluster)) {
      log(`clearing the pid file left by a crash (pid ${state.pid})`)
      rmSync(join(cluster, 'postmaster.pid'), { force: true })
      return undefined
    }
    try {
      if (state.status === 'ready' && (await answers(state.address, password, cluster))) {
        log(`adopted the PostgreSQL left running by a killed process (pid ${state.pid})`)
        return state
      }
    } catch (error) {
      if ((error as { code?: string }).code === '28P01' || Date.now() > until) throw error
    }
    if (Date.now() > until) {
      throw startError('postgres-failed', `PostgreSQL ${state.pid} runs but does not answer`, {
        step: 'adopt',
        output: `pid ${state.pid}: ${state.status}`,
      })
    }
    await sleep(50)
  }
}

async function launch(
  dir: string,
  cluster: string,
  bin: string,
  user: RunAs,
  password: string,
  { port, durable }: { port: number | undefined; durable: boolean },
  log: (line: string) => void,
): Promise<{ pid: number; address: Address }> {
  const logFile = join(dir, 'postgres.log')
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > 10 * 2 ** 20) renameSync(logFile, `${logFile}.1`)
  const until = Date.now() + 5_000
  for (;;) {
    const address = await pickAddress(cluster, port)
    const settings = {
      port: String(address.port),
      listen_addresses: address.socketFolder === undefined ? '127.0.0.1' : '',
      // Relative to the data folder, so neither commas nor length of the path matter to the server.
      unix_socket_directories: address.socketFolder === undefined ? '' : '.',
      ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    }
    const from = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
    const out = openSync(logFile, 'a', 0o600)
    const args = ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
    const child = spawn(join(bin, 'postgres'), args, {
      ...asUser(user),
      cwd: '/',
      env: cleanEnv(),
      detached: true,
      stdio: ['ignore', out, out],
    })
    closeSync(out)
    child.unref()
    if (await isReady(child, cluster, log)) {
      if (await answers(address, password, cluster)) return { pid: child.pid ?? 0, address }
    }
    const output = readFileSync(logFile).subarray(from).toString().trim().split('\n').slice(-12).join('\n')
    // After a crash the old backends may hold on to shared memory, or to the port, for a moment.
    const passing = /shared memory block|already exists|in use/i.test(output)
    if (!passing || Date.now() > until) {
      throw startError('postgres-failed', `PostgreSQL did not start: ${output}`, {
        step: 'start',
        output,
        log: logFile,
      })
    }
    await sleep(250)
  }
}

/** Waits for `ready` in postmaster.pid; false when the process ended first. Recovery may take minutes: it is not hurried. */
export async function isReady(child: ChildProcess, cluster: string, log: (line: string) => void): Promise<boolean> {
  let ended: Error | number | undefined
  child.once('error', (error) => {
    ended = error
  })
  child.once('exit', (code) => {
    ended = code ?? -1
  })
  let nextWord = Date.now() + 5_000
  for (;;) {
    if (ended instanceof Error) throw ended
    if (ended !== undefined) return false
    const state = findState(cluster)
    if (state?.pid === child.pid && state?.status === 'ready') return true
    if (Date.now() > nextWord) {
      log('PostgreSQL is recovering from a crash, please wait')
      nextWord = Date.now() + 10_000
    }
    await sleep(15)
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`)
  } finally {
    await client.end()
  }
}

/** Fast shutdown (SIGINT); immediate (SIGQUIT, recovered at the next start) when that takes more than 30 s. */
export async function shutDown(cluster: string, pid: number): Promise<void> {
  const isGone = () => findState(cluster)?.pid !== pid || !isPostmaster(pid, cluster)
  for (const [signal, seconds] of [
    ['SIGINT', 30],
    ['SIGQUIT', 10],
  ] as const) {
    if (isGone()) return
    process.kill(pid, signal)
    const until = Date.now() + seconds * 1000
    while (Date.now() < until) {
      if (isGone()) return
      await sleep(10)
    }
  }
}
