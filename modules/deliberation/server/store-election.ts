import { type Columns, insertBy, patchBy, readBy } from '@gongzhi/kernel/server/columns.ts'
import { prepared, type Row, type Statement } from '@gongzhi/kernel/server/db.ts'
import type { Election } from '../rules/election-rows.ts'
import { ENTITLED } from './store.ts'

/* Elections of a council, with who was named, what was objected and who is in the room of the representatives (D08). */

type Stored = Omit<Election, 'nominees' | 'objections' | 'room'>
const ELECTION: Columns<Stored> = {
  unitCode: { column: 'unit_code' },
  body: { column: 'body' },
  title: { column: 'title' },
  sort: { column: 'sort' },
  seats: { column: 'seats', kind: 'json' },
  quotas: { column: 'quotas', kind: 'json' },
  withChair: { column: 'with_chair' },
  chairRule: { column: 'chair_rule' },
  from: { column: 'from_on' },
  until: { column: 'until_on' },
  on: { column: 'held_on' },
  round: { column: 'round' },
  ballots: { column: 'ballots', kind: 'json' },
  postedAt: { column: 'posted_at', kind: 'instant' },
  digest: { column: 'digest' },
  signature: { column: 'signature' },
}
const DAYS = `e.county, e.id, e.unit_code, e.body, e.title, e.sort, e.seats, e.quotas, e.with_chair, e.chair_rule,
  e.from_on::text AS from_on, e.until_on::text AS until_on, e.held_on::text AS held_on, e.round, e.ballots, e.posted_at, e.digest,
  e.signature`
/** The last meeting that was called for a row of this alias and not called off. */
export const roomFor = (
  of: string,
): string => `(SELECT json_build_object('meeting', m.id, 'state', d.state, 'startsAt', m.starts_at, 'snapshot', m.snapshot,
    'entitled', (SELECT count(*) FROM people.member p WHERE ${ENTITLED}),
    'present', (SELECT coalesce(json_agg(p.id ORDER BY p.id), '[]') FROM people.member p
      JOIN deliberation.arrival a ON a.county = p.county AND a.meeting = m.id AND a.member = p.id AND a.here WHERE ${ENTITLED}))
  FROM deliberation.meeting m JOIN kernel.docket d ON d.county = m.county AND d.id = m.id
  WHERE m.county = ${of}.county AND m.election = ${of}.id AND m.cancelled IS NULL ORDER BY m.starts_at DESC, m.id DESC LIMIT 1)`
const BESIDE = `(SELECT coalesce(json_agg(json_build_object('id', n.id, 'class', n.class, 'account', n.account, 'state', n.state,
      'elected', n.elected, 'chair', n.chair) ORDER BY n.id), '[]')
    FROM deliberation.nominee n WHERE n.county = e.county AND n.election = e.id) AS nominees,
  (SELECT coalesce(json_agg(json_build_object('id', o.id, 'answered', o.answer IS NOT NULL) ORDER BY o.at), '[]')
    FROM deliberation.election_objection o WHERE o.county = e.county AND o.election = e.id) AS objections,
  ${roomFor('e')} AS room`

export const loadElection = (county: string, id: string): Statement =>
  prepared(`SELECT ${DAYS}, ${BESIDE} FROM deliberation.election e WHERE e.county = $1 AND e.id = $2`, [county, id])
export const readElection = (row: Row): Election => ({
  ...readBy<Stored>(ELECTION, row),
  nominees: row.nominees as Election['nominees'],
  objections: row.objections as Election['objections'],
  room: row.room as Election['room'],
})
const bare = <V extends Partial<Election>>({ nominees: _n, objections: _o, room: _r, ...row }: V) => row
export const insertElection = (county: string, id: string, row: Election): Statement =>
  insertBy('deliberation.election', ELECTION, county, id, bare(row) as Stored)
export const patchElection = (county: string, id: string, change: Partial<Election>): Statement | undefined =>
  patchBy('deliberation.election', ELECTION, county, id, bare(change))

/** What a meeting of a unit’s representatives may be called for: an election whose nominees stand, or a recall. */
export const findElectionFor = (county: string, id: string | null, unit: string): Statement =>
  prepared(
    `SELECT d.id FROM kernel.docket d WHERE d.county = $1 AND d.id = $2::uuid AND d.unit_code = $3
       AND (d.kind = 'election' AND d.state IN ('nominated', 'tied', 'counted') OR d.kind = 'recall' AND d.state = 'proposed')`,
    [county, id, unit],
  )

export const listElections = (county: string, unit: string, before: string | null, size: number): Statement =>
  prepared(
    `SELECT d.id, d.number, d.title, d.state, d.unit_code, e.held_on::text AS held_on FROM deliberation.election e
     JOIN kernel.docket d ON d.county = e.county AND d.id = e.id
     WHERE e.county = $1 AND e.unit_code ^@ $2
       AND ($3::uuid IS NULL OR (d.opened_at, e.id) < (SELECT b.opened_at, b.id FROM kernel.docket b WHERE b.county = $1 AND b.id = $3::uuid))
     ORDER BY d.opened_at DESC, e.id DESC LIMIT $4`,
    [county, unit, before, size],
  )

export type NewNominee = {
  readonly id: string
  readonly unitCode: string
  readonly round: number
  readonly account: string | null
  readonly phoneHash: string | null
  readonly nameEnc: string
  readonly shown: string
  readonly class: string
  readonly how: string
}
export const addNominee = (county: string, election: string, n: NewNominee): Statement =>
  prepared(
    `INSERT INTO deliberation.nominee (county, id, election, unit_code, round, account, phone_hash, name_enc, shown, class, how, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'named') ON CONFLICT DO NOTHING`,
    [county, n.id, election, n.unitCode, n.round, n.account, n.phoneHash, n.nameEnc, n.shown, n.class, n.how],
  )
