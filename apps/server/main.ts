import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readConfig } from '@gongzhi/kernel/server/config.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { startEmbeddedPostgres } from '@gongzhi/kernel/server/embedded-postgres.ts'
import { explainStartError } from '@gongzhi/kernel/server/explain-start-error.ts'
import type { Caller } from '@gongzhi/kernel/server/module.ts'
import { buildServer } from '@gongzhi/kernel/server/serve.ts'
import { pino } from 'pino'
import described from './api-docs.zh-CN.json' with { type: 'json' }
import { loadDemo } from './demo/load-demo.ts'
import { openHouse, startChores } from './open.ts'
import { databaseDir } from './open-database.ts'
import { withPurpose } from './purpose.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const visitor: Caller = { actor: { kind: 'visitor', county: '', account: null, posts: [] }, session: null, name: null }

/** A taken port is said at once, not after the database has been made. */
const tryPort = async (port: number, host: string): Promise<void> => {
  // whoever knocks in this moment is sent away: a connection left open would keep the port
  const probe = createServer((socket) => socket.destroy()).listen(port, host)
  await once(probe, 'listening')
  probe.close()
  await once(probe, 'close')
}

/** Environment → database → house → listening; answers how to stop it all, last opened first closed. */
const start = async (closing: (() => Promise<unknown>)[]): Promise<void> => {
  const asked = readConfig(process.env)
  // at a terminal the address should stay in sight; a service manager gets every request
  const level = process.stdout.isTTY && !process.env.LOG_LEVEL ? 'warn' : asked.logLevel
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  await tryPort(asked.port, asked.host)
  const embedded =
    asked.databaseUrl === undefined
      ? await startEmbeddedPostgres({ dir: databaseDir(asked), log: (line) => log.debug(line) })
      : undefined
  if (embedded) closing.push(embedded.stop)
  const url = asked.databaseUrl ?? embedded?.url ?? ''
  const config = await withPurpose(asked, url)
  const opened = await openHouse(config, url, { log: (line) => log.debug(line), outside: process.env })
  closing.push(opened.env.db.close)
  if (config.demo) await loadDemo(opened, say)
  await opened.house.load(opened.env)
  closing.push(
    startChores(opened, (id, error) =>
      log.error({ chore: id, error: error instanceof Error ? error.stack : String(error) }),
    ),
  )
  const web = fileURLToPath(new URL('../web/dist', import.meta.url))
  const app = await buildServer({
    env: opened.env,
    modules: opened.house.modules,
    whoIs: (token) => opened.house.whoIs(opened.env, token),
    whoseKey: (key) => opened.house.whoseKey(opened.env, key),
    visitor,
    ...(existsSync(join(web, 'resident', 'index.html')) ? { web } : {}),
    demo: config.demo,
    described,
    perMinute: config.ratePerMinute,
    acted: (actor, subject) => opened.house.acted(opened.env, actor, subject),
    ready: async () => (await opened.env.db.batch(noScope, [{ text: 'SELECT 1', values: [] }])).length === 1,
    log: (line) => ('level' in line ? log.error(line) : log.info(line)),
  })
  closing.push(() => app.close())
  // streams never end by themselves: the server would wait for them
  closing.push(opened.house.close)
  await app.listen({ port: config.port, host: config.host })
  const at = `http://${config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host}:${config.port}`
  say(`\n共治 Gongzhi  ${at}`)
  if (config.demo)
    say(`演示登录 demo sign-ins  ${at}/demo\n工作台 work desk         ${at}/work\n停止 stop               Ctrl-C\n`)
}

const closing: (() => Promise<unknown>)[] = []
let stopping = false
const stop = async (code: number) => {
  if (stopping) return
  stopping = true
  // whatever hangs, the process does not outlive its welcome
  setTimeout(() => process.exit(code), 20_000).unref()
  for (const close of closing.reverse())
    await close().catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
  process.exit(code)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))

try {
  await start(closing)
} catch (error) {
  process.stderr.write(`${explainStartError(error)}\n`)
  await stop(1)
}
