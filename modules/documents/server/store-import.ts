import type { Post } from '@gongzhi/kernel/reach.ts'
import { type Columns, insertBy, patchBy, readBy } from '@gongzhi/kernel/server/columns.ts'
import { prepared, type Row, type Statement } from '@gongzhi/kernel/server/db.ts'

export type ImportRow = {
  readonly unitCode: string
  readonly account: string
  readonly byShown: string
  readonly kind: string
  /** What the rows go into, such as a roll. */
  readonly into: string | null
  readonly file: string
  readonly rows: number
  readonly fresh: number
  readonly same: number
  readonly faulty: number
  readonly faults: number
  readonly faultsEnc: string
  readonly posts: readonly Post[] | null
  readonly busy: boolean
  readonly done: number
  readonly failed: number
}

const IMPORT: Columns<ImportRow> = {
  unitCode: { column: 'unit_code' },
  account: { column: 'account' },
  byShown: { column: 'by_shown' },
  kind: { column: 'kind' },
  into: { column: 'into_id' },
  file: { column: 'file' },
  rows: { column: 'rows' },
  fresh: { column: 'fresh' },
  same: { column: 'same' },
  faulty: { column: 'faulty' },
  faults: { column: 'faults' },
  faultsEnc: { column: 'faults_enc' },
  posts: { column: 'posts', kind: 'json' },
  busy: { column: 'busy' },
  done: { column: 'done' },
  failed: { column: 'failed' },
}

export const loadImport = (county: string, id: string): Statement =>
  prepared('SELECT * FROM documents.import WHERE county = $1 AND id = $2', [county, id])
export const readImport = (r: Row): ImportRow => readBy(IMPORT, r)
export const insertImport = (county: string, id: string, row: ImportRow): Statement =>
  insertBy('documents.import', IMPORT, county, id, row)
export const patchImport = (county: string, id: string, change: Partial<ImportRow>): Statement | undefined =>
  patchBy('documents.import', IMPORT, county, id, change)

/** A page of imports, newest first, with their numbers and states: one's own, and those of stretches one oversees. */
export const listImports = (
  county: string,
  account: string,
  overseen: readonly string[],
  into: string | null,
  before: string | null,
  size: number,
): Statement =>
  prepared(
    `SELECT i.*, d.number, d.state, d.opened_at FROM documents.import i
     JOIN kernel.docket d ON d.county = i.county AND d.id = i.id
     WHERE i.county = $1 AND (i.account = $2 OR i.unit_code ^@ ANY ($3::text[])) AND ($4::uuid IS NULL OR i.id < $4)
       AND ($6::text IS NULL OR i.into_id = $6)
     ORDER BY i.id DESC LIMIT $5`,
    [county, account, overseen, before, size, into],
  )

/** Keeps rows of a file that is being looked through. */
export const keepRows = (
  county: string,
  id: string,
  rows: readonly { readonly n: number; readonly sealed: string }[],
  at: Date,
): Statement =>
  prepared(
    `INSERT INTO documents.import_row (county, import, n, sealed, made_at)
     SELECT $1, $2, r.n, r.sealed, $5 FROM unnest($3::int[], $4::text[]) AS r(n, sealed)
     ON CONFLICT (county, import, n) DO NOTHING`,
    [county, id, rows.map(({ n }) => n), rows.map(({ sealed }) => sealed), at],
  )

export const dropRows = (county: string, id: string): Statement =>
  prepared('DELETE FROM documents.import_row WHERE county = $1 AND import = $2', [county, id])

/** Rows of files that never came to be imports, after a day. */
export const sweepRows = (before: Date): Statement =>
  prepared(
    `DELETE FROM documents.import_row r WHERE r.made_at < $1 AND r.sealed IS NOT NULL
       AND NOT EXISTS (SELECT FROM documents.import i WHERE i.county = r.county AND i.id = r.import)`,
    [before],
  )

/** One import of a county whose rows are to be written or taken back, held until the transaction ends. */
export const takeBusy = (county: string): Statement =>
  prepared(
    `SELECT i.*, d.state, d.number FROM documents.import i JOIN kernel.docket d ON d.county = i.county AND d.id = i.id
     WHERE i.county = $1 AND i.busy ORDER BY i.id LIMIT 1 FOR UPDATE OF i SKIP LOCKED`,
    [county],
  )

/** Rows that wait to be written. */
export const nextRows = (county: string, id: string, most: number): Statement =>
  prepared(
    `SELECT n, sealed FROM documents.import_row WHERE county = $1 AND import = $2 AND sealed IS NOT NULL
     ORDER BY n LIMIT $3`,
    [county, id, most],
  )

/** Rows that were written, to be taken back. */
export const writtenRows = (county: string, id: string, most: number): Statement =>
  prepared(
    `SELECT n, subject FROM documents.import_row WHERE county = $1 AND import = $2 AND subject IS NOT NULL
     ORDER BY n LIMIT $3`,
    [county, id, most],
  )

export type RowDone = { readonly n: number; readonly subject: string | null; readonly fault: string | null }

/** Rows are done: their words are gone, where they went stays. */
export const rowsDone = (county: string, id: string, done: readonly RowDone[]): Statement =>
  prepared(
    `UPDATE documents.import_row r SET sealed = NULL, subject = d.subject, fault = d.fault
     FROM unnest($3::int[], $4::uuid[], $5::text[]) AS d(n, subject, fault)
     WHERE r.county = $1 AND r.import = $2 AND r.n = d.n`,
    [county, id, done.map(({ n }) => n), done.map(({ subject }) => subject), done.map(({ fault }) => fault)],
  )

/** How far an import is. */
export const progress = (county: string, id: string, done: number, failed: number): Statement =>
  prepared('UPDATE documents.import SET done = done + $3, failed = failed + $4 WHERE county = $1 AND id = $2', [
    county,
    id,
    done,
    failed,
  ])
