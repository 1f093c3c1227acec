import { keyReused } from '../problem.ts'
import type { Actor } from '../reach.ts'
import { noScope, type Row } from './db.ts'
import type { Receipt } from './store-act.ts'
import { ensureSeries } from './store-act.ts'
import type { Env } from './subject.ts'

/* What happens when an act comes twice, or meets another. */

const receiptOf = (row: Row): Receipt => ({
  id: row.id as string,
  number: row.number as string,
  state: row.state as string,
  seq: row.seq as number,
  at: (row.at as Date).toISOString(),
})

/** The earlier answer to the same key, when it was the same person asking the same; else the key is spent. */
export const repeated = (row: Row, actor: Actor, name: string, asked: Buffer): Receipt => {
  const same = (row.actor as string | null) === actor.account && row.act === name && (row.asked as Buffer).equals(asked)
  if (!same) throw keyReused()
  return receiptOf(row)
}

/** Somebody else wrote the same row, or the same key, at the same time. */
export const isConflict = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '23505' || error.code === '40P01')

/** Whether a write failed on this unique constraint. */
export const isTaken = (error: unknown, constraint: string): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === constraint

/** The sequence that a statement missed, when that was the fault. */
const missingSeries = (error: unknown): { county: string; series: string; year: number } | undefined => {
  if (!(error instanceof Error && 'code' in error && error.code === '42P01')) return undefined
  const found = /n_(\d{6})_([a-z]+)_(\d{4})/.exec(error.message)
  return found ? { county: found[1] ?? '', series: (found[2] ?? '').toUpperCase(), year: Number(found[3]) } : undefined
}

/** Two acts that each waited for the other's subject: PostgreSQL ended one of them, which may come again. */
const isDeadlock = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '40P01'

/** Makes a number series that is missing, such as the first of a new year, and tries again. */
export const withSeries = async <T>(env: Env, attempt: () => Promise<T>): Promise<T> => {
  for (let made = 0; ; made++) {
    try {
      return await attempt()
    } catch (error) {
      const missing = missingSeries(error)
      // an act opens children of at most a few series
      if (made === 4 || !(missing || isDeadlock(error))) throw error
      if (missing) await env.db.batch(noScope, [ensureSeries(missing.county, missing.series, missing.year)])
    }
  }
}
