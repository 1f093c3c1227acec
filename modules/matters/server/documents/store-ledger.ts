import { prepared, type Statement } from '@gongzhi/kernel/server/db.ts'
import { idAt } from '../store-figures.ts'
import { asked, type ListFilter } from '../store-list.ts'

/** Matters of a place reported from one instant to another, oldest first, at most `most`. */
export const ledgerRows = (f: Omit<ListFilter, 'size'>, from: number, to: number, most: number): Statement => {
  const values: unknown[] = [new Date(from), new Date(to), f.county]
  const param = (value: unknown) => `$${values.push(value)}`
  const where = asked(f, param)
  if (f.unit.length === 12) where.push(`d.unit_code = ${param(f.unit)}`)
  else if (f.unit.length === 9) where.push(`d.town = ${param(f.unit)}`)
  // ids are in order of time, so a period is a range of the key; 35 days of grace for reports made offline
  where.push(`d.id >= ${param(idAt(from - 35 * 86_400_000))}::uuid`, `d.id < ${param(idAt(to + 86_400_000))}::uuid`)
  // what came in from an old ledger stands in that ledger
  where.push(`d.kind = 'matter'`, 'd.opened_at >= $1', 'd.opened_at < $2')
  return prepared(
    `SELECT d.number, d.title, d.unit_code, d.category, d.state, d.opened_at, d.closed_at, d.due_at, o.name AS org_name,
       m.outcome, m.concluded_at, m.satisfied
     FROM kernel.docket d JOIN matters.matter m ON m.county = d.county AND m.id = d.id
     LEFT JOIN territory.organisation o ON o.county = d.county AND o.id = coalesce(m.lead_org, d.holder_org, m.first_org)
     WHERE ${where.join(' AND ')} ORDER BY d.opened_at, d.id LIMIT ${param(most)}`,
    values,
  )
}
