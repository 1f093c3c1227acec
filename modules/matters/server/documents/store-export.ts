import { prepared, type Statement } from '@gongzhi/kernel/server/db.ts'
import { asked, type ListFilter } from '../store-list.ts'

/** Words that PostgreSQL puts in place of ids: `{"state": {"closed": "已完成"}, …}`. */
export type Said = Readonly<Record<string, Readonly<Record<string, string>>>>

/** A day of an old ledger, at its beginning in China. */
const DAY = (column: string) => `p.${column}::timestamp AT TIME ZONE 'Asia/Shanghai'`

/* One cell after the other, in the order of the columns in matter-list.ts. */
const CELLS = `json_build_array(
  d.number, d.title, coalesce(m.body, p.body), $4::jsonb -> 'category' ->> d.category, $4::jsonb -> 'level' ->> d.level,
  w.short, v.short, coalesce(m.spot, p.spot), $4::jsonb -> 'channel' ->> m.channel, CASE WHEN p.id IS NULL THEN d.opened_at ELSE ${DAY('reported_on')} END,
  $4::jsonb -> 'state' ->> d.state, coalesce(o.name, p.org), d.due_at,
  CASE WHEN d.closed_at IS NULL AND d.due_at < $1::timestamptz THEN '是' END, CASE WHEN d.supervised THEN '是' END,
  m.accepted_at, coalesce(m.concluded_at, ${DAY('concluded_on')}), $4::jsonb -> 'outcome' ->> coalesce(m.outcome, p.outcome),
  coalesce(m.outcome_text, p.outcome_text), m.answer_text, m.visited_at,
  CASE m.satisfied WHEN true THEN '满意' WHEN false THEN '不满意' ELSE p.rated END,
  (SELECT count(*)::int FROM matters.matter j WHERE j.county = d.county AND j.merged_into = d.id), m.round, m.returns, d.closed_at)`

/** A page of the list as rows of cells, newest first, and the id to go on from when there are more. */
export const exportPage = (
  f: Omit<ListFilter, 'size'> & { readonly size: number },
  search: { readonly grams: readonly string[]; readonly needle: string } | undefined,
  said: Said,
): Statement => {
  const values: unknown[] = [f.now, f.size, f.county, JSON.stringify(said)]
  const param = (value: unknown) => `$${values.push(value)}`
  const where = asked(f, param)
  if (f.unit.length === 12) where.push(`d.unit_code = ${param(f.unit)}`)
  else if (f.unit.length === 9) where.push(`d.town = ${param(f.unit)}`)
  if (f.before !== null) where.push(`d.id < ${param(f.before)}::uuid`)
  if (search)
    where.push(`d.id IN (SELECT s.id FROM kernel.docket_words s WHERE s.county = $3 AND s.bigrams @> ${param(search.grams)}::text[]
      AND position(${param(search.needle)} IN s.words) > 0)`)
  return prepared(
    `SELECT coalesce(json_agg(${CELLS} ORDER BY d.id DESC), '[]'::json)::text AS page,
       CASE WHEN count(*) = $2::int THEN (array_agg(d.id ORDER BY d.id))[1]::text END AS next
     FROM (SELECT d.* FROM kernel.docket d WHERE ${where.join(' AND ')} ORDER BY d.id DESC LIMIT $2) d
     LEFT JOIN matters.matter m ON m.county = d.county AND m.id = d.id
     LEFT JOIN matters.past p ON p.county = d.county AND p.id = d.id
     LEFT JOIN territory.division v ON v.code = d.unit_code
     LEFT JOIN territory.division w ON w.code = d.town || '000' AND w.code <> d.unit_code
     LEFT JOIN territory.organisation o ON o.county = d.county AND o.id = coalesce(m.lead_org, d.holder_org, m.first_org)`,
    values,
  )
}
