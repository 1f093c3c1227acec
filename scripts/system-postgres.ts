import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { asUser, pickSystemUser } from '../kernel/server/postgres-binaries.ts'

const HOME = '/usr/lib/postgresql'

/** Folder of the newest PostgreSQL ≥ 15 that Debian has installed; undefined when there is none. */
export const findSystemPostgres = (): string | undefined => {
  const versions = existsSync(HOME) ? readdirSync(HOME).filter((v) => Number(v) >= 15) : []
  return versions
    .sort((a, b) => Number(b) - Number(a))
    .map((v) => join(HOME, v, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')))
}

/** Starts it on an empty folder, for tests: no fsync, a Unix socket and nothing else. */
export const startSystemPostgres = async (
  bin: string,
  dir: string,
): Promise<{ url: string; stop: () => Promise<void> }> => {
  const user = pickSystemUser(dir)
  const cluster = join(dir, 'cluster')
  mkdirSync(cluster, { recursive: true, mode: 0o700 })
  if (user) for (const folder of [dir, cluster]) chownSync(folder, user.uid, user.gid)
  const options = {
    ...asUser(user),
    cwd: '/',
    encoding: 'utf8' as const,
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
  }
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'],
    options,
  )
  if (made.status !== 0) throw new Error(made.stderr)
  const settings = [
    ['fsync', 'off'],
    ['synchronous_commit', 'off'],
    ['full_page_writes', 'off'],
    ['listen_addresses', ''],
    ['unix_socket_directories', dir],
    ['timezone', 'UTC'],
  ]
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', cluster, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...options, stdio: 'ignore' },
  )
  const ended = once(server, 'exit')
  for (
    let tries = 0;
    spawnSync(join(bin, 'pg_isready'), ['-h', dir, '-U', 'postgres'], options).status !== 0;
    tries++
  ) {
    if (tries === 100) throw new Error('PostgreSQL did not start')
    await sleep(100)
  }
  return {
    url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(dir)}`,
    stop: async () => {
      server.kill('SIGINT')
      await ended
    },
  }
}
