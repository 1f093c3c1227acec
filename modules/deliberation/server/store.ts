import { type Columns, insertBy, patchBy, readBy } from '@gongzhi/kernel/server/columns.ts'
import { prepared, type Row, type Statement } from '@gongzhi/kernel/server/db.ts'
import type { Meeting, Topic } from '../rules/rows.ts'
import { standing } from './store-mandate.ts'

/* Rows of topics and meetings as acts need them: with what is counted beside them, in the same look. */

type StoredTopic = Omit<Topic, 'supports'>
const TOPIC: Columns<StoredTopic> = {
  unitCode: { column: 'unit_code' },
  body: { column: 'body' },
  party: { column: 'party' },
  title: { column: 'title' },
  text: { column: 'text' },
  photos: { column: 'photos' },
  concerns: { column: 'concerns' },
  grants: { column: 'grants', kind: 'json' },
  rounds: { column: 'rounds' },
  ground: { column: 'ground' },
  groundText: { column: 'ground_text' },
  article: { column: 'article' },
  appeal: { column: 'appeal' },
  appealAnswer: { column: 'appeal_answer' },
  meeting: { column: 'meeting' },
  resolution: { column: 'resolution' },
  origin: { column: 'origin' },
}

export const loadTopic = (county: string, id: string): Statement =>
  prepared(
    `SELECT t.*, (SELECT count(*) FROM deliberation.support s WHERE s.county = t.county AND s.topic = t.id) AS supports
     FROM deliberation.topic t WHERE t.county = $1 AND t.id = $2`,
    [county, id],
  )
export const readTopic = (row: Row): Topic => ({
  ...readBy<StoredTopic>(TOPIC, row),
  supports: row.supports as number,
})
export const insertTopic = (county: string, id: string, { supports: _, ...row }: Topic): Statement =>
  insertBy('deliberation.topic', TOPIC, county, id, row)
export const patchTopic = (
  county: string,
  id: string,
  { supports: _, ...change }: Partial<Topic>,
): Statement | undefined => patchBy('deliberation.topic', TOPIC, county, id, change)

export const addSupport = (county: string, topic: string, account: string): Statement =>
  prepared('INSERT INTO deliberation.support (county, topic, account) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    county,
    topic,
    account,
  ])
export const dropSupport = (county: string, topic: string, account: string): Statement =>
  prepared('DELETE FROM deliberation.support WHERE county = $1 AND topic = $2 AND account = $3', [
    county,
    topic,
    account,
  ])
/** A row when this account supports the topic. */
export const findSupport = (county: string, topic: string, account: string | null): Statement =>
  prepared('SELECT 1 AS one FROM deliberation.support WHERE county = $1 AND topic = $2 AND account = $3::uuid', [
    county,
    topic,
    account,
  ])

type StoredMeeting = Omit<Meeting, 'room'>
const MEETING: Columns<StoredMeeting> = {
  unitCode: { column: 'unit_code' },
  body: { column: 'body' },
  title: { column: 'title' },
  venue: { column: 'venue' },
  venueKind: { column: 'venue_kind' },
  venueNotes: { column: 'venue_notes' },
  startsAt: { column: 'starts_at', kind: 'instant' },
  urgent: { column: 'urgent' },
  materials: { column: 'materials', kind: 'json' },
  agenda: { column: 'agenda' },
  election: { column: 'election' },
  advisers: { column: 'advisers', kind: 'json' },
  doorCode: { column: 'door_code' },
  notifiedAt: { column: 'notified_at', kind: 'instant' },
  openedAt: { column: 'opened_at', kind: 'instant' },
  opening: { column: 'opening', kind: 'json' },
  snapshot: { column: 'snapshot' },
  presentedAt: { column: 'presented_at', kind: 'instant' },
  item: { column: 'item' },
  floor: { column: 'floor' },
  endedAt: { column: 'ended_at', kind: 'instant' },
  summary: { column: 'summary' },
  recordedBy: { column: 'recorded_by' },
  signedBy: { column: 'signed_by' },
  cancelled: { column: 'cancelled' },
}

