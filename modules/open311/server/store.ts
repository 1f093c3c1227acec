import type { Limit, Pause } from '@gongzhi/kernel/clock.ts'
import { prepared, type Row, type Statement } from '@gongzhi/kernel/server/db.ts'
import type { Period } from '../rules/period.ts'
import type { Shown } from '../rules/request.ts'

/* Everything is read from the view `open311.request`, which holds nothing but what may be shown. */

const ms = (value: unknown): number | null => (value instanceof Date ? value.getTime() : null)

export const readShown = (r: Row): Shown => ({
  id: r.id as string,
  number: r.number as string,
  unitCode: r.unit_code as string,
  category: r.category as string,
  choices: r.choices as Shown['choices'],
  state: r.state as string,
  openedAt: ms(r.opened_at) ?? 0,
  updatedAt: ms(r.updated_at) ?? 0,
  closedAt: ms(r.closed_at),
  org: r.org as string,
  channel: r.channel as string,
  declinedFor: r.declined_for as string | null,
  outcome: r.outcome as string | null,
  outcomeText: r.outcome_text as string | null,
  limitFromAt: ms(r.limit_from_at),
  limit: r.limit_amount === null ? null : { amount: r.limit_amount as number, unit: r.limit_unit as Limit['unit'] },
  pauses: r.pauses as Pause[],
  extensionGranted: r.extension_granted as boolean | null,
  extensionDays: r.extension_days as number | null,
})

/** Requests by their numbers or ids, as many as there are, newest first. */
export const listByIds = (county: string, numbers: readonly string[], ids: readonly string[]): Statement =>
  prepared(
    `SELECT * FROM open311.request WHERE county = $1 AND (number = ANY($2::text[]) OR id = ANY($3::uuid[]))
     ORDER BY id DESC`,
    [county, numbers, ids],
  )

export type Asked = {
  readonly county: string
  readonly period: Period
  readonly categories?: readonly string[] | undefined
  readonly closed?: boolean | undefined
  readonly changed?: { readonly from: number | null; readonly to: number | null } | undefined
  /** 12-digit codes of the villages and towns near a point. */
  readonly units?: readonly string[] | undefined
  readonly size: number
  readonly page: number
}

const DAY = 86_400_000
/** The first id of an instant. Ids carry the time they were made: on a phone without a network up to 30 days before. */
const firstId = (at: number): string => {
  const hex = Math.max(0, at).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

/**
 * A page of requests, newest first by the time in their ids: when they were made. It keeps the look within the period, and
 * in the order of the key a page of a big county costs no more than one of a small.
 */
export const listRequests = (a: Asked): Statement => {
  const { from, to } = a.period
  const values: unknown[] = [
    a.county,
    firstId(from - 31 * DAY),
    firstId(to + 2 * DAY),
    new Date(from),
    new Date(to),
    a.size,
    a.size * (a.page - 1),
  ]
  const param = (value: unknown) => `$${values.push(value)}`
  const where = ['county = $1', 'id >= $2', 'id < $3', 'opened_at >= $4', 'opened_at <= $5']
  if (a.categories) where.push(`category = ANY(${param(a.categories)}::text[])`)
  if (a.closed !== undefined) where.push(`closed_at IS ${a.closed ? 'NOT ' : ''}NULL`)
  if (a.changed && a.changed.from !== null) where.push(`updated_at >= ${param(new Date(a.changed.from))}`)
  if (a.changed && a.changed.to !== null) where.push(`updated_at <= ${param(new Date(a.changed.to))}`)
  if (a.units) where.push(`unit_code = ANY(${param(a.units)}::text[])`)
  return prepared(
    `SELECT * FROM open311.request WHERE ${where.join(' AND ')} ORDER BY id DESC LIMIT $6 OFFSET $7`,
    values,
  )
}

/** The next requests of a year after an id, in order of id. */
export const listYear = (county: string, year: number, after: string | null, size: number): Statement =>
  prepared(
    `SELECT * FROM open311.request WHERE county = $1 AND id > $2::uuid AND id < $3::uuid AND opened_at >= $4 AND opened_at < $5
     ORDER BY id LIMIT $6`,
    [
      county,
      after ?? firstId(Date.parse(`${year}-01-01T00:00:00+08:00`) - 31 * DAY),
      firstId(Date.parse(`${year + 1}-01-01T00:00:00+08:00`) + 2 * DAY),
      new Date(`${year}-01-01T00:00:00+08:00`),
      new Date(`${year + 1}-01-01T00:00:00+08:00`),
      size,
    ],
  )

/** When the first request of a county was reported. */
export const firstOf = (county: string): Statement =>
  prepared('SELECT opened_at FROM open311.request WHERE county = $1 ORDER BY id LIMIT 1', [county])