/** Accepted, with the account whose phone it is when there is one; how the name is to be shown. */
export const acceptNominee = (county: string, id: string, account: string | null, openName: boolean): Statement =>
  prepared(
    `UPDATE deliberation.nominee n SET state = 'accepted', open_name = $4, account = coalesce(n.account, $3::uuid,
       (SELECT a.id FROM identity.account a WHERE a.county = n.county AND a.kind = 'resident' AND a.state = 'open'
         AND a.phone_hash = n.phone_hash LIMIT 1))
     WHERE n.county = $1 AND n.id = $2`,
    [county, id, account, openName],
  )
export const withdrawNominee = (county: string, id: string): Statement =>
  prepared(`UPDATE deliberation.nominee SET state = 'withdrawn' WHERE county = $1 AND id = $2`, [county, id])
export const markElected = (county: string, ids: readonly string[]): Statement =>
  prepared('UPDATE deliberation.nominee SET elected = true WHERE county = $1 AND id = ANY ($2::uuid[])', [county, ids])
export const markChair = (county: string, id: string): Statement =>
  prepared('UPDATE deliberation.nominee SET chair = true WHERE county = $1 AND id = $2', [county, id])

/** Those named, with sealed names; `mine`: whoever asks is the one, by account or by phone. */
export const listNominees = (county: string, election: string, account: string | null): Statement =>
  prepared(
    `SELECT n.id, n.round, n.account, n.name_enc, n.shown, n.class, n.how, n.state, n.open_name, n.elected, n.chair,
       coalesce(n.account = $3::uuid OR n.phone_hash = (SELECT a.phone_hash FROM identity.account a
         WHERE a.county = n.county AND a.id = $3::uuid), false) AS mine
     FROM deliberation.nominee n WHERE n.county = $1 AND n.election = $2 ORDER BY n.class, n.id`,
    [county, election, account],
  )
/** Whether an account is a representative of the unit on the day of the election: a row when it is. */
export const findRepresentative = (county: string, election: string, account: string | null): Statement =>
  prepared(
    `SELECT p.id FROM deliberation.election e JOIN people.member p ON p.county = e.county
       AND p.body = e.unit_code || '.representatives' AND NOT p.suspended AND p.ended_on IS NULL
       AND p.from_on <= e.held_on AND p.until_on >= e.held_on
     WHERE e.county = $1 AND e.id = $2 AND p.account = $3::uuid`,
    [county, election, account],
  )
/** `own`: whether an account is of the election’s village, as a resident or by a post there. */
export const findVillageOf = (county: string, election: string, account: string | null): Statement =>
  prepared(
    `SELECT coalesce(a.village = e.unit_code, false) OR EXISTS (SELECT FROM people.holding h
         JOIN people.post p ON p.county = h.county AND p.id = h.post
         WHERE h.county = a.county AND h.account = a.id AND h.ended_on IS NULL AND p.prefix = e.unit_code) AS own
     FROM deliberation.election e JOIN identity.account a ON a.county = e.county AND a.id = $3::uuid
     WHERE e.county = $1 AND e.id = $2`,
    [county, election, account],
  )
/** Representatives by id, with sealed names: the tellers. */
export const findTellers = (county: string, ids: readonly string[]): Statement =>
  prepared('SELECT id, account, name_enc, shown FROM people.member WHERE county = $1 AND id = ANY ($2::uuid[])', [
    county,
    ids,
  ])

export type NewObjection = {
  readonly id: string
  readonly unitCode: string
  readonly account: string | null
  readonly ground: string
  readonly text: string
}
export const addElectionObjection = (county: string, election: string, o: NewObjection, at: number): Statement =>
  prepared(
    `INSERT INTO deliberation.election_objection (county, id, election, unit_code, account, ground, text, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    [county, o.id, election, o.unitCode, o.account, o.ground, o.text, new Date(at)],
  )
export const answerElectionObjection = (county: string, id: string, answer: string): Statement =>
  prepared('UPDATE deliberation.election_objection SET answer = $3 WHERE county = $1 AND id = $2', [county, id, answer])
/** Objections in order, without who made them. */
export const listElectionObjections = (county: string, election: string): Statement =>
  prepared(
    `SELECT id, ground, text, at, answer FROM deliberation.election_objection WHERE county = $1 AND election = $2 ORDER BY at, id`,
    [county, election],
  )
/** The sealed name of an open staff account. */
export const findStaffName = (county: string, account: string | null): Statement =>
  prepared(
    `SELECT name_enc FROM identity.account WHERE county = $1 AND id = $2::uuid AND kind = 'staff' AND state = 'open'`,
    [county, account],
  )
/** What the public record and the listeners need of an election, in one row. */
export const findElection = (county: string, id: string): Statement =>
  prepared(
    `SELECT ${DAYS}, d.number, ${BESIDE} FROM deliberation.election e
     JOIN kernel.docket d ON d.county = e.county AND d.id = e.id WHERE e.county = $1 AND e.id = $2`,
    [county, id],
  )
/** Those elected, with sealed names, for the roll. */
export const listElected = (county: string, election: string): Statement =>
  prepared(
    `SELECT id, account, name_enc, shown, class, chair FROM deliberation.nominee
     WHERE county = $1 AND election = $2 AND elected ORDER BY id`,
    [county, election],
  )
/** Elections whose numbers were hashed. */
export const hashedElections = (county: string): Statement =>
  prepared(
    `SELECT ${DAYS}, ${BESIDE} FROM deliberation.election e WHERE e.county = $1 AND e.digest IS NOT NULL ORDER BY e.id`,
    [county],
  )
