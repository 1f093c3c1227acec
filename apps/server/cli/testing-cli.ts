import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url))

export type Ran = { readonly code: number; readonly out: string; readonly err: string }

const serverUrl = (): string => {
  const url = process.env.GONGZHI_TEST_PG
  if (!url) throw new Error('run under vitest: its global setup starts PostgreSQL')
  return url
}

const onServer = (text: string) => asOwner(serverUrl(), (client) => client.query(text))

let made = 0
/** An empty database and a data folder of its own, and the command line on both as a real process. */
export const tryCli = async () => {
  const name = `cli_${process.pid}_${Date.now()}_${made++}`
  await onServer(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING UTF8`)
  const url = new URL(serverUrl())
  url.pathname = `/${name}`
  const dir = mkdtempSync(join(tmpdir(), 'gongzhi-cli-'))
  const settings = { ...process.env, DATABASE_URL: url.href, DATA_DIR: dir, DEMO: '0' }
  const run = (args: readonly string[], more: Record<string, string> = {}): Promise<Ran> =>
    new Promise((done) => {
      const child = execFile(
        process.execPath,
        [cli, ...args],
        { cwd: dir, env: { ...settings, ...more }, maxBuffer: 64 * 2 ** 20 },
        (_error, out, err) => done({ code: child.exitCode ?? -1, out, err }),
      )
    })
  return {
    url: url.href,
    dir,
    settings,
    run,
    /** Rows as the owner sees them. */
    rows: async <T = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<T[]> =>
      asOwner(url.href, async (owner) => (await owner.query(text, values)).rows as T[]),
    close: async () => {
      await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
