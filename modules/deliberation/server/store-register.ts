import { prepared, type Statement } from '@gongzhi/kernel/server/db.ts'

/* Registers of a stretch as they leave the house (D07): a page of each by keyset, the latest first. */

type Asked = { readonly unit: string; readonly before: string | null; readonly size: number }

/** Talks with who came and what came of them. */
export const registerOfTalks = (county: string, f: Asked): Statement =>
  prepared(
    `SELECT d.id, d.number, d.title, d.state, d.unit_code, m.body, m.starts_at, m.venue,
       cardinality(m.agenda) + (m.election IS NOT NULL)::int AS items,
       (m.opening #>> '{0,clauses,0,sums,0,of}')::int AS entitled, (m.opening #>> '{0,clauses,0,sums,0,count}')::int AS came,
       (SELECT count(*) FROM deliberation.vote v WHERE v.county = m.county AND v.meeting = m.id AND v.passed) AS passed,
       (SELECT count(*) FROM deliberation.laid l JOIN deliberation.task t ON t.county = l.county AND t.id = l.task
         WHERE l.county = m.county AND l.meeting = m.id AND t.struck_in = m.id) AS struck
     FROM deliberation.meeting m JOIN kernel.docket d ON d.county = m.county AND d.id = m.id
     WHERE m.county = $1 AND m.unit_code ^@ $2
       AND ($3::uuid IS NULL OR (m.starts_at, m.id) < (SELECT b.starts_at, b.id FROM deliberation.meeting b
         WHERE b.county = $1 AND b.id = $3::uuid))
     ORDER BY m.starts_at DESC, m.id DESC LIMIT $4`,
    [county, f.unit, f.before, f.size],
  )

/** Resolutions with the vote they came from and how far they are carried out. */
export const registerOfResolutions = (county: string, today: string, f: Asked): Statement =>
  prepared(
    `SELECT d.id, d.number, d.state, d.unit_code, r.body, r.title, r.text, r.signed_at, m.starts_at, e.number AS meeting_number,
       v.counts, v.present, k.tasks, k.struck, k.late
     FROM deliberation.resolution r JOIN kernel.docket d ON d.county = r.county AND d.id = r.id
     JOIN deliberation.meeting m ON m.county = r.county AND m.id = r.meeting
     JOIN kernel.docket e ON e.county = r.county AND e.id = r.meeting
     JOIN deliberation.vote v ON v.county = r.county AND v.id = r.vote
     JOIN LATERAL (SELECT count(*) AS tasks, count(t.struck_at) AS struck,
         count(*) FILTER (WHERE t.struck_at IS NULL AND t.until_on < $2::date) AS late
       FROM deliberation.task t WHERE t.county = r.county AND t.resolution = r.id) k ON true
     WHERE r.county = $1 AND r.unit_code ^@ $3 AND ($4::uuid IS NULL OR (d.opened_at, r.id) < (SELECT b.opened_at, b.id
       FROM kernel.docket b WHERE b.county = $1 AND b.id = $4::uuid)) ORDER BY d.opened_at DESC, r.id DESC LIMIT $5`,
    [county, today, f.unit, f.before, f.size],
  )

/** What resolutions promised, open and struck off, by their day. */
export const registerOfPromises = (county: string, f: Asked): Statement =>
  prepared(
    `SELECT d.id, d.number, d.state, t.unit_code, t.text, t.org, t.until_on::text AS until_on, t.extended, t.extension,
       coalesce(t.evidence, t.progress) AS done, t.struck_at, t.hands, r.title AS resolution_title, x.number AS resolution_number
     FROM deliberation.task t JOIN kernel.docket d ON d.county = t.county AND d.id = t.id
     JOIN deliberation.resolution r ON r.county = t.county AND r.id = t.resolution
     JOIN kernel.docket x ON x.county = t.county AND x.id = t.resolution
     WHERE t.county = $1 AND t.unit_code ^@ $2 AND ($3::uuid IS NULL OR (t.until_on, t.id) < (SELECT b.until_on, b.id
       FROM deliberation.task b WHERE b.county = $1 AND b.id = $3::uuid)) ORDER BY t.until_on DESC, t.id DESC LIMIT $4`,
    [county, f.unit, f.before, f.size],
  )
