import { type Columns, insertBy, patchBy, readBy } from '@gongzhi/kernel/server/columns.ts'
import { prepared, type Row, type Statement } from '@gongzhi/kernel/server/db.ts'
import type { Resolution, Task } from '../rules/rows.ts'

/* Resolutions, what they promised, and which promises were laid before which meeting. */

type StoredResolution = Omit<Resolution, 'tasks' | 'open'>
const RESOLUTION: Columns<StoredResolution> = {
  vote: { column: 'vote' },
  meeting: { column: 'meeting' },
  topic: { column: 'topic' },
  unitCode: { column: 'unit_code' },
  body: { column: 'body' },
  title: { column: 'title' },
  text: { column: 'text' },
  clauses: { column: 'clauses', kind: 'json' },
  concerns: { column: 'concerns' },
  reserved: { column: 'reserved' },
  digest: { column: 'digest' },
  signature: { column: 'signature' },
  signedBy: { column: 'signed_by' },
  signedAt: { column: 'signed_at', kind: 'instant' },
  handedAt: { column: 'handed_at', kind: 'instant' },
}
const COUNTS = `(SELECT count(*) FROM deliberation.task t WHERE t.county = r.county AND t.resolution = r.id) AS tasks,
  (SELECT count(*) FROM deliberation.task t WHERE t.county = r.county AND t.resolution = r.id AND t.struck_at IS NULL) AS open`
export const loadResolution = (county: string, id: string): Statement =>
  prepared(`SELECT r.*, ${COUNTS} FROM deliberation.resolution r WHERE r.county = $1 AND r.id = $2`, [county, id])
export const readResolution = (row: Row): Resolution => ({
  ...readBy<StoredResolution>(RESOLUTION, row),
  tasks: row.tasks as number,
  open: row.open as number,
})
const bare = <V extends Partial<Resolution>>({ tasks: _t, open: _o, ...row }: V) => row
export const insertResolution = (county: string, id: string, row: Resolution): Statement =>
  insertBy('deliberation.resolution', RESOLUTION, county, id, bare(row) as StoredResolution)
export const patchResolution = (county: string, id: string, change: Partial<Resolution>): Statement | undefined =>
  patchBy('deliberation.resolution', RESOLUTION, county, id, bare(change))

const TASK: Columns<Task> = {
  resolution: { column: 'resolution' },
  unitCode: { column: 'unit_code' },
  body: { column: 'body' },
  clause: { column: 'clause' },
  text: { column: 'text' },
  org: { column: 'org' },
  owner: { column: 'owner' },
  until: { column: 'until_on' },
  progress: { column: 'progress' },
  evidence: { column: 'evidence' },
  photos: { column: 'photos' },
  claimedBy: { column: 'claimed_by' },
  claimedAt: { column: 'claimed_at', kind: 'instant' },
  extended: { column: 'extended' },
  extension: { column: 'extension' },
  struckAt: { column: 'struck_at', kind: 'instant' },
  struckIn: { column: 'struck_in' },
  hands: { column: 'hands', kind: 'json' },
  reminded: { column: 'reminded' },
}
const DAYS = `t.county, t.id, t.resolution, t.unit_code, t.body, t.clause, t.text, t.org, t.owner, t.until_on::text AS until_on,
  t.progress, t.evidence, t.photos, t.claimed_by, t.claimed_at, t.extended, t.extension, t.struck_at, t.struck_in, t.hands, t.reminded`
export const loadTask = (county: string, id: string): Statement =>
  prepared(`SELECT ${DAYS} FROM deliberation.task t WHERE t.county = $1 AND t.id = $2`, [county, id])
export const readTask = (row: Row): Task => readBy(TASK, row)
export const insertTask = (county: string, id: string, row: Task): Statement =>
  insertBy('deliberation.task', TASK, county, id, row)
export const patchTask = (county: string, id: string, change: Partial<Task>): Statement | undefined =>
  patchBy('deliberation.task', TASK, county, id, change)

/** Lays every open promise of a body before a meeting, as it stands; late ones come back by themselves (D15). */
export const layOpenList = (county: string, meeting: string, body: string, today: string): Statement =>
  prepared(
    `INSERT INTO deliberation.laid (county, meeting, task, state, late)
     SELECT t.county, $2, t.id, d.state, t.until_on < $4::date FROM deliberation.task t
     JOIN kernel.docket d ON d.county = t.county AND d.id = t.id
     WHERE t.county = $1 AND t.body = $3 AND t.struck_at IS NULL ON CONFLICT DO NOTHING`,
    [county, meeting, body, today],
  )
