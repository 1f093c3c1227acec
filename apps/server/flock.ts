import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '@gongzhi/kernel/server/config.ts'
import { type FellowMessage, openCounts } from '@gongzhi/kernel/server/fellows.ts'
import type { pino } from 'pino'
import { AggregatorRegistry, Counter, Gauge, Registry } from 'prom-client'
import { type Closing, openGround, sayWhere } from './ground.ts'
import type { MemberSettings } from './member.ts'

/*
 * The primary of several processes: it holds the database it started and the port, counts for all, and puts a new process
 * where one has died. It runs no module, so that nothing of theirs can take it down.
 */

type Place = { readonly part: 'keeper' | 'web'; worker: Worker | undefined; failures: number }
/** A new process that is not up after this long is given up. */
const LONGEST = 120_000
/** A process that lived this long did not fail at starting. */
const SETTLED = 60_000
const STOPPING = 40_000

export const startFlock = async (
  asked: Config,
  log: pino.Logger,
  say: (line: string) => void,
  closing: Closing,
): Promise<{ readonly renew: () => Promise<void> }> => {
  const { door, url, config } = await openGround(asked, log, closing)
  const places: Place[] = [
    { part: 'keeper', worker: undefined, failures: 0 },
    ...Array.from({ length: config.workers }, (): Place => ({ part: 'web', worker: undefined, failures: 0 })),
  ]
  let stopping = false
  let begun = false

  const registry = new Registry()
  const gathered = new AggregatorRegistry()
  const restarts = new Counter({
    name: 'gongzhi_process_restarts_total',
    help: 'Processes put in the place of one that died',
    registers: [registry],
  })
  new Gauge({
    name: 'gongzhi_processes',
    help: 'Processes that are up',
    labelNames: ['part'],
    registers: [registry],
    collect() {
      for (const part of ['keeper', 'web'] as const)
        this.set({ part }, places.filter((one) => one.part === part && one.worker?.isConnected()).length)
    },
  })

  const count = openCounts()
  let portIsFree: Promise<void> | undefined
  const answers: Record<string, (body: never) => unknown> = {
    count: ({ key, window, now }: { key: string; window: number; now: number }) => count(key, window, now),
    figures: async () => `${await registry.metrics()}\n${await gathered.clusterMetrics()}`,
    // whoever is built first takes the port over; the others find it free
    'may-listen': () => (portIsFree ??= door.close(0).then(() => undefined)),
  }
  cluster.on('message', (from, message: FellowMessage) => {
    if (message.gongzhi === 'tell') {
      for (const { worker } of places) if (worker && worker !== from && worker.isConnected()) worker.send(message)
    } else if (message.gongzhi === 'ask') {
      const { id, what, body } = message
      const answered = async () => answers[what]?.(body as never)
      answered().then(
        (answer) => from.isConnected() && from.send({ gongzhi: 'answer', id, body: answer ?? null }),
        (error: unknown) => log.error({ asked: what, error: String(error) }),
      )
    }
  })

  // what start.mjs loads into the first process is not for the others
  const { execArgv } = process
  const own = execArgv.flatMap((flag, n) => (flag === '--import' || execArgv[n - 1] === '--import' ? [] : [flag]))
  cluster.setupPrimary({ execArgv: own })
  const settings = { DEMO: config.demo ? '1' : '0', GONGZHI_DATABASE: url }

  /** A new process for a place; resolves when it is up, rejects when it ends before. */
  const fork = async (part: Place['part']): Promise<Worker> => {
    const worker = cluster.fork({ ...settings, GONGZHI_PART: part } satisfies MemberSettings & { DEMO: string })
    const up = new Promise<void>((resolve, reject) => {
      worker.on('message', (message: { gongzhi?: string }) => message.gongzhi === 'up' && resolve())
      // why, it has said itself
      worker.once('exit', (code) => reject(Object.assign(new Error(`${part} ended with ${code}`), { said: true })))
    })
    up.catch(() => undefined)
    const late = sleep(LONGEST, undefined, { ref: false }).then(() => Promise.reject(new Error(`${part} is not up`)))
    late.catch(() => undefined)
    try {
      await Promise.race([up, late])
      return worker
    } catch (error) {
      worker.process.kill('SIGKILL')
      throw error
    }
  }
  const end = async (worker: Worker | undefined): Promise<void> => {
    if (!worker || worker.isDead()) return
    const ended = once(worker.process, 'exit')
    worker.process.kill('SIGTERM')
    const late = setTimeout(() => worker.process.kill('SIGKILL'), STOPPING)
    await ended
    clearTimeout(late)
  }
  /** Puts a process into its place and watches over it. */
  const settle = (place: Place, worker: Worker): void => {
    place.worker = worker
    const since = Date.now()
    worker.once('exit', (code, signal) => {
      if (stopping || place.worker !== worker) return
      place.worker = undefined
      place.failures = Date.now() - since > SETTLED ? 0 : place.failures + 1
      log.error({ process: place.part, code, signal, error: 'ended, another takes its place' })
      void replace(place)
    })
  }
  const replace = async (place: Place): Promise<void> => {
    while (!stopping) {
      await sleep(place.failures === 0 ? 0 : Math.min(30_000, 250 * 2 ** place.failures), undefined, { ref: false })
      if (stopping || place.worker) return
      try {
        const worker = await fork(place.part)
        restarts.inc()
        return stopping ? void end(worker) : settle(place, worker)
      } catch (error) {
        place.failures++
        log.error({ process: place.part, error: String(error) })
      }
    }
  }

  closing.push(async () => {
    stopping = true
    const [keeper, ...web] = places
    await Promise.all(web.map(({ worker }) => end(worker)))
    await end(keeper?.worker)
    // processes still starting have no place yet
    await Promise.all(Object.values(cluster.workers ?? {}).map((worker) => end(worker)))
  })
  // the keeper first: it migrates, and fills what is empty
  for (const place of places.slice(0, 1)) settle(place, await fork(place.part))
  await Promise.all(places.slice(1).map(async (place) => settle(place, await fork(place.part))))
  begun = true
  sayWhere(config, config.port, say)

  let renewing: Promise<void> | undefined
  const renewAll = async (): Promise<void> => {
    for (const place of places) {
      const old = place.worker
      // there is one keeper at a time; of those who serve, the new one is there before the old one goes
      place.worker = undefined
      if (place.part === 'keeper') await end(old)
      try {
        settle(place, await fork(place.part))
      } catch (error) {
        log.error({ process: place.part, error: `${error}: renewing stopped` })
        if (place.part === 'web' && old && !old.isDead()) settle(place, old)
        else void replace(place)
        return
      }
      if (place.part === 'web') await end(old)
    }
    log.info({ renewed: places.length })
  }
  return {
    renew: () => {
      if (!begun || stopping) return Promise.resolve()
      renewing ??= renewAll().finally(() => {
        renewing = undefined
      })
      return renewing
    },
  }
}
