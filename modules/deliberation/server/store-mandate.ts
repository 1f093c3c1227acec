import { type Columns, insertBy, patchBy, readBy } from '@gongzhi/kernel/server/columns.ts'
import { prepared, type Row, type Statement } from '@gongzhi/kernel/server/db.ts'
import type { Mandate } from '../rules/mandate.ts'

/* Mandates of villagers’ meetings to their representatives (村民委员会组织法 Art. 28). */

const MANDATE: Columns<Mandate> = {
  unitCode: { column: 'unit_code' },
  concerns: { column: 'concerns' },
  on: { column: 'held_on' },
  until: { column: 'until_on' },
  by: { column: 'held_by' },
  entitled: { column: 'entitled' },
  present: { column: 'present' },
  counts: { column: 'counts', kind: 'json' },
  text: { column: 'text' },
  files: { column: 'files', kind: 'json' },
  verdicts: { column: 'verdicts', kind: 'json' },
  resolution: { column: 'resolution' },
  ended: { column: 'ended' },
}
const WHOLE = `x.id, x.unit_code, x.concerns, x.held_on::text AS held_on, x.until_on::text AS until_on, x.held_by, x.entitled,
  x.present, x.counts, x.text, x.files, x.verdicts, x.resolution, x.ended`

/** Mandates that have not been taken back, as one JSON, of the village of a row that has `county` and `unit_code`. */
export const standing = (alias: string): string =>
  `(SELECT coalesce(json_agg(json_build_object('concerns', x.concerns, 'on', x.held_on, 'until', x.until_on) ORDER BY x.id), '[]')
    FROM deliberation.mandate x WHERE x.county = ${alias}.county AND x.unit_code = ${alias}.unit_code AND x.ended IS NULL)`

export const loadMandate = (county: string, id: string): Statement =>
  prepared(`SELECT ${WHOLE} FROM deliberation.mandate x WHERE x.county = $1 AND x.id = $2`, [county, id])
export const readMandate = (row: Row): Mandate => readBy(MANDATE, row)
export const insertMandate = (county: string, id: string, row: Mandate): Statement =>
  insertBy('deliberation.mandate', MANDATE, county, id, row)
export const patchMandate = (county: string, id: string, change: Partial<Mandate>): Statement | undefined =>
  patchBy('deliberation.mandate', MANDATE, county, id, change)

/** Of the village of a subject: the mandates that have not been taken back, as `mandates`, for where a thing may go on to. */
export const findMandates = (county: string, subject: string): Statement =>
  prepared(`SELECT ${standing('d')} AS mandates FROM kernel.docket d WHERE d.county = $1 AND d.id = $2`, [
    county,
    subject,
  ])

/** Mandates of a village with their dockets, those that hold first. */
export const listMandates = (county: string, unit: string): Statement =>
  prepared(
    `SELECT ${WHOLE}, d.number, d.state, d.seq, d.title, e.number AS resolution_number FROM deliberation.mandate x
     JOIN kernel.docket d ON d.county = x.county AND d.id = x.id
     LEFT JOIN kernel.docket e ON e.county = x.county AND e.id = x.resolution
     WHERE x.county = $1 AND x.unit_code = $2 ORDER BY d.closed_at DESC NULLS FIRST, x.until_on DESC, x.id LIMIT 100`,
    [county, unit],
  )
