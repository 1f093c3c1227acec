import { createHash } from 'node:crypto'
import pg from 'pg'
import { type Answer, type Asked, type Row, roundOf, type Statement } from './round.ts'

export type { Row, Statement }

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

/** What opens a transaction that speaks for a scope. SET LOCAL, not set_config(): Citus hands on only the former. */
export const beginOf = (scope: Scope): readonly Statement[] =>
  [
    'BEGIN',
    `SET LOCAL app.scopes = ${quoted(scope.scopes.join(','))}`,
    `SET LOCAL app.orgs = ${quoted(scope.orgs.join(','))}`,
    `SET LOCAL app.account = ${quoted(scope.account ?? '')}`,
  ].map((text) => ({ text, values: [] }))

const COMMIT: Statement = { name: 'commit', text: 'COMMIT', values: [] }
const ROLLBACK: Statement = { name: 'rollback', text: 'ROLLBACK', values: [] }

/** Asks of one connection: whatever is asked before this turn is over makes one round; the next waits for its end. */
const openLine = (client: pg.PoolClient): ((statement: Statement) => Promise<Answer>) => {
  let waiting: Asked[] = []
  let state: 'idle' | 'planned' | 'out' = 'idle'
  const plan = () => {
    if (state !== 'idle' || waiting.length === 0) return
    state = 'planned'
    process.nextTick(() => {
      const asked = waiting
      waiting = []
      state = 'out'
      client.query(
        roundOf(asked, () => {
          state = 'idle'
          plan()
        }) as unknown as pg.Submittable,
      )
    })
  }
  return (statement) =>
    new Promise<Answer>((resolve, reject) => {
      waiting.push({ statement, resolve, reject })
      plan()
    })
}

/** A promise that may fail before anybody looks at it. */
const quiet = <T>(promise: Promise<T>): Promise<T> => {
  promise.catch(() => undefined)
  return promise
}

/** Opens a pool that has stepped down to the app role, which owns nothing and cannot bypass row-level security. */
export const openDb = (url: string, size = 12): Db => {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    options: '-c role=gongzhi_app -c jit=off -c timezone=UTC',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
  })
  pool.on('error', () => undefined)
  // a connection that breaks between two statements of a transaction has nobody waiting to be told: the next one is
  pool.on('connect', (client) => client.on('error', () => undefined))
  const open = async <T>(work: (ask: (statement: Statement) => Promise<Answer>) => Promise<T>): Promise<T> => {
    const client = await pool.connect()
    const ask = openLine(client)
    let broken: Error | undefined
    try {
      return await work(ask)
    } catch (error) {
      await ask(ROLLBACK).catch((lost: Error) => {
        // a lost connection is thrown away
        broken = lost
      })
      throw error
    } finally {
      client.release(broken)
    }
  }
  const within: Db['within'] = (scope, work) =>
    open(async (ask) => {
      // BEGIN is not waited for: the first statements of the work travel with it
      const sent = beginOf(scope).map((statement) => quiet(ask(statement)))
      const result = await work({
        rows: async <T extends Row>(statement: Statement) => (await quiet(ask(statement))).rows as T[],
        send: (statement) => {
          sent.push(quiet(ask(statement)))
        },
      })
      const committed = quiet(ask(COMMIT))
      await Promise.all(sent)
      // a failed statement nobody waited for turns COMMIT into a silent ROLLBACK: say so
      if ((await committed).command !== 'COMMIT') throw new Error('transaction was rolled back')
      return result
    })
  const batch: Db['batch'] = (scope, statements) =>
    open(async (ask) => {
      const opening = beginOf(scope)
      const answers = await Promise.all([...opening, ...statements, COMMIT].map((statement) => ask(statement)))
      return answers.slice(opening.length, -1).map((answer) => answer.rows)
    })
  return { within, batch, close: () => pool.end(), waiting: () => pool.waitingCount }
}
