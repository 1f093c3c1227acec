import { prepared, type Statement } from '@gongzhi/kernel/server/db.ts'

/* What a roll is drawn from, and how its lines and its proxies change. */

const ENTITLED = `m.county, m.id, m.account, m.name_enc, m.shown, m.class, m.household, m.woman`
/** Villagers entitled on a day, in the order in which a roll numbers them: household by household. */
export const villagersOn = (county: string, unit: string, on: string): Statement =>
  prepared(
    `SELECT ${ENTITLED} FROM people.member m WHERE m.county = $1 AND m.body = $2 || '.villagers' AND NOT m.suspended
       AND m.ended_on IS NULL AND m.from_on <= $3::date AND m.until_on >= $3::date ORDER BY m.household NULLS LAST, m.id`,
    [county, unit, on],
  )
const FOR_ROLL = `voters.roll r JOIN people.member m ON m.county = r.county AND m.body = r.unit_code || '.villagers'
     WHERE r.county = $1 AND r.id = $2 AND NOT m.suspended AND m.ended_on IS NULL AND m.from_on <= r.election_day
       AND m.until_on >= r.election_day`
/** The same for the village and the election day of a roll. */
export const villagersFor = (county: string, roll: string): Statement =>
  prepared(`SELECT ${ENTITLED} FROM ${FOR_ROLL} ORDER BY m.household NULLS LAST, m.id`, [county, roll])
/** How many they are. */
export const countFor = (county: string, roll: string): Statement =>
  prepared(`SELECT count(*)::int AS n FROM ${FOR_ROLL}`, [county, roll])
/** Members by their ids, whatever became of them since: a committee’s names. */
export const membersNamed = (county: string, ids: readonly string[]): Statement =>
  prepared('SELECT id, name_enc, shown FROM people.member WHERE county = $1 AND id = ANY($2::uuid[])', [county, ids])
/** How many villagers are entitled on a day, and whether there is a roll of villagers at all. */
export const countVillagers = (county: string, unit: string, on: string): Statement =>
  prepared(
    `SELECT (SELECT count(*)::int FROM people.member m WHERE m.county = b.county AND m.body = b.body AND NOT m.suspended
       AND m.ended_on IS NULL AND m.from_on <= $3::date AND m.until_on >= $3::date) AS n
     FROM people.body b JOIN kernel.docket d ON d.county = b.county AND d.id = b.id
     WHERE b.county = $1 AND b.body = $2 || '.villagers' AND d.closed_at IS NULL`,
    [county, unit, on],
  )

/** Lists people on a roll, numbered in the order of their ids. */
export const listThese = (county: string, roll: string, unit: string, members: readonly string[]): Statement =>
  prepared(
    `INSERT INTO voters.listed (county, roll, no, unit_code, member, account, name_enc, shown, class, household, woman)
     SELECT m.county, $2, v.no, $3, m.id, m.account, m.name_enc, m.shown, m.class, m.household, m.woman
     FROM unnest($4::uuid[]) WITH ORDINALITY AS v (id, no) JOIN people.member m ON m.county = $1 AND m.id = v.id`,
    [county, roll, unit, members],
  )
export type NewLine = {
  readonly member: string
  readonly account: string | null
  readonly nameEnc: string
  readonly shown: string
  readonly class: string
  readonly household: string | null
  readonly woman: boolean
}
/** Adds a line under the next number. */
export const addLine = (county: string, roll: string, unit: string, line: NewLine): Statement =>
  prepared(
    `INSERT INTO voters.listed (county, roll, no, unit_code, member, account, name_enc, shown, class, household, woman)
     SELECT $1, $2, coalesce(max(no), 0) + 1, $3, $4, $5::uuid, $6, $7, $8, $9, $10 FROM voters.listed WHERE county = $1 AND roll = $2`,
    [county, roll, unit, line.member, line.account, line.nameEnc, line.shown, line.class, line.household, line.woman],
  )
export const strikeLine = (county: string, roll: string, no: number): Statement =>
  prepared('UPDATE voters.listed SET struck = true WHERE county = $1 AND roll = $2 AND no = $3', [county, roll, no])
/** The right name under the same number: the person is entered anew. */
export const renameLine = (
  county: string,
  roll: string,
  no: number,
  { member, nameEnc, shown }: Pick<NewLine, 'member' | 'nameEnc' | 'shown'>,
): Statement =>
  prepared(
    'UPDATE voters.listed SET member = $4, name_enc = $5, shown = $6 WHERE county = $1 AND roll = $2 AND no = $3',
    [county, roll, no, member, nameEnc, shown],
  )

/** Proxies that stand, by when they were given. */
export const standingProxies = (county: string, roll: string): Statement =>
  prepared(
    `SELECT principal, holder, given_at FROM voters.proxy WHERE county = $1 AND roll = $2 AND revoked_at IS NULL
     ORDER BY given_at, principal`,
    [county, roll],
  )
export const giveProxy = (
  county: string,
  roll: string,
  unit: string,
  { principal, holder }: { readonly principal: number; readonly holder: number },
  at: number,
): Statement =>
  prepared(
    'INSERT INTO voters.proxy (county, roll, unit_code, principal, holder, given_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [county, roll, unit, principal, holder, new Date(at)],
  )
export const revokeProxy = (county: string, roll: string, principal: number, at: number): Statement =>
  prepared(
    'UPDATE voters.proxy SET revoked_at = $4 WHERE county = $1 AND roll = $2 AND principal = $3 AND revoked_at IS NULL',
    [county, roll, principal, new Date(at)],
  )
/** Objections that are not decided yet. */
export const openObjections = (county: string, roll: string): Statement =>
  prepared(
    `SELECT o.id FROM voters.objection o JOIN kernel.docket d ON d.county = o.county AND d.id = o.id
     WHERE o.county = $1 AND o.roll = $2 AND d.closed_at IS NULL`,
    [county, roll],
  )
/** The roll that an objection is to: its committee and its lines by number. */
export const rollOfObjection = (county: string, objection: string): Statement =>
  prepared(
    `SELECT r.committee, d.state, (SELECT jsonb_object_agg(l.no, l.member) FROM voters.listed l WHERE l.county = r.county AND l.roll = r.id AND NOT l.struck) AS member_at
     FROM voters.objection o JOIN voters.roll r ON r.county = o.county AND r.id = o.roll
     JOIN kernel.docket d ON d.county = r.county AND d.id = r.id WHERE o.county = $1 AND o.id = $2`,
    [county, objection],
  )
