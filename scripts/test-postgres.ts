import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../kernel/server/embedded-postgres.ts'
import { findSystemPostgres, startSystemPostgres } from './system-postgres.ts'

/**
 * One real PostgreSQL for the whole test run: the embedded one, Debian's with TEST_POSTGRES=system, or a server of your
 * own with TEST_DATABASE_URL.
 */
export default async function setup(): Promise<() => Promise<void>> {
  // the house's tests and the journeys both ask for it; the first starts it
  if (process.env.GONGZHI_TEST_PG) return async () => undefined
  const own = process.env.TEST_DATABASE_URL
  if (own) {
    process.env.GONGZHI_TEST_PG = own
    return async () => undefined
  }
  const dir = await mkdtemp(join(tmpdir(), 'gongzhi-test-'))
  await chmod(dir, 0o755)
  const system = process.env.TEST_POSTGRES === 'system' ? findSystemPostgres() : undefined
  const server = system
    ? await startSystemPostgres(system, dir)
    : await startEmbeddedPostgres({ dir: join(dir, 'pg'), durable: false })
  process.env.GONGZHI_TEST_PG = server.url
  return async () => {
    await server.stop()
    await rm(dir, { recursive: true, force: true })
  }
}
