import { existsSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { Config } from '@gongzhi/kernel/server/config.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Door } from '@gongzhi/kernel/server/door.ts'
import { addWorkFigures, openMetrics } from '@gongzhi/kernel/server/metrics.ts'
import type { Caller } from '@gongzhi/kernel/server/module.ts'
import { buildServer } from '@gongzhi/kernel/server/serve.ts'
import type { pino } from 'pino'
import described from './api-docs.zh-CN.json' with { type: 'json' }
import { findLastBackup } from './cli/last-backup.ts'
import { loadDemo } from './demo/load-demo.ts'
import type { Closing } from './ground.ts'
import { openHouse, type Part, startChores } from './open.ts'

const visitor: Caller = { actor: { kind: 'visitor', county: '', account: null, posts: [] }, session: null, name: null }
/** How long requests under way are waited for. */
const PATIENCE = 15_000
const web = fileURLToPath(new URL('../web/dist', import.meta.url))

type Serving = {
  readonly config: Config
  readonly url: string
  readonly log: pino.Logger
  readonly say: (line: string) => void
  readonly part: Part
}

/** Opens the house for a process: migrated and filled by whoever keeps it, read into memory by all, its chores started. */
export const openPart = async ({ config, url, log, say, part }: Serving, closing: Closing) => {
  const opened = await openHouse(config, url, {
    log: (line) => log.debug(line),
    outside: process.env,
    ...(part === 'web' ? { migrate: false as const } : {}),
  })
  const { env, house } = opened
  closing.push(env.db.close)
  if (config.demo && part !== 'web') await loadDemo(opened, say)
  await house.load(env)
  const metrics = openMetrics(env.db)
  if (part !== 'web') {
    const backupAt = () => {
      const last = findLastBackup(config.dataDir)
      return last && Date.parse(last.at)
    }
    addWorkFigures(metrics.registry, env.db, env.now, backupAt)
  }
  const onError = (id: string, error: unknown) =>
    log.error({ chore: id, error: error instanceof Error ? error.stack : String(error) })
  closing.push(startChores(opened, onError, part))
  return { ...opened, metrics }
}

/** Puts the application behind the door; requests come in from now on. `figures`: of all processes, where there are several. */
export const serveBehind = async (
  door: Door,
  { env, house, metrics }: Awaited<ReturnType<typeof openPart>>,
  { config, log }: Pick<Serving, 'config' | 'log'>,
  closing: Closing,
  figures: () => Promise<string> = () => metrics.registry.metrics(),
): Promise<void> => {
  let handle: RequestListener | undefined
  const app = await buildServer({
    env,
    modules: house.modules,
    whoIs: (token) => house.whoIs(env, token),
    whoseKey: (key) => house.whoseKey(env, key),
    visitor,
    ...(existsSync(`${web}/resident/index.html`) ? { web } : {}),
    demo: config.demo,
    described,
    perMinute: config.ratePerMinute,
    acted: (actor, subject) => house.acted(env, actor, subject),
    ready: async () => (await env.db.batch(noScope, [{ text: 'SELECT 1', values: [] }])).length === 1,
    state: door.state,
    figures,
    metricsToken: config.metricsToken,
    trustProxy: config.trustProxy,
    count: metrics.count,
    server: (listener) => {
      handle = listener
      return door.server
    },
    log: (line) => ('level' in line ? log.error(line) : log.info(line)),
  })
  closing.push(() => app.close())
  await app.ready()
  closing.push(async () => {
    door.dismiss()
    // a balancer that looks at /readyz sends nobody here any more
    if (config.drainMs > 0) await new Promise((done) => setTimeout(done, config.drainMs))
    // streams never end by themselves
    await house.close()
    const cut = await door.close(PATIENCE)
    if (cut > 0) log.error({ cut, error: 'requests under way when the time was up' })
  })
  if (handle) door.admit(handle)
}
