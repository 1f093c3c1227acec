import { type Columns, tableOf } from '@gongzhi/kernel/server/columns.ts'
import { prepared, type Row, type Statement } from '@gongzhi/kernel/server/db.ts'
import type { Book, Entry, Exchange, Held, Rule } from './rows.ts'

/* The four tables, row by row. The ledger and what was exchanged are only added to. */

/** Lines that are only added to. */
const added = <T extends object>(table: string, columns: Columns<T>) => ({
  ...tableOf(table, columns),
  patch: (): undefined => undefined,
})

const placed = { body: { column: 'body' }, unitCode: { column: 'unit_code' } } as const
const owned = { ...placed, member: { column: 'member' }, account: { column: 'account' } } as const

export const rules = tableOf<Rule>('points.rule', {
  ...placed,
  title: { column: 'title' },
  text: { column: 'text' },
  clauses: { column: 'clauses', kind: 'json' },
  yearMost: { column: 'year_most' },
  goods: { column: 'goods', kind: 'json' },
  changedAt: { column: 'changed_at', kind: 'instant' },
  resolution: { column: 'resolution' },
  adoptedAt: { column: 'adopted_at', kind: 'instant' },
  announced: { column: 'announced' },
  cleared: { column: 'cleared' },
})
export const books = tableOf<Book>('points.book', { ...owned, active: { column: 'active' } })
const entryColumns: Columns<Entry> = {
  ...owned,
  act: { column: 'act' },
  points: { column: 'points' },
  year: { column: 'year' },
  rule: { column: 'rule' },
  reference: { column: 'reference' },
  happenedAt: { column: 'happened_at', kind: 'instant' },
  recordedBy: { column: 'recorded_by' },
  replaces: { column: 'replaces' },
}
const plainEntries = added<Entry>('points.entry', entryColumns)
export const entries = {
  load: (county: string, id: string): Statement =>
    prepared(
      `SELECT e.*, (SELECT s.account FROM points.dispute s WHERE s.county = e.county AND s.entry = e.id
         ORDER BY s.at DESC LIMIT 1) AS disputed_by FROM points.entry e WHERE e.county = $1 AND e.id = $2`,
      [county, id],
    ),
  read: (row: Row): Held => ({ ...plainEntries.read(row), disputedBy: (row.disputed_by as string | null) ?? null }),
  insert: (county: string, id: string, { disputedBy: _none, ...row }: Held): Statement =>
    plainEntries.insert(county, id, row),
  patch: (): undefined => undefined,
}
export const exchanges = added<Exchange>('points.exchange', {
  ...owned,
  rule: { column: 'rule' },
  item: { column: 'item' },
  name: { column: 'name' },
  points: { column: 'points' },
  year: { column: 'year' },
  askedAt: { column: 'asked_at', kind: 'instant' },
})
export const addDispute = (
  county: string,
  id: string,
  entry: string,
  account: string | null,
  reason: string,
  at: number,
): Statement =>
  prepared(
    `INSERT INTO points.dispute (county, id, entry, account, reason, at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING`,
    [county, id, entry, account, reason, new Date(at)],
  )