/** The day of the talk in China: who is entitled is asked of that day. */
const DAY = `(m.starts_at AT TIME ZONE 'Asia/Shanghai')::date`
/** A member entitled on the day, of alias p. */
export const ENTITLED = `p.county = m.county AND p.body = m.body AND NOT p.suspended AND p.ended_on IS NULL
  AND p.from_on <= ${DAY} AND p.until_on >= ${DAY}`

const ROOM = `json_build_object(
  'entitled', (SELECT count(*) FROM people.member p WHERE ${ENTITLED}),
  'present', (SELECT coalesce(json_agg(p.id ORDER BY p.id), '[]') FROM people.member p
    JOIN deliberation.arrival a ON a.county = p.county AND a.meeting = m.id AND a.member = p.id AND a.here WHERE ${ENTITLED}),
  'recused', (SELECT coalesce(json_agg(r.member ORDER BY r.member), '[]') FROM deliberation.recusal r
    WHERE r.county = m.county AND r.meeting = m.id AND r.topic = m.item),
  'turnsLeft', (SELECT coalesce(json_agg(p.id ORDER BY p.id), '[]') FROM people.member p
    JOIN deliberation.arrival a ON a.county = p.county AND a.meeting = m.id AND a.member = p.id AND a.here
    WHERE ${ENTITLED} AND m.item IS NOT NULL
      AND NOT EXISTS (SELECT FROM deliberation.turn t WHERE t.county = m.county AND t.meeting = m.id AND t.topic = m.item
        AND t.member = p.id AND t.state IN ('spoken', 'passed'))
      AND NOT EXISTS (SELECT FROM deliberation.recusal r WHERE r.county = m.county AND r.meeting = m.id AND r.topic = m.item
        AND r.member = p.id)),
  'adviceMissing', (SELECT coalesce(json_agg(x ->> 'name'), '[]') FROM jsonb_array_elements(m.advisers) x
    WHERE x ->> 'topic' = m.item::text AND NOT EXISTS (SELECT FROM deliberation.advice d WHERE d.county = m.county
      AND d.meeting = m.id AND d.topic = m.item AND d.name = x ->> 'name')),
  'objections', (SELECT count(*) FROM deliberation.objection o WHERE o.county = m.county AND o.meeting = m.id
    AND o.answer IS NULL),
  'openVotes', (SELECT count(*) FROM kernel.docket c WHERE c.county = m.county AND c.parent = m.id AND c.kind = 'vote'
    AND c.closed_at IS NULL),
  'decided', (SELECT coalesce(json_agg(DISTINCT v.topic), '[]') FROM deliberation.vote v WHERE v.county = m.county
    AND v.meeting = m.id AND v.passed IS NOT NULL),
  'concern', (SELECT t.concerns FROM deliberation.topic t WHERE t.county = m.county AND t.id = m.item),
  'mandates', ${standing('m')},
  'grants', (SELECT t.grants FROM deliberation.topic t WHERE t.county = m.county AND t.id = m.item))`

export const loadMeeting = (county: string, id: string): Statement =>
  prepared(`SELECT m.*, ${ROOM} AS room FROM deliberation.meeting m WHERE m.county = $1 AND m.id = $2`, [county, id])
export const readMeeting = (row: Row): Meeting => ({
  ...readBy<StoredMeeting>(MEETING, row),
  room: row.room as Meeting['room'],
})
export const insertMeeting = (county: string, id: string, { room: _, ...row }: Meeting): Statement =>
  insertBy('deliberation.meeting', MEETING, county, id, row)
export const patchMeeting = (
  county: string,
  id: string,
  { room: _, ...change }: Partial<Meeting>,
): Statement | undefined => patchBy('deliberation.meeting', MEETING, county, id, change)
