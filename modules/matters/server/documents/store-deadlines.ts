import { prepared, type Statement } from '@gongzhi/kernel/server/db.ts'

/** What waits for a person or their units and has a due time, the next first. */
export const deadlinesOf = (county: string, account: string, orgs: readonly string[]): Statement =>
  prepared(
    `SELECT id, kind, number, category, due_at FROM kernel.docket
     WHERE county = $1 AND closed_at IS NULL AND due_at IS NOT NULL AND kind IN ('matter', 'assist', 'order', 'whistle')
       AND holder_org = ANY ($3::text[]) AND (holder IS NULL OR holder = $2)
     ORDER BY due_at, id LIMIT 500`,
    [county, account, orgs],
  )

/** Sessions to come, or of the last week, at studios in some stretches. */
export const sessionsOf = (county: string, prefixes: readonly string[], now: Date): Statement =>
  prepared(
    `SELECT d.id, d.number, r.from_at, r.to_at FROM matters.reception r
     JOIN kernel.docket d ON d.county = r.county AND d.id = r.id
     WHERE r.county = $1 AND d.unit_code ^@ ANY ($2::text[]) AND r.to_at > $3::timestamptz - interval '7 days'
     ORDER BY r.from_at, d.id LIMIT 100`,
    [county, prefixes, now],
  )
