import { prepared, type Statement } from '@gongzhi/kernel/server/db.ts'

/* What pages read of topics and talks. */

const TOPIC = `d.id, d.number, d.title, d.state, d.unit_code, d.party, d.opened_at, d.due_at, t.text, t.photos, t.concerns, t.grants, t.rounds,
  t.ground, t.ground_text, t.article, t.appeal, t.appeal_answer, t.meeting, t.resolution, t.body, t.origin,
  (SELECT count(*) FROM deliberation.support s WHERE s.county = t.county AND s.topic = t.id) AS supports,
  EXISTS (SELECT FROM deliberation.support s WHERE s.county = t.county AND s.topic = t.id AND s.account = $2::uuid) AS supported`

/** Topics of a stretch, newest first; what has not been looked through is for whoever is signed in (P6). */
export const listTopics = (
  county: string,
  account: string | null,
  f: {
    unit: string
    body: string | null
    states: readonly string[]
    /** States that only a topic a resolution brought is shown in. */
    hidden: readonly string[]
    before: string | null
    size: number
  },
): Statement =>
  prepared(
    `SELECT ${TOPIC} FROM deliberation.topic t JOIN kernel.docket d ON d.county = t.county AND d.id = t.id
     WHERE t.county = $1 AND t.unit_code ^@ $3 AND d.state = ANY ($4)
       AND ($7::text IS NULL OR split_part(t.body, '.', 2) = $7) AND (t.origin IS NOT NULL OR NOT (d.state = ANY ($8)))
       AND ($5::uuid IS NULL OR (d.opened_at, t.id) < (SELECT b.opened_at, b.id FROM kernel.docket b
         WHERE b.county = $1 AND b.id = $5::uuid))
     ORDER BY d.opened_at DESC, t.id DESC LIMIT $6`,
    [county, account, f.unit, f.states, f.before, f.size, f.body, f.hidden],
  )

export const findTopic = (county: string, account: string | null, id: string): Statement =>
  prepared(
    `SELECT ${TOPIC} FROM deliberation.topic t JOIN kernel.docket d ON d.county = t.county AND d.id = t.id
     WHERE t.county = $1 AND t.id = $3`,
    [county, account, id],
  )

/** The resolution a topic comes from (X4): id, number, title; none for a topic that somebody brought. */
export const findOrigin = (county: string, topic: string): Statement =>
  prepared(
    `SELECT d.id, d.number, d.title FROM deliberation.topic t JOIN kernel.docket d ON d.county = t.county AND d.id = t.origin
     WHERE t.county = $1 AND t.id = $2`,
    [county, topic],
  )

/** Topics of a talk in the order of its agenda. */
export const topicsOf = (county: string, account: string | null, meeting: string): Statement =>
  prepared(
    `SELECT ${TOPIC} FROM deliberation.meeting m JOIN LATERAL unnest(m.agenda) WITH ORDINALITY a (id, n) ON true
     JOIN deliberation.topic t ON t.county = m.county AND t.id = a.id
     JOIN kernel.docket d ON d.county = t.county AND d.id = t.id
     WHERE m.county = $1 AND m.id = $3 ORDER BY a.n`,
    [county, account, meeting],
  )

export const listMeetings = (
  county: string,
  f: { unit: string; states: readonly string[]; before: string | null; size: number },
): Statement =>
  prepared(
    `SELECT d.id, d.number, d.title, d.state, d.unit_code, m.body, m.starts_at, m.venue, cardinality(m.agenda) + (m.election IS NOT NULL)::int AS items,
       (SELECT count(*) FROM deliberation.vote v WHERE v.county = m.county AND v.meeting = m.id AND v.passed) AS passed
     FROM deliberation.meeting m JOIN kernel.docket d ON d.county = m.county AND d.id = m.id
     WHERE m.county = $1 AND m.unit_code ^@ $2 AND d.state = ANY ($3)
       AND ($4::uuid IS NULL OR (m.starts_at, m.id) < (SELECT b.starts_at, b.id FROM deliberation.meeting b
         WHERE b.county = $1 AND b.id = $4::uuid))
     ORDER BY m.starts_at DESC, m.id DESC LIMIT $5`,
    [county, f.unit, f.states, f.before, f.size],
  )

/** Everything beside the row of a talk, as one JSON: turns, advice, guidance, objections. */
export const besideMeeting = (county: string, id: string): Statement =>
  prepared(
    `SELECT
      (SELECT coalesce(json_agg(json_build_object('topic', t.topic, 'member', t.member, 'shown', p.shown, 'state', t.state,
          'gist', t.gist) ORDER BY t.asked_at NULLS LAST, t.member), '[]')
        FROM deliberation.turn t JOIN people.member p ON p.county = t.county AND p.id = t.member
        WHERE t.county = $1 AND t.meeting = $2) AS turns,
      (SELECT coalesce(json_agg(json_build_object('topic', a.topic, 'name', a.name, 'office', a.office, 'text', a.text,
          'files', a.files, 'at', a.at) ORDER BY a.at), '[]')
        FROM deliberation.advice a WHERE a.county = $1 AND a.meeting = $2) AS advice,
      (SELECT coalesce(json_agg(json_build_object('org', g.org, 'text', g.text, 'at', g.at) ORDER BY g.at), '[]')
        FROM deliberation.guidance g WHERE g.county = $1 AND g.meeting = $2) AS guidance,
      (SELECT coalesce(json_agg(json_build_object('member', o.member, 'shown', p.shown, 'text', o.text, 'at', o.at,
          'answer', o.answer) ORDER BY o.at), '[]')
        FROM deliberation.objection o JOIN people.member p ON p.county = o.county AND p.id = o.member
        WHERE o.county = $1 AND o.meeting = $2) AS objections`,
    [county, id],
  )

export const journalOf = (county: string, id: string): Statement =>
  prepared(
    `SELECT seq, at, actor, actor_kind, org, role, act, from_state, to_state, data FROM kernel.journal
     WHERE county = $1 AND subject = $2 ORDER BY seq`,
    [county, id],
  )

/** Title and concern of the topic a vote is about. */
export const findTitle = (county: string, vote: string): Statement =>
  prepared(
    `SELECT t.title, t.concerns FROM deliberation.vote v JOIN deliberation.topic t ON t.county = v.county AND t.id = v.topic
     WHERE v.county = $1 AND v.id = $2`,
    [county, vote],
  )

/** What is open and held by some organisations, the most urgent first. */
export const listHeld = (county: string, orgs: readonly string[]): Statement =>
  prepared(
    `SELECT id, kind, CASE WHEN kind = 'vote' THEN parent ELSE id END AS at, number, title, state, due_at FROM kernel.docket
     WHERE county = $1 AND holder_org = ANY ($2) AND closed_at IS NULL
       AND kind IN ('topic', 'meeting', 'vote', 'resolution', 'task', 'election', 'recall') ORDER BY due_at NULLS LAST, id LIMIT 100`,
    [county, orgs],
  )