/** The sitting meeting before which a task was laid: a row, with how many are in its room. */
export const findLaid = (county: string, task: string): Statement =>
  prepared(
    `SELECT l.meeting, (SELECT count(*) FROM deliberation.arrival a WHERE a.county = l.county AND a.meeting = l.meeting
       AND a.here) AS present
     FROM deliberation.laid l JOIN kernel.docket d ON d.county = l.county AND d.id = l.meeting
     WHERE l.county = $1 AND l.task = $2 AND d.state = 'sitting'`,
    [county, task],
  )

const LINE = `${DAYS}, d.number AS docket_number, d.state AS docket_state, d.seq AS docket_seq, d.holder_org,
  r.title AS resolution_title, x.number AS resolution_number, l.present, l.meeting AS laid_before`
const LINES = `FROM deliberation.task t JOIN kernel.docket d ON d.county = t.county AND d.id = t.id
  JOIN deliberation.resolution r ON r.county = t.county AND r.id = t.resolution
  JOIN kernel.docket x ON x.county = r.county AND x.id = r.id
  LEFT JOIN LATERAL (SELECT l.meeting, (SELECT count(*) FROM deliberation.arrival a WHERE a.county = l.county
      AND a.meeting = l.meeting AND a.here) AS present
    FROM deliberation.laid l JOIN kernel.docket s ON s.county = l.county AND s.id = l.meeting AND s.state = 'sitting'
    WHERE l.county = t.county AND l.task = t.id LIMIT 1) l ON true`

/** Promises of a stretch: open ones by their date, or those struck off, latest first. */
export const listPromises = (
  county: string,
  f: { unit: string; struck: boolean; before: string | null; size: number },
): Statement =>
  f.struck
    ? prepared(
        `SELECT ${LINE} ${LINES} WHERE t.county = $1 AND t.unit_code ^@ $2 AND t.struck_at IS NOT NULL
           AND ($3::uuid IS NULL OR (t.struck_at, t.id) < (SELECT b.struck_at, b.id FROM deliberation.task b
             WHERE b.county = $1 AND b.id = $3::uuid)) ORDER BY t.struck_at DESC, t.id DESC LIMIT $4`,
        [county, f.unit, f.before, f.size],
      )
    : prepared(
        `SELECT ${LINE} ${LINES} WHERE t.county = $1 AND t.unit_code ^@ $2 AND t.struck_at IS NULL
           AND ($3::uuid IS NULL OR (t.until_on, t.id) > (SELECT b.until_on, b.id FROM deliberation.task b
             WHERE b.county = $1 AND b.id = $3::uuid)) ORDER BY t.until_on, t.id LIMIT $4`,
        [county, f.unit, f.before, f.size],
      )
export const tasksOf = (county: string, resolution: string): Statement =>
  prepared(`SELECT ${LINE} ${LINES} WHERE t.county = $1 AND t.resolution = $2 ORDER BY t.clause, t.id`, [
    county,
    resolution,
  ])
/** One task as a line. */
export const findTask = (county: string, id: string): Statement =>
  prepared(`SELECT ${LINE} ${LINES} WHERE t.county = $1 AND t.id = $2`, [county, id])
/** Promises of a body: what was laid before a meeting, before it was opened what would be. */
export const promisesBefore = (county: string, meeting: string, body: string): Statement =>
  prepared(
    `SELECT ${LINE}, (SELECT o.state FROM deliberation.laid o WHERE o.county = t.county AND o.meeting = $2 AND o.task = t.id) AS laid_state
     ${LINES} WHERE t.county = $1 AND t.body = $3 AND (t.struck_at IS NULL OR t.struck_in = $2)
     ORDER BY t.until_on, t.id LIMIT 200`,
    [county, meeting, body],
  )

const ROW = `d.id, d.number, d.state, d.unit_code, d.opened_at, r.title,
  (SELECT count(*) FROM deliberation.task t WHERE t.county = r.county AND t.resolution = r.id) AS tasks,
  (SELECT count(*) FROM deliberation.task t WHERE t.county = r.county AND t.resolution = r.id AND t.struck_at IS NOT NULL) AS struck,
  (SELECT count(*) FROM deliberation.task t WHERE t.county = r.county AND t.resolution = r.id AND t.struck_at IS NULL
    AND t.until_on < $2::date) AS late`
export const listResolutions = (
  county: string,
  today: string,
  f: { unit: string; before: string | null; size: number },
): Statement =>
  prepared(
    `SELECT ${ROW} FROM deliberation.resolution r JOIN kernel.docket d ON d.county = r.county AND d.id = r.id
     WHERE r.county = $1 AND r.unit_code ^@ $3 AND ($4::uuid IS NULL OR (d.opened_at, r.id) < (SELECT b.opened_at, b.id
       FROM kernel.docket b WHERE b.county = $1 AND b.id = $4::uuid)) ORDER BY d.opened_at DESC, r.id DESC LIMIT $5`,
    [county, today, f.unit, f.before, f.size],
  )
