import { prepared, type Statement } from '@gongzhi/kernel/server/db.ts'

/*
 * What members did that is over and can be read off the acts: for later modules that keep account of it (D10). Each row: body, who
 * (`member` of the roll, or `account`), what, by which thing (`ref`) and its title. Never how anybody voted (P3).
 */

/** Who came to a talk, who spoke on what, and who was there when promises were struck off. */
export const takingPartIn = (county: string, meeting: string): Statement =>
  prepared(
    `SELECT m.body, p.member, NULL::uuid AS account, p.did, p.ref, coalesce(p.about, m.title) AS about
     FROM deliberation.meeting m JOIN (
       SELECT a.county, a.meeting, a.member, 'attended' AS did, a.meeting AS ref, NULL AS about FROM deliberation.arrival a
       UNION ALL
       SELECT t.county, t.meeting, t.member, 'spoke', t.topic, q.title FROM deliberation.turn t
       JOIN deliberation.topic q ON q.county = t.county AND q.id = t.topic WHERE t.state = 'spoken'
       UNION ALL
       SELECT a.county, a.meeting, a.member, 'struck-off', a.meeting, NULL FROM deliberation.arrival a
       WHERE EXISTS (SELECT FROM deliberation.task k WHERE k.county = a.county AND k.struck_in = a.meeting)
     ) p ON p.county = m.county AND p.meeting = m.id
     WHERE m.county = $1 AND m.id = $2 ORDER BY p.did, p.ref, p.member`,
    [county, meeting],
  )

/** Who brought a topic that was found fit for a talk. */
export const bringerOf = (county: string, topic: string): Statement =>
  prepared(
    `SELECT body, NULL::uuid AS member, party AS account, 'topic-admitted' AS did, id AS ref, title AS about
     FROM deliberation.topic WHERE county = $1 AND id = $2 AND party IS NOT NULL`,
    [county, topic],
  )

/** Who did what the members have struck off. */
export const doerOf = (county: string, task: string): Statement =>
  prepared(
    `SELECT body, NULL::uuid AS member, claimed_by AS account, 'task-done' AS did, id AS ref, text AS about
     FROM deliberation.task WHERE county = $1 AND id = $2 AND claimed_by IS NOT NULL AND struck_at IS NOT NULL`,
    [county, task],
  )

/** A resolution as far as others may rest on it: whose it is, and when it was signed, if it was. */
export const signedResolution = (county: string, id: string): Statement =>
  prepared(
    `SELECT r.id, r.body, r.title, r.signed_at, d.number, d.state FROM deliberation.resolution r
     JOIN kernel.docket d ON d.county = r.county AND d.id = r.id WHERE r.county = $1 AND r.id = $2`,
    [county, id],
  )
/** Signed resolutions of a body, latest first: what a rule may take force by. */
export const signedResolutions = (county: string, body: string): Statement =>
  prepared(
    `SELECT r.id, r.title, r.signed_at, d.number FROM deliberation.resolution r
     JOIN kernel.docket d ON d.county = r.county AND d.id = r.id
     WHERE r.county = $1 AND r.body = $2 AND r.signed_at IS NOT NULL ORDER BY r.signed_at DESC LIMIT 20`,
    [county, body],
  )
