import { type Columns, insertBy, patchBy, readBy } from '@gongzhi/kernel/server/columns.ts'
import { prepared, type Row, type Statement } from '@gongzhi/kernel/server/db.ts'
import type { BodyKind, MemberClass } from '../rules/bodies.ts'

/* Bodies, their members, and the roll as it was at a decision. */

export type BodyRow = {
  readonly body: string
  readonly unitCode: string
  readonly kind: BodyKind
  readonly title: string
  readonly classes: readonly MemberClass[]
}
const BODY: Columns<BodyRow> = {
  body: { column: 'body' },
  unitCode: { column: 'unit_code' },
  kind: { column: 'kind' },
  title: { column: 'title' },
  classes: { column: 'classes', kind: 'json' },
}
export const loadBody = (county: string, id: string): Statement =>
  prepared('SELECT * FROM people.body WHERE county = $1 AND id = $2', [county, id])
export const readBody = (row: Row): BodyRow => readBy(BODY, row)
export const insertBody = (county: string, id: string, row: BodyRow): Statement =>
  insertBy('people.body', BODY, county, id, row)

/** The body by its name, `<unit>.<kind>`. */
export const findBody = (county: string, body: string): Statement =>
  prepared(
    `SELECT b.*, d.state FROM people.body b JOIN kernel.docket d ON d.county = b.county AND d.id = b.id
     WHERE b.county = $1 AND b.body = $2`,
    [county, body],
  )
/** Bodies that stand in a stretch, with how many are entitled on a day. */
export const listBodies = (county: string, unit: string, on: string): Statement =>
  prepared(
    `SELECT b.id, b.body, b.unit_code, b.kind, b.title, b.classes,
       (SELECT count(*) FROM people.member m WHERE m.county = b.county AND m.body = b.body AND NOT m.suspended
         AND m.ended_on IS NULL AND m.from_on <= $3::date AND m.until_on >= $3::date) AS members
     FROM people.body b JOIN kernel.docket d ON d.county = b.county AND d.id = b.id
     WHERE b.county = $1 AND b.unit_code ^@ $2 AND d.closed_at IS NULL ORDER BY b.body`,
    [county, unit, on],
  )

export type MemberRow = {
  readonly body: string
  readonly account: string | null
  readonly nameEnc: string
  readonly shown: string
  readonly class: string | null
  readonly household: string | null
  readonly woman: boolean
  readonly from: string
  readonly until: string
  readonly suspended: boolean
  readonly endedOn: string | null
  readonly reason: string | null
}
const MEMBER: Columns<MemberRow> = {
  body: { column: 'body' },
  account: { column: 'account' },
  nameEnc: { column: 'name_enc' },
  shown: { column: 'shown' },
  class: { column: 'class' },
  household: { column: 'household' },
  woman: { column: 'woman' },
  from: { column: 'from_on' },
  until: { column: 'until_on' },
  suspended: { column: 'suspended' },
  endedOn: { column: 'ended_on' },
  reason: { column: 'reason' },
}
const DAYS = `id, county, body, account, name_enc, shown, class, household, woman, from_on::text, until_on::text, suspended,
  ended_on::text, reason`
export const loadMember = (county: string, id: string): Statement =>
  prepared(`SELECT ${DAYS} FROM people.member WHERE county = $1 AND id = $2`, [county, id])
export const readMember = (row: Row): MemberRow => readBy(MEMBER, row)
export const insertMember = (county: string, id: string, row: MemberRow): Statement =>
  insertBy('people.member', MEMBER, county, id, row)
export const patchMember = (county: string, id: string, change: Partial<MemberRow>): Statement | undefined =>
  patchBy('people.member', MEMBER, county, id, change)

/** Everybody who is or was on the roll of a body. */
export const listMembers = (county: string, body: string): Statement =>
  prepared(
    `SELECT ${DAYS} FROM people.member WHERE county = $1 AND body = $2 ORDER BY ended_on NULLS FIRST, class NULLS LAST, id`,
    [county, body],
  )

