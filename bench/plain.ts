import { randomUUID } from 'node:crypto'
import { beginOf, type Db, noScope, type Row, type Scope, type Statement } from '@gongzhi/kernel/server/db.ts'
import { fileReport } from '@gongzhi/matters/server'
import pg from 'pg'
import { openHouse } from '../apps/server/open.ts'
import type { Result } from './fork-job.ts'
import { saidIn } from './reports.ts'

/*
 * The same work in plain SQL: the very statements that the server sends, with their values ready beforehand, sent by a
 * bare client with as many connections and no server between. `pipelined`: a transaction's statements go out together, as
 * the server's do; otherwise one after the other, as most programs do.
 */

export type PlainJob = {
  readonly url: string
  readonly dataDir: string
  readonly connections: number
  readonly warmMs: number
  readonly forMs: number
  readonly pipelined: boolean
  readonly kind: 'reports' | 'statements'
  /** All statements in one transaction. */
  readonly together?: boolean
  /** Statements to ask in turn, each in a transaction. */
  readonly statements: readonly { readonly scope: Scope; readonly statement: Statement }[]
  readonly reporters: readonly { readonly account: string; readonly unit: string }[]
  readonly county: string
}

type Batch = { readonly scope: Scope; readonly statements: readonly Statement[] }

/** Writes down what reports would send. */
const writtenReports = async (job: PlainJob, count: number): Promise<Batch[]> => {
  const written: Batch[] = []
  const opened = await openHouse({ dataDir: job.dataDir, demo: true, suite: 'a1' }, job.url)
  await opened.house.load(opened.env)
  const db: Db = {
    ...opened.env.db,
    batch: async (scope, statements) => {
      written.push({ scope, statements })
      return [...statements.slice(1).map(() => []), [{ number: '' }]] as Row[][]
    },
  }
  for (let n = 0; n < count; n++) {
    const who = job.reporters[n % job.reporters.length]
    if (!who) throw new Error('nobody to report')
    const actor = { kind: 'resident' as const, county: job.county, account: who.account, posts: [] }
    await fileReport({ ...opened.env, db }, opened.crypto, saidIn(who.unit, n), {
      actor,
      capacity: { post: null },
      key: randomUUID(),
      channel: 'self',
    })
  }
  await opened.env.db.close()
  return written
}

const send = (client: pg.Client, { name, text, values }: Statement) =>
  client.query({ ...(name ? { name } : {}), text, values: values as unknown[] })

/** As a bare client says it: one simple query. */
const beginText = (scope: Scope): string =>
  beginOf(scope)
    .map(({ text }) => text)
    .join('; ')

const run = async (job: PlainJob): Promise<Result> => {
  const reports = job.kind === 'reports'
  const batches: Batch[] = reports
    ? await writtenReports(job, Math.ceil(((job.warmMs + job.forMs) / 1000) * 6000))
    : job.together
      ? [{ scope: job.statements[0]?.scope ?? noScope, statements: job.statements.map((s) => s.statement) }]
      : job.statements.map(({ scope, statement }) => ({ scope, statements: [statement] }))
  const clients = await Promise.all(
    Array.from({ length: job.connections }, async () => {
      const client = new pg.Client({
        connectionString: job.url,
        options: '-c role=gongzhi_app -c jit=off -c timezone=UTC',
        pipeline: job.pipelined,
      } as pg.ClientConfig)
      await client.connect()
      return client
    }),
  )
  let n = 0
  const next = (): Batch => {
    const batch = reports ? batches[n++] : batches[n++ % batches.length]
    if (!batch) throw new Error('ran out of statements')
    return batch
  }
  const from = performance.now() + job.warmMs
  const until = from + job.forMs
  const times: number[] = []
  await Promise.all(
    clients.map(async (client) => {
      for (let at = performance.now(); at < until; ) {
        const { scope, statements } = next()
        if (job.pipelined) {
          await Promise.all([
            client.query(beginText(scope)),
            ...statements.map((statement) => send(client, statement)),
            client.query('COMMIT'),
          ])
        } else {
          await client.query(beginText(scope))
          for (const statement of statements) await send(client, statement)
          await client.query('COMMIT')
        }
        const done = performance.now()
        if (done >= from && done < until) times.push(done - at)
        at = done
      }
    }),
  )
  await Promise.all(clients.map((client) => client.end()))
  times.sort((a, b) => a - b)
  const at = (p: number) => times[Math.min(times.length - 1, Math.floor(times.length * p))] ?? 0
  const { user, system } = process.cpuUsage()
  return {
    count: times.length,
    seconds: job.forMs / 1000,
    p50: at(0.5),
    p99: at(0.99),
    all: n,
    processorMs: (user + system) / 1000,
  }
}

process.once('message', (job) => {
  run(job as PlainJob).then(
    (result) => process.send?.({ result }, () => process.exit(0)),
    (error: unknown) => process.send?.({ error: String(error) }, () => process.exit(1)),
  )
})
