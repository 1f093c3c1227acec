import { prepared, type Statement } from '@gongzhi/kernel/server/db.ts'
import { ENTITLED } from './store.ts'

/* What happens in the room: who is there, who speaks, who keeps out, what is put into the file. */

const STANDS = `SELECT p.id AS member, p.shown, p.class, coalesce(a.here, false) AS here,
    EXISTS (SELECT FROM deliberation.recusal r WHERE r.county = m.county AND r.meeting = m.id AND r.topic = m.item
      AND r.member = p.id) AS recused,
    (SELECT t.state FROM deliberation.turn t WHERE t.county = m.county AND t.meeting = m.id AND t.topic = m.item
      AND t.member = p.id) AS turn
  FROM deliberation.meeting m JOIN people.member p ON ${ENTITLED}
  LEFT JOIN deliberation.arrival a ON a.county = p.county AND a.meeting = m.id AND a.member = p.id
  WHERE m.county = $1 AND m.id = $2`

/** How the holder of an account stands in a meeting: a row when they are on its roll that day. */
export const findSelf = (county: string, meeting: string, account: string | null): Statement =>
  prepared(`${STANDS} AND p.account = $3::uuid`, [county, meeting, account])
/** How a member stands in a meeting: a row when they are on its roll that day. */
export const findMember = (county: string, meeting: string, member: string): Statement =>
  prepared(`${STANDS} AND p.id = $3::uuid`, [county, meeting, member])

/** The whole roll with who is there; names sealed. */
export const listRoll = (county: string, meeting: string): Statement =>
  prepared(
    `SELECT p.id AS member, p.account, p.shown, p.name_enc, p.class, coalesce(a.here, false) AS here, a.how,
       EXISTS (SELECT FROM deliberation.recusal r WHERE r.county = m.county AND r.meeting = m.id AND r.topic = m.item
         AND r.member = p.id) AS recused
     FROM deliberation.meeting m JOIN people.member p ON ${ENTITLED}
     LEFT JOIN deliberation.arrival a ON a.county = p.county AND a.meeting = m.id AND a.member = p.id
     WHERE m.county = $1 AND m.id = $2 ORDER BY p.class NULLS LAST, p.id`,
    [county, meeting],
  )

export const arrive = (county: string, meeting: string, member: string, how: string, at: number): Statement =>
  prepared(
    `INSERT INTO deliberation.arrival (county, meeting, member, here, how, came_at) VALUES ($1, $2, $3, true, $4, $5)
     ON CONFLICT (county, meeting, member) DO UPDATE SET here = true, how = excluded.how`,
    [county, meeting, member, how, new Date(at)],
  )
export const depart = (county: string, meeting: string, member: string, at: number): Statement =>
  prepared(
    'UPDATE deliberation.arrival SET here = false, left_at = $4 WHERE county = $1 AND meeting = $2 AND member = $3',
    [county, meeting, member, new Date(at)],
  )

type TurnState = 'waiting' | 'speaking' | 'spoken' | 'passed'
/** Sets a member's turn on an item. */
export const setTurn = (
  county: string,
  meeting: string,
  topic: string,
  member: string,
  state: TurnState,
  at: number | null,
): Statement =>
  prepared(
    `INSERT INTO deliberation.turn (county, meeting, topic, member, state, asked_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (county, meeting, topic, member) DO UPDATE SET state = excluded.state,
       asked_at = coalesce(deliberation.turn.asked_at, excluded.asked_at)`,
    [county, meeting, topic, member, state, at === null ? null : new Date(at)],
  )

/** Whoever speaks has spoken; what was said is added to what is kept. */
export const endTurns = (county: string, meeting: string, topic: string, gist: string | null): Statement =>
  prepared(
    `UPDATE deliberation.turn SET state = 'spoken',
       gist = CASE WHEN $4::text IS NULL THEN gist ELSE concat_ws('；', gist, $4::text) END
     WHERE county = $1 AND meeting = $2 AND topic = $3 AND state = 'speaking'`,
    [county, meeting, topic, gist],
  )

/** Asked round: members in the room without a turn pass theirs on. */
export const passRest = (county: string, meeting: string, topic: string, members: readonly string[]): Statement =>
  prepared(
    `INSERT INTO deliberation.turn (county, meeting, topic, member, state)
     SELECT $1, $2, $3, member, 'passed' FROM unnest($4::uuid[]) AS member
     ON CONFLICT (county, meeting, topic, member) DO UPDATE SET state = 'passed'
       WHERE deliberation.turn.state IN ('waiting', 'speaking')`,
    [county, meeting, topic, members],
  )

export const addRecusal = (county: string, meeting: string, topic: string, member: string, reason: string): Statement =>
  prepared(
    `INSERT INTO deliberation.recusal (county, meeting, topic, member, reason) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING`,
    [county, meeting, topic, member, reason],
  )

export type NewAdvice = {
  readonly id: string
  readonly topic: string
  readonly name: string
  readonly office: string
  readonly text: string
  readonly files: readonly { readonly id: string; readonly name: string }[]
}
export const addAdvice = (county: string, meeting: string, one: NewAdvice, at: number): Statement =>
  prepared(
    `INSERT INTO deliberation.advice (county, id, meeting, topic, name, office, text, files, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
    [county, one.id, meeting, one.topic, one.name, one.office, one.text, JSON.stringify(one.files), new Date(at)],
  )
export const addGuidance = (
  county: string,
  id: string,
  meeting: string,
  org: string,
  text: string,
  at: number,
): Statement =>
  prepared(
    `INSERT INTO deliberation.guidance (county, id, meeting, org, text, at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING`,
    [county, id, meeting, org, text, new Date(at)],
  )

export const addObjection = (county: string, meeting: string, member: string, text: string, at: number): Statement =>
  prepared(
    `INSERT INTO deliberation.objection (county, meeting, member, text, at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (county, meeting, member) DO UPDATE SET text = concat_ws('；', deliberation.objection.text, excluded.text),
       answer = NULL`,
    [county, meeting, member, text, new Date(at)],
  )
export const answerOne = (county: string, meeting: string, member: string, answer: string): Statement =>
  prepared('UPDATE deliberation.objection SET answer = $4 WHERE county = $1 AND meeting = $2 AND member = $3', [
    county,
    meeting,
    member,
    answer,
  ])

/** Topics by id with their state and body: what an agenda may hold. */
export const findTopics = (county: string, ids: readonly string[]): Statement =>
  prepared(
    `SELECT t.id, t.body, d.state FROM deliberation.topic t JOIN kernel.docket d ON d.county = t.county AND d.id = t.id
     WHERE t.county = $1 AND t.id = ANY ($2::uuid[])`,
    [county, ids],
  )