const ENTITLED = 'NOT suspended AND ended_on IS NULL AND from_on <= $3::date AND until_on >= $3::date'
/** How many are entitled on a day by class, and (in the one row with `whole`) in all, with their households. */
export const countRoll = (county: string, body: string, on: string): Statement =>
  prepared(
    `SELECT class, grouping(class) = 1 AS whole, count(*)::int AS members, (count(*) FILTER (WHERE woman))::int AS women,
       count(DISTINCT coalesce(household, id::text))::int AS households
     FROM people.member WHERE county = $1 AND body = $2 AND ${ENTITLED} GROUP BY GROUPING SETS (class, ())`,
    [county, body, on],
  )

/** Where a page of a roll begins: `<gone: 0 or 1>.<id>.<class>`, of the member before it. */
export const rollPlace = (row: Row): string =>
  `${row.ended_on === null ? 0 : 1}.${row.id as string}.${(row.class as string | null) ?? NO_CLASS}`
/** Stands behind every code of a class. */
const NO_CLASS = '~'
const NOBODY = '00000000-0000-0000-0000-000000000000'
const ORDER = `(ended_on IS NOT NULL), coalesce(class, '${NO_CLASS}') COLLATE "C", id`

/** What part of a roll somebody reads: those who are on it on a day, or (null) everybody who is or was. */
export type RollPart = { readonly on: string | null; readonly shown: string | null }
/** A page of a roll by class, those who left at its end. */
export const pageOfRoll = (
  county: string,
  body: string,
  { on, shown }: RollPart,
  after: string | undefined,
  most: number,
): Statement => {
  // always a place to begin behind: so the index is read from there
  const [, gone = '0', id = NOBODY, of = ''] = /^(\d)\.([^.]+)\.(.*)$/.exec(after ?? '') ?? []
  return prepared(
    `SELECT ${DAYS} FROM people.member WHERE county = $1 AND body = $2
       AND ($3::date IS NULL OR (NOT suspended AND ended_on IS NULL AND until_on >= $3::date))
       AND ($4::text IS NULL OR position($4 IN shown) > 0)
       AND (${ORDER}) > ($6::boolean, $7::text COLLATE "C", $5::uuid)
     ORDER BY ${ORDER} LIMIT $8`,
    [county, body, on, shown, id, gone === '1', of, most],
  )
}

/** Whoever stands on a roll with an account. */
export const memberWith = (county: string, body: string, account: string): Statement =>
  prepared('SELECT id FROM people.member WHERE county = $1 AND body = $2 AND account = $3 AND ended_on IS NULL', [
    county,
    body,
    account,
  ])

/** Bodies an account is entitled in on a day. */
export const membershipsOf = (county: string, account: string, on: string): Statement =>
  prepared(
    `SELECT m.id AS member, b.body, b.unit_code, b.kind, b.title, m.class FROM people.member m
     JOIN people.body b ON b.county = m.county AND b.body = m.body
     WHERE m.county = $1 AND m.account = $2 AND NOT m.suspended AND m.ended_on IS NULL
       AND m.from_on <= $3::date AND m.until_on >= $3::date ORDER BY b.body`,
    [county, account, on],
  )

/** Keeps the roll as it stands on a day (I5): append-only; again under the same id changes nothing. */
export const takeSnapshot = (
  county: string,
  s: {
    readonly id: string
    readonly body: string
    readonly on: string
    readonly at: number
    readonly takenFor: string
  },
): Statement =>
  prepared('SELECT * FROM people.take_snapshot($1, $2, $3, $4, $5, $6)', [
    county,
    s.id,
    s.body,
    s.on,
    new Date(s.at),
    s.takenFor,
  ])
/** A snapshot's counts and hash. */
export const findSnapshot = (county: string, id: string): Statement =>
  prepared(
    `SELECT body, on_day::text, members, households, women, encode(hash, 'hex') AS hash FROM people.roll_snapshot
     WHERE county = $1 AND id = $2`,
    [county, id],
  )
