import { prepared, type Row, type Statement } from '@gongzhi/kernel/server/db.ts'

export type ExportRow = {
  readonly unitCode: string
  readonly account: string
  readonly byShown: string
  readonly list: string
  readonly asked: Readonly<Record<string, string>>
}

export const loadExport = (county: string, id: string): Statement =>
  prepared('SELECT unit_code, account, by_shown, list, asked FROM documents.export WHERE county = $1 AND id = $2', [
    county,
    id,
  ])

export const readExport = (r: Row): ExportRow => ({
  unitCode: r.unit_code as string,
  account: r.account as string,
  byShown: r.by_shown as string,
  list: r.list as string,
  asked: r.asked as Record<string, string>,
})

export const insertExport = (county: string, id: string, e: ExportRow): Statement =>
  prepared(
    'INSERT INTO documents.export (county, id, unit_code, account, by_shown, list, asked) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [county, id, e.unitCode, e.account, e.byShown, e.list, JSON.stringify(e.asked)],
  )

/** A page of exports, newest first: one's own, and those of stretches one oversees. */
export const listExports = (
  county: string,
  account: string,
  overseen: readonly string[],
  before: string | null,
  size: number,
): Statement =>
  prepared(
    `SELECT e.id, d.number, d.title, e.list, e.unit_code, e.by_shown, d.opened_at
     FROM documents.export e JOIN kernel.docket d ON d.county = e.county AND d.id = e.id
     WHERE e.county = $1 AND (e.account = $2 OR e.unit_code ^@ ANY ($3::text[])) AND ($4::uuid IS NULL OR e.id < $4)
     ORDER BY e.id DESC LIMIT $5`,
    [county, account, overseen, before, size],
  )
