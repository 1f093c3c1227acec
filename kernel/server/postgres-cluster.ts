import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { asUser, canEnter, type RunAs } from './postgres-binaries.ts'
import { startError } from './start-error.ts'

export const SUPERUSER = 'gongzhi'
export const DATABASE = 'gongzhi'

/** Where the server listens: a folder with its socket, or a port of 127.0.0.1. */
export type Address = { socketFolder: string; port: number } | { socketFolder: undefined; port: number }

/** The superuser's password, made once and kept `0600` beside the cluster. Throws `password-lost`. */
export function getPassword(dir: string, clusterExists: boolean): string {
  const path = join(dir, 'password')
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  if (clusterExists) throw startError('password-lost', `${path} is missing`, { file: path })
  const password = randomBytes(24).toString('hex')
  const half = `${path}.new`
  writeFileSync(half, password, { mode: 0o600 })
  renameSync(half, path)
  return password
}

/** URL for `pg`; a socket goes in as `?host=`, so that the URL stays one that `new URL()` understands. */
export function urlOf(address: Address, password: string, database = DATABASE): string {
  const at = address.socketFolder === undefined ? '127.0.0.1' : 'localhost'
  const host = address.socketFolder === undefined ? '' : `?host=${encodeURIComponent(address.socketFolder)}`
  return `postgres://${SUPERUSER}:${password}@${at}:${address.port}/${database}${host}`
}

/**
 * A Unix socket inside the cluster's own 0700 folder: no port to collide with, nobody else on the machine can even
 * knock, and it is faster than TCP. The kernel allows 107 bytes for its path (103 on macOS) and some mounts have no
 * sockets at all: there a free loopback port is taken instead (scram password in both cases).
 */
export async function pickAddress(cluster: string, port?: number): Promise<Address> {
  if (port !== undefined) return { socketFolder: undefined, port }
  const limit = process.platform === 'darwin' ? 103 : 107
  const path = join(cluster, '.s.PGSQL.5432')
  if (Buffer.byteLength(path) <= limit && (await canListen(join(cluster, '.s.try')))) {
    return { socketFolder: cluster, port: 5432 }
  }
  return { socketFolder: undefined, port: await findFreePort() }
}

function canListen(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(path, () => server.close(() => resolve(true)))
  })
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port')),
      )
    })
  })
}

/**
 * Makes `dir/cluster` with initdb, aside and then renamed, so that a first start cut short leaves nothing half-made.
 * Where the system user cannot enter `dir` (under /root), the cluster lives in /var/lib/gongzhi and is linked.
 */
export async function createCluster(
  dir: string,
  bin: string,
  user: RunAs,
  password: string,
  durable: boolean,
  log: (line: string) => void,
): Promise<void> {
  let home = dir
  if (!canEnter(dir, user)) {
    home = join('/var/lib/gongzhi', randomBytes(6).toString('hex'))
    mkdirSync(home, { recursive: true, mode: 0o755 })
    log(`${user?.name} cannot enter ${dir}: the database is kept in ${home} and linked from there`)
    if (!canEnter(home, user)) throw startError('folder-denied', `${user?.name} cannot enter ${home}`, { folder: home })
  }
  const half = join(home, 'cluster.new')
  const passwordFile = join(home, 'cluster.pw')
  rmSync(half, { recursive: true, force: true })
  rmSync(passwordFile, { force: true })
  try {
    mkdirSync(half, { mode: 0o700 })
    writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' })
    if (user) {
      chownSync(half, user.uid, user.gid)
      chownSync(passwordFile, user.uid, user.gid)
    }
    log('creating the database (first start)')
    await runInitdb(bin, half, passwordFile, user, durable)
    chmodSync(half, 0o700)
    renameSync(half, join(home, 'cluster'))
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    throw error
  } finally {
    rmSync(passwordFile, { force: true })
  }
  if (home !== dir) symlinkSync(join(home, 'cluster'), join(dir, 'cluster'))
}

async function runInitdb(bin: string, half: string, passwordFile: string, user: RunAs, durable: boolean) {
  const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)}MB`
  const settings = {
    // Written to postgresql.conf, so that ALTER SYSTEM can still change them.
    shared_buffers: durable ? megabytes(Math.min(Math.max(totalmem() / 8, 64 * 2 ** 20), 512 * 2 ** 20)) : '64MB',
    effective_cache_size: megabytes(totalmem() / 2),
    max_connections: '100',
    wal_compression: 'on',
    jit: 'off',
    random_page_cost: '1.1',
    log_checkpoints: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
  }
  let failure = ''
  // pg_trgm and Chinese need an LC_CTYPE that is not C; not every system knows C.UTF-8 by that name.
  for (const locale of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
    const args = ['-D', half, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8']
    args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--locale=${locale}`)
    if (!durable) args.push('--no-sync')
    for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`)
    const { code, output } = await run(join(bin, 'initdb'), args, user)
    if (code === 0) return
    failure = output
    if (!/invalid locale|locale name/i.test(output)) break
  }
  throw startError('postgres-failed', `initdb failed: ${failure.trim()}`, { step: 'initdb', output: failure.trim() })
}

function run(command: string, args: string[], user: RunAs): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...asUser(user),
      cwd: '/',
      env: cleanEnv(),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let output = ''
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}

/** Our environment without PG* (PGPORT, PGOPTIONS … would steer the server) and with messages we can read. */
export function cleanEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name))
  return { ...Object.fromEntries(kept), LC_MESSAGES: 'C' }
}

/** Checks that the cluster was made by the same major version as the binaries. Throws `other-postgres-version`. */
export function checkVersion(cluster: string, binariesVersion: string): void {
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  const ours = binariesVersion.split('.')[0] ?? ''
  if (made === ours) return
  throw startError('other-postgres-version', `${cluster} was made by PostgreSQL ${made}, this is ${ours}`, {
    folder: realpathSync(cluster),
    made,
    ours,
  })
}
