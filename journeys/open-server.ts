import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { openProvider } from '../modules/identity/server/testing-provider.ts'
import testPostgres from '../scripts/test-postgres.ts'

const house = dirname(dirname(fileURLToPath(import.meta.url)))

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const at = probe.address()
      probe.close(() => (at !== null && typeof at === 'object' ? done(at.port) : fail(new Error('no port'))))
    })
  })

const freshDatabase = async (server: string, name: string): Promise<string> => {
  const owner = new pg.Client({ connectionString: server })
  await owner.connect()
  await owner.query(`CREATE DATABASE ${name}`)
  await owner.end()
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await ended
}

/**
 * The real server on a free port, with a fresh demo county on the PostgreSQL at `postgres`. Answers at once with its
 * address; whoever needs it waits for /readyz. `log` keeps what it says. `prepare` sets up what the database shall hold in
 * place of the demo, with the settings of the server.
 */
export const openServer = async (
  postgres: string,
  log?: string,
  prepare?: (settings: NodeJS.ProcessEnv) => Promise<void>,
): Promise<{ origin: string; close: () => Promise<void> }> => {
  const [port, dir] = await Promise.all([freePort(), mkdtemp(join(tmpdir(), 'gongzhi-journeys-'))])
  const name = `journeys_${process.pid}_${port}`
  // a run that is killed outright takes its server along
  const bound = join(house, 'scripts', 'stop-with-parent.mjs')
  const env = {
    ...process.env,
    DATABASE_URL: await freshDatabase(postgres, name),
    DATA_DIR: dir,
    DEMO: prepare ? '0' : '1',
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: log ? 'info' : 'error',
    // many people on one address
    RATE_PER_MINUTE: '1000000',
    // receivers of webhooks stand on this machine
    WEBHOOK_HOSTS: '127.0.0.1',
    NODE_ENV: 'production',
  }
  await prepare?.(env)
  const child = spawn(process.execPath, ['--import', bound, join(house, 'apps', 'server', 'main.ts')], {
    stdio: ['ignore', log ? 'pipe' : 'ignore', 'inherit', 'ipc'],
    env,
  })
  if (log) child.stdout?.pipe(createWriteStream(log))
  return {
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      await stop(child)
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** One server for all journeys of a run, on the PostgreSQL of the tests; JOURNEYS_ORIGIN walks through one that runs already. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.JOURNEYS_ORIGIN) return async () => undefined
  const closePostgres = await testPostgres()
  const provider = await openProvider()
  const { issuer, clientId, secret, name, claim } = provider.settings
  Object.assign(process.env, {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: secret,
    OIDC_NAME: name,
    OIDC_CLAIM: claim,
  })
  const server = await openServer(process.env.GONGZHI_TEST_PG ?? '')
  process.env.JOURNEYS_ORIGIN = server.origin
  return async () => {
    await server.close()
    provider.close()
    await closePostgres()
  }
}
