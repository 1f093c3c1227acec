import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import pg from 'pg'

/** One statement with its values; a `name` has it prepared once per connection. */
export type Statement = { readonly name?: string; readonly text: string; readonly values: readonly unknown[] }

export type Row = Record<string, unknown>

/** Who a transaction speaks for: what row-level security compares with. */
export type Scope = {
  readonly scopes: readonly string[]
  readonly orgs: readonly string[]
  readonly account: string | null
}

export type Tx = {
  /** Sends a statement; several sent without waiting travel together. */
  readonly rows: <T extends Row = Row>(statement: Statement) => Promise<T[]>
  /** Sends a last write whose rows nobody needs: it travels with the COMMIT, which reports its failure. */
  readonly send: (statement: Statement) => void
}

export type Db = {
  /** Runs `work` in one transaction as `scope`; commits when it resolves, rolls back when it rejects. */
  readonly within: <T>(scope: Scope, work: (tx: Tx) => Promise<T>) => Promise<T>
  /** A transaction whose statements are all known: sent in one go, rows of each. */
  readonly batch: (scope: Scope, statements: readonly Statement[]) => Promise<Row[][]>
  readonly close: () => Promise<void>
  /** Clients now busy or waiting, for readiness. */
  readonly waiting: () => number
}

// bigint counts fit a double here; instants stay Date
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** Sees nothing that belongs to anybody: reference data and public views only. */
export const noScope: Scope = { scopes: [], orgs: [], account: null }

const named = new Map<string, string>()
/** A prepared name for a text that is sent again and again. */
export const prepared = (text: string, values: readonly unknown[]): Statement => {
  let name = named.get(text)
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 24)
    named.set(text, name)
  }
  return { name, text, values }
}

const SAFE = /^[0-9a-zA-Z.,_-]*$/
const quoted = (value: string): string => {
  // codes, org ids and uuids only; anything else is a programming error, not input
  if (!SAFE.test(value)) throw new Error(`unsafe setting: ${value}`)
  return `'${value}'`
}

/** What opens a transaction that speaks for a scope. */
export const beginOf = (scope: Scope): string =>
  `BEGIN; SET LOCAL app.scopes = ${quoted(scope.scopes.join(','))}; SET LOCAL app.orgs = ${quoted(scope.orgs.join(','))}; SET LOCAL app.account = ${quoted(scope.account ?? '')}`

type Client = pg.PoolClient

/** Holds back what is written until this turn is over: a burst of statements leaves in one system call, not one each. */
const together = (client: Client): void => {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  stream.cork()
  process.nextTick(() => stream.uncork())
}

const send = (client: Client, statement: Statement): Promise<Row[]> => {
  together(client)
  return client
    .query({
      ...(statement.name ? { name: statement.name } : {}),
      text: statement.text,
      values: statement.values as unknown[],
    })
    .then((result) => result.rows as Row[])
}

/** BEGIN, COMMIT, ROLLBACK. */
const say = (client: Client, text: string): Promise<pg.QueryResult> => {
  together(client)
  return client.query(text)
}

/** Opens a pool that has stepped down to the app role, which owns nothing and cannot bypass row-level security. */
export const openDb = (url: string, size = 12): Db => {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    options: '-c role=gongzhi_app -c jit=off -c timezone=UTC',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    pipeline: true,
  } as pg.PoolConfig)
  pool.on('error', () => undefined)
  // a connection that breaks between two statements of a transaction has nobody waiting to be told: the next one is
  pool.on('connect', (client) => client.on('error', () => undefined))
  const within: Db['within'] = async (scope, work) => {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      // BEGIN is not waited for: the first statements of the work travel with it
      const begun = say(client, beginOf(scope))
      begun.catch(() => undefined)
      try {
        const sent: Promise<Row[]>[] = []
        const result = await work({
          rows: <T extends Row>(statement: Statement) => send(client, statement) as Promise<T[]>,
          send: (statement) => {
            const one = send(client, statement)
            one.catch(() => undefined)
            sent.push(one)
          },
        })
        // a failed statement makes the COMMIT behind it a ROLLBACK
        const committed = say(client, 'COMMIT')
        committed.catch(() => undefined)
        await begun
        await Promise.all(sent)
        const end = await committed
        // a failed statement nobody waited for turns COMMIT into a silent ROLLBACK: say so
        if (end.command !== 'COMMIT') throw new Error('transaction was rolled back')
        return result
      } catch (error) {
        await say(client, 'ROLLBACK').catch((lost: Error) => {
          broken = lost
        })
        throw error
      }
    } finally {
      client.release(broken)
    }
  }
  const batch: Db['batch'] = async (scope, statements) => {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      const sent = [
        say(client, beginOf(scope)),
        ...statements.map((statement) => send(client, statement)),
        say(client, 'COMMIT'),
      ]
      const ends = await Promise.allSettled(sent)
      const failed = ends.find((end) => end.status === 'rejected')
      if (failed) {
        // COMMIT of a failed transaction rolls back; a lost connection is thrown away
        await say(client, 'ROLLBACK').catch((lost: Error) => {
          broken = lost
        })
        throw failed.reason
      }
      return ends.slice(1, -1).map((end) => (end.status === 'fulfilled' ? (end.value as Row[]) : []))
    } finally {
      client.release(broken)
    }
  }
  return { within, batch, close: () => pool.end(), waiting: () => pool.waitingCount }
}
