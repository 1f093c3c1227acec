import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Db } from './db.ts'
import { noScope } from './db.ts'
import { backlogAt, openByState } from './store-figures.ts'

/*
 * Figures for whoever watches the machine. Labels are patterns and states out of the code, never an id, an address or a
 * name: their number is known beforehand (P: no personal data in the plumbing).
 */

/** The registry of one process, with how long requests took. */
export const openMetrics = (db: Db) => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'gongzhi_http_request_seconds',
    help: 'Requests by pattern of their address',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  new Gauge({
    name: 'gongzhi_db_waiting',
    help: 'Transactions that wait for a connection',
    registers: [registry],
    collect() {
      this.set(db.waiting())
    },
  })
  return {
    registry,
    /** One request that was answered; an address that is no route of ours counts as `other`. */
    count: (method: string, route: string | undefined, status: number, ms: number) =>
      requests.observe({ method, route: route ?? 'other', status }, ms / 1000),
  }
}

type Known = {
  readonly states: readonly { kind: string; state: string; n: number }[]
  readonly waiting: number
  readonly failing: number
  readonly relayLag: number
  readonly sweepLag: number
}

/** Seconds since an instant; nothing waiting is no lag. */
const since = (at: unknown, now: number): number => (at instanceof Date ? Math.max(0, (now - at.getTime()) / 1000) : 0)

/** Asked at most this often, however many scrape. */
const FRESH_MS = 15_000

/** Figures of the whole installation: kept by the one process that does the chores. `backupAt`: ms of the last backup. */
export const addWorkFigures = (
  registry: Registry,
  db: Db,
  now: () => number,
  backupAt: () => number | undefined,
): void => {
  let asked = 0
  let known: Promise<Known | undefined> = Promise.resolve(undefined)
  const look = async (): Promise<Known> => {
    const at = now()
    const [states = [], backlogs = []] = await db.batch(noScope, [openByState, backlogAt(new Date(at))])
    const backlog = backlogs[0] ?? {}
    return {
      states: states as unknown as Known['states'],
      waiting: Number(backlog.waiting ?? 0),
      failing: Number(backlog.failing ?? 0),
      relayLag: since(backlog.oldest, at),
      sweepLag: since(backlog.alarm, at),
    }
  }
  const read = (): Promise<Known | undefined> => {
    if (Date.now() - asked > FRESH_MS) {
      asked = Date.now()
      known = look().catch(() => undefined)
    }
    return known
  }
  const gauge = (name: string, help: string, of: (known: Known) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const found = await read()
        if (found) this.set(of(found))
        else this.reset()
      },
    })
  new Gauge({
    name: 'gongzhi_db_up',
    help: '1 when the database answers',
    registers: [registry],
    async collect() {
      this.set((await read()) ? 1 : 0)
    },
  })
  new Gauge({
    name: 'gongzhi_open',
    help: 'Open items that are somebody’s turn, by kind and state',
    labelNames: ['kind', 'state'],
    registers: [registry],
    async collect() {
      this.reset()
      for (const { kind, state, n } of (await read())?.states ?? []) this.set({ kind, state }, n)
    },
  })
  gauge('gongzhi_outbox_waiting', 'Facts the relay has still to deliver', ({ waiting }) => waiting)
  gauge('gongzhi_outbox_failing', 'Facts whose delivery failed and is put off', ({ failing }) => failing)
  gauge('gongzhi_relay_lag_seconds', 'Age of the oldest fact not yet delivered', ({ relayLag }) => relayLag)
  gauge(
    'gongzhi_sweep_lag_seconds',
    'Age of the oldest alarm that has come and was not rung',
    ({ sweepLag }) => sweepLag,
  )
  new Gauge({
    name: 'gongzhi_last_backup_timestamp_seconds',
    help: 'When the last backup was taken with this data folder; 0 when there is none',
    registers: [registry],
    collect() {
      this.set((backupAt() ?? 0) / 1000)
    },
  })
}