/** A resolution with its meeting, topic and vote. */
export const findResolution = (county: string, today: string, id: string): Statement =>
  prepared(
    `SELECT ${ROW}, r.body, r.text, r.clauses, r.concerns, r.reserved, r.digest, r.signature, r.signed_at, r.meeting, r.topic,
       m.title AS meeting_title, m.starts_at, e.number AS meeting_number, p.title AS topic_title, p.grants, q.number AS topic_number,
       v.counts, v.verdicts, v.entitled, v.present, v.mode, v.ballots, encode(s.hash, 'hex') AS roll
     FROM deliberation.resolution r JOIN kernel.docket d ON d.county = r.county AND d.id = r.id
     JOIN deliberation.meeting m ON m.county = r.county AND m.id = r.meeting
     JOIN kernel.docket e ON e.county = r.county AND e.id = r.meeting
     JOIN deliberation.topic p ON p.county = r.county AND p.id = r.topic
     JOIN kernel.docket q ON q.county = r.county AND q.id = r.topic
     JOIN deliberation.vote v ON v.county = r.county AND v.id = r.vote
     LEFT JOIN people.roll_snapshot s ON s.county = v.county AND s.id = v.snapshot
     WHERE r.county = $1 AND r.id = $3`,
    [county, today, id],
  )
const NUMBERS = `json_build_object('ballots', v.ballots, 'counts', v.counts, 'entitled', v.entitled, 'mode', v.mode,
  'present', v.present, 'roll', encode(s.hash, 'hex'), 'verdicts', v.verdicts)`
/** X4: what a resolution of the villagers’ meeting gives, the day of the meeting (YYYY-MM-DD), and the vote that gave it. */
export const findGiving = (county: string, resolution: string): Statement =>
  prepared(
    `SELECT t.grants, to_char(m.starts_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS "on",
       v.entitled, v.present, v.counts, v.verdicts
     FROM deliberation.resolution r JOIN deliberation.topic t ON t.county = r.county AND t.id = r.topic
     JOIN deliberation.meeting m ON m.county = r.county AND m.id = r.meeting
     JOIN deliberation.vote v ON v.county = r.county AND v.id = r.vote
     WHERE r.county = $1 AND r.id = $2`,
    [county, resolution],
  )
/** What a resolution's hash takes in of its vote: counts, verdicts, the hash of the ballots and of the roll. */
export const findVoteNumbers = (county: string, resolution: string): Statement =>
  prepared(
    `SELECT ${NUMBERS} AS numbers
     FROM deliberation.resolution r JOIN deliberation.vote v ON v.county = r.county AND v.id = r.vote
     LEFT JOIN people.roll_snapshot s ON s.county = v.county AND s.id = v.snapshot
     WHERE r.county = $1 AND r.id = $2`,
    [county, resolution],
  )
/** What goes along when a resolution is referred (X4): who brought its topic, and what that is to give. */
export const findReferred = (county: string, resolution: string): Statement =>
  prepared(
    `SELECT t.party, t.grants FROM deliberation.resolution r JOIN deliberation.topic t ON t.county = r.county AND t.id = r.topic
     WHERE r.county = $1 AND r.id = $2`,
    [county, resolution],
  )
/** X4: the topic a resolution went on as, with where it stands. */
export const findReferredTo = (county: string, resolution: string): Statement =>
  prepared(
    `SELECT t.id, t.body, d.number, d.state, t.resolution FROM deliberation.topic t
     JOIN kernel.docket d ON d.county = t.county AND d.id = t.id WHERE t.county = $1 AND t.origin = $2`,
    [county, resolution],
  )
/** Signed resolutions with what the public record says of each. */
export const signedBeside = (county: string): Statement =>
  prepared(
    `SELECT r.id, r.text, r.clauses, r.digest, ${NUMBERS} AS numbers, l.data::jsonb -> 'body' ->> 'digest' AS leaf,
       EXISTS (SELECT FROM record.waiting w WHERE w.county = r.county AND w.kind = 'resolution' AND w.subject = r.id)
         OR EXISTS (SELECT FROM kernel.outbox o WHERE o.county = r.county AND o.subject = r.id) AS waits
     FROM deliberation.resolution r JOIN deliberation.vote v ON v.county = r.county AND v.id = r.vote
     LEFT JOIN people.roll_snapshot s ON s.county = v.county AND s.id = v.snapshot
     LEFT JOIN record.leaf l ON l.county = r.county AND l.kind = 'resolution' AND l.subject = r.id
     WHERE r.county = $1 AND r.digest IS NOT NULL ORDER BY r.id`,
    [county],
  )
