import { prepared, type Statement } from '@gongzhi/kernel/server/db.ts'

export type FiguresOf = {
  readonly county: string
  readonly unit: string
  readonly from: Date
  readonly to: Date
  readonly now: Date
}

/** Rates as R15 defines them, from the raw rows; never by person. Counted by the units directly below. */
const COUNTS = `
  count(*)::int AS reported,
  (count(*) FILTER (WHERE d.state = 'closed'))::int AS closed,
  (count(*) FILTER (WHERE d.closed_at IS NULL))::int AS open,
  (count(*) FILTER (WHERE d.closed_at IS NULL AND d.due_at < $5))::int AS overdue,
  coalesce(sum(m.returns), 0)::int AS returned,
  -- 响应率: accepted or declined within the limit ÷ counted
  (count(*) FILTER (WHERE d.state <> 'withdrawn' AND m.accept_due_at IS NOT NULL))::int AS response_n,
  (count(*) FILTER (WHERE d.state <> 'withdrawn' AND m.accepted_at <= m.accept_due_at))::int AS response_hit,
  -- 按时办结率: concluded within the whole limit ÷ concluded
  (count(*) FILTER (WHERE m.concluded_at IS NOT NULL AND m.conclude_due_at IS NOT NULL))::int AS ontime_n,
  (count(*) FILTER (WHERE m.concluded_at <= m.conclude_due_at))::int AS ontime_hit,
  -- 解决率: reporter says solved ÷ followed up
  (count(*) FILTER (WHERE m.visit_outcome = 'reached' AND m.satisfied IS NOT NULL))::int AS resolution_n,
  (count(*) FILTER (WHERE m.visit_outcome = 'reached' AND m.satisfied AND m.outcome = 'resolved'))::int AS resolution_hit,
  -- 满意率: satisfied ÷ rated; not rated is never satisfied
  (count(*) FILTER (WHERE m.satisfied IS NOT NULL))::int AS satisfaction_n,
  (count(*) FILTER (WHERE m.satisfied))::int AS satisfaction_hit`

/** Counts for every unit directly below the place, or for the village itself. */
export const figuresByUnit = (f: FiguresOf): Statement => {
  const below = f.unit.length === 6 ? `d.town || '000'` : 'd.unit_code'
  return prepared(
    `SELECT g.unit, coalesce(v.short, g.unit) AS name, g.* FROM (
       SELECT ${below} AS unit, ${COUNTS}
       FROM kernel.docket d JOIN matters.matter m ON m.county = d.county AND m.id = d.id
       WHERE d.county = $1 AND d.unit_code >= $2 AND d.unit_code <= $3 AND d.kind = 'matter'
         AND d.id >= $4::uuid AND d.id < $6::uuid AND d.opened_at >= $7 AND d.opened_at < $8
       GROUP BY 1) g LEFT JOIN territory.division v ON v.code = g.unit ORDER BY g.unit`,
    [
      f.county,
      f.unit.padEnd(12, '0'),
      f.unit.padEnd(12, '9'),
      idAt(f.from.getTime() - 35 * 86_400_000),
      f.now,
      idAt(f.to.getTime() + 86_400_000),
      f.from,
      f.to,
    ],
  )
}

/** Why matters were declined, counted: what is left out of the rates says why. */
export const figuresExcluded = (f: FiguresOf): Statement =>
  prepared(
    `SELECT m.declined_for AS ground, count(*)::int AS n
     FROM kernel.docket d JOIN matters.matter m ON m.county = d.county AND m.id = d.id
     WHERE d.county = $1 AND d.unit_code >= $2 AND d.unit_code <= $3 AND d.state = 'declined'
       AND d.opened_at >= $4 AND d.opened_at < $5 GROUP BY 1 ORDER BY 1`,
    [f.county, f.unit.padEnd(12, '0'), f.unit.padEnd(12, '9'), f.from, f.to],
  )

/**
 * The smallest UUIDv7 of an instant: ids are in order of time, so a period is a range of the key; 35 days of grace for
 * reports that were made offline.
 */
export const idAt = (at: number): string => {
  const h = Math.max(0, Math.floor(at)).toString(16).padStart(12, '0')
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-0000-0000-000000000000`
}
