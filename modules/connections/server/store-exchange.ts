import type { Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'

/* Matters as other systems see them. Selected column by column: no name, no phone, no free text but an answer of one's own. */

const MATTER = `SELECT d.id, d.number, m.variant, d.category, d.level, d.unit_code, d.state, d.holder_org, d.opened_at, d.changed_at,
    d.due_at, d.closed_at, m.outcome, j.actor = $2::uuid AS own, CASE WHEN j.actor = $2::uuid THEN m.answer_text END AS answer
  FROM kernel.docket d
  JOIN matters.matter m ON m.county = d.county AND m.id = d.id
  JOIN kernel.journal j ON j.county = d.county AND j.subject = d.id AND j.seq = 1
  WHERE d.county = $1 AND d.kind = 'matter'`
// P7, P8: neither who hides behind it nor what complains about a unit leaves the house
const OPEN = 'AND d.sealed_from IS NULL AND m.about_org IS NULL AND NOT m.sealed'

/** One matter, unless it is sealed. */
export const findOutside = (county: string, key: string, id: string): Statement =>
  prepared(`${MATTER} ${OPEN} AND d.id = $3`, [county, key, id])

/** A page, newest first, below a prefix of the division code. */
export const listOutside = (
  county: string,
  key: string,
  of: {
    readonly unit: string
    readonly state: string | null
    readonly before: string | null
    readonly most: number
  },
): Statement =>
  prepared(
    `${MATTER} ${OPEN} AND d.unit_code ^@ $3::text AND ($4::text IS NULL OR d.state = $4)
       AND ($5::uuid IS NULL OR d.id < $5) ORDER BY d.id DESC LIMIT $6`,
    [county, key, of.unit, of.state, of.before, of.most],
  )
