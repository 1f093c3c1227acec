import type { Result } from './fork-job.ts'
import { runLoop } from './loop.ts'
import { newKey, saidIn } from './reports.ts'
import { openWire, requestOf, type Wire } from './wire.ts'

/*
 * The load, in a process of its own: so many connections, each asking again as soon as it has its answer (a closed loop,
 * no pipelining). Any answer that is not the one expected ends the run: a figure with errors in it is no figure.
 */

type Session = { readonly cookie: string; readonly unit: string; readonly address: string }
export type Job = {
  readonly kind: 'reports' | 'paths' | 'loops'
  readonly port: number
  readonly connections: number
  /** Warm-up, then measured, ms. */
  readonly warmMs: number
  readonly forMs: number
  /** Reporters, for reports and loops; the endpoint takes 30 a minute from an address. */
  readonly sessions: readonly Session[]
  /** GET paths asked in turn by `cookie`, for lists and figures. */
  readonly paths: readonly string[]
  readonly cookie: string
  /** Who does the acts of a loop, and the unit it is dispatched to. */
  readonly crew?: { readonly clerk: string; readonly worker: string; readonly org: string } | undefined
}

/** People who report side by side; each sends at most 24 and makes room for the next. */
const CROWD = 256
const EACH = 24

const reporters = (sessions: readonly Session[]) => {
  let n = 0
  return (): Session => {
    const block = Math.floor(n / (CROWD * EACH))
    const one = sessions[block * CROWD + (n % CROWD)]
    if (!one) throw new Error('out of reporters: the rate limit of reporting would be hit')
    n++
    return one
  }
}

const workOf = (job: Job): ((wire: Wire) => Promise<void>) => {
  const next = reporters(job.sessions)
  let n = Math.floor(Math.random() * 1e6)
  if (job.kind === 'reports')
    return async (wire) => {
      const { cookie, unit, address } = next()
      const reply = await wire.ask(
        requestOf('POST', '/api/matters', { cookie, address, key: newKey(), body: saidIn(unit, n++) }),
      )
      if (reply.status !== 201) throw new Error(`report: ${reply.status} ${reply.body}`)
    }
  if (job.kind === 'loops') {
    const { crew } = job
    if (!crew) throw new Error('a loop needs its people')
    return (wire) => runLoop(wire, crew, next(), n++)
  }
  return async (wire) => {
    const reply = await wire.ask(requestOf('GET', job.paths[n++ % job.paths.length] ?? '', { cookie: job.cookie }))
    if (reply.status !== 200 || reply.body.length < 100) throw new Error(`${reply.status} ${reply.body.slice(0, 200)}`)
  }
}

const percentile = (sorted: readonly number[], p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0

const run = async (job: Job): Promise<Result> => {
  const work = workOf(job)
  const from = performance.now() + job.warmMs
  const until = from + job.forMs
  const times: number[] = []
  let count = 0
  let all = 0
  await Promise.all(
    Array.from({ length: job.connections }, async () => {
      const wire = await openWire(job.port)
      for (let at = performance.now(); at < until; ) {
        await work(wire)
        const done = performance.now()
        all++
        if (done >= from && done < until) {
          count++
          times.push(done - at)
        }
        at = done
      }
      wire.close()
    }),
  )
  times.sort((a, b) => a - b)
  const { user, system } = process.cpuUsage()
  return {
    count,
    seconds: job.forMs / 1000,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    all,
    processorMs: (user + system) / 1000,
  }
}

process.once('message', (job) => {
  run(job as Job).then(
    (result) => process.send?.({ result }, () => process.exit(0)),
    (error: unknown) => process.send?.({ error: String(error) }, () => process.exit(1)),
  )
})
