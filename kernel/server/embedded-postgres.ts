import { spawn } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { lockFolder } from './folder-lock.ts'
import {
  asUser,
  canEnter,
  getPackagedBinaries,
  getRunnableBinaries,
  pickSystemUser,
  type RunAs,
} from './postgres-binaries.ts'
import {
  type Address,
  checkVersion,
  cleanEnv,
  createCluster,
  DATABASE,
  getPassword,
  pickAddress,
  urlOf,
} from './postgres-cluster.ts'
import { adopt, answers, findState, isReady, shutDown } from './postgres-process.ts'
import { startError } from './start-error.ts'

export type EmbeddedPostgres = {
  /** Superuser URL of the database `gongzhi`. */
  url: string
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
