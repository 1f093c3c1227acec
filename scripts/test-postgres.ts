import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../kernel/server/embedded-postgres.ts'

/** One real PostgreSQL for the whole test run; TEST_DATABASE_URL runs the same tests on a server of your own. */
export default async function setup(): Promise<() => Promise<void>> {
  const own = process.env.TEST_DATABASE_URL
  if (own) {
    process.env.GONGZHI_TEST_PG = own
    return async () => undefined
  }
  const dir = await mkdtemp(join(tmpdir(), 'gongzhi-test-'))
  await chmod(dir, 0o755)
  const server = await startEmbeddedPostgres({ dir: join(dir, 'pg'), durable: false })
  process.env.GONGZHI_TEST_PG = server.url
  return async () => {
    await server.stop()
    await rm(dir, { recursive: true, force: true })
  }
}
