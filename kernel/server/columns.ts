import type { Row, Statement } from './db.ts'
import { prepared } from './db.ts'

/** How one property is kept: its column, and whether it is an instant (ms ↔ timestamptz) or JSON. */
export type Column = { readonly column: string; readonly kind?: 'instant' | 'json' }
export type Columns<T> = { readonly [K in keyof T]?: Column }

const kept = (value: unknown, column: Column): unknown => {
  if (value === null || value === undefined) return null
  if (column.kind === 'instant') return new Date(value as number)
  return column.kind === 'json' ? JSON.stringify(value) : value
}

/** Reads a stored row back by the same table of columns. */
export const readBy = <T>(columns: Columns<T>, row: Row): T =>
  Object.fromEntries(
    Object.entries<Column>(columns as Record<string, Column>).map(([name, c]) => {
      const value = row[c.column]
      return [name, value instanceof Date ? value.getTime() : value]
    }),
  ) as T

/** INSERT of a whole row. */
export const insertBy = <T extends object>(
  table: string,
  columns: Columns<T>,
  county: string,
  id: string,
  row: T,
): Statement => {
  const pairs = Object.entries<Column>(columns as Record<string, Column>)
  const text = `INSERT INTO ${table} (county, id, ${pairs.map(([, c]) => c.column).join(', ')}) VALUES ($1, $2, ${pairs.map((_, i) => `$${i + 3}`).join(', ')})`
  return prepared(text, [county, id, ...pairs.map(([name, c]) => kept(row[name as keyof T], c))])
}

/** UPDATE of what changed; undefined when nothing did. */
export const patchBy = <T extends object>(
  table: string,
  columns: Columns<T>,
  county: string,
  id: string,
  change: Partial<T>,
): Statement | undefined => {
  const pairs = Object.entries<Column>(columns as Record<string, Column>).filter(([name]) => name in change)
  if (pairs.length === 0) return undefined
  const text = `UPDATE ${table} SET ${pairs.map(([, c], i) => `${c.column} = $${i + 3}`).join(', ')} WHERE county = $1 AND id = $2`
  return prepared(text, [county, id, ...pairs.map(([name, c]) => kept(change[name as keyof T], c))])
}

/** A module's table of one kind of subject: its rows read, put in and changed. `select`: what is read of it, where a day shall stay a day. */
export const tableOf = <T extends object>(table: string, columns: Columns<T>, select = '*') => ({
  load: (county: string, id: string): Statement =>
    prepared(`SELECT ${select} FROM ${table} WHERE county = $1 AND id = $2`, [county, id]),
  read: (row: Row): T => readBy(columns, row),
  insert: (county: string, id: string, row: T): Statement => insertBy(table, columns, county, id, row),
  patch: (county: string, id: string, change: Partial<T>): Statement | undefined =>
    patchBy(table, columns, county, id, change),
})
