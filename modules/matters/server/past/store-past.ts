import { type Columns, insertBy, readBy } from '@gongzhi/kernel/server/columns.ts'
import { prepared, type Row, type Statement } from '@gongzhi/kernel/server/db.ts'
import type { Past } from '../../rules/past.ts'

const PAST: Columns<Past> = {
  unitCode: { column: 'unit_code' },
  import: { column: 'import' },
  mark: { column: 'mark' },
  sourceNumber: { column: 'source_number' },
  reportedOn: { column: 'reported_on' },
  concludedOn: { column: 'concluded_on' },
  category: { column: 'category' },
  text: { column: 'body' },
  spot: { column: 'spot' },
  nameEnc: { column: 'name_enc' },
  phoneEnc: { column: 'phone_enc' },
  org: { column: 'org' },
  outcome: { column: 'outcome' },
  outcomeText: { column: 'outcome_text' },
  rated: { column: 'rated' },
}

export const loadPast = (county: string, id: string): Statement =>
  prepared(
    `SELECT county, id, unit_code, import, mark, source_number, reported_on::text, concluded_on::text, category, body, spot,
       name_enc, phone_enc, org, outcome, outcome_text, rated
     FROM matters.past WHERE county = $1 AND id = $2`,
    [county, id],
  )
export const readPast = (row: Row): Past => readBy(PAST, row)
export const insertPast = (county: string, id: string, row: Past): Statement =>
  insertBy('matters.past', PAST, county, id, row)

/** Of some marks, how often each was brought in and taken back, and whether it stands. */
export const marksKnown = (county: string, marks: readonly string[]): Statement =>
  prepared(
    `SELECT p.mark, bool_or(d.state = 'kept') AS stands, (count(*) FILTER (WHERE d.state = 'retracted'))::int AS retracted
     FROM matters.past p JOIN kernel.docket d ON d.county = p.county AND d.id = p.id
     WHERE p.county = $1 AND p.mark = ANY ($2::text[]) GROUP BY p.mark`,
    [county, marks],
  )

/** The opening entry: when and by whom it came in. */
export const cameIn = (county: string, id: string): Statement =>
  prepared(
    `SELECT j.at, a.shown FROM kernel.journal j LEFT JOIN identity.account a ON a.county = j.county AND a.id = j.actor
     WHERE j.county = $1 AND j.subject = $2 AND j.seq = 1`,
    [county, id],
  )
