import type { Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'

/** Counties with notices whose ways out are not decided. */
export const unplannedCounties: Statement = prepared('SELECT notices.unplanned_counties() AS county', [])

/** Takes notices to be planned; those another process has taken are passed over. */
export const takeUnplanned = (county: string, most: number): Statement =>
  prepared('SELECT * FROM notices.take_unplanned($1, $2)', [county, most])

export type Message = {
  readonly county: string
  readonly id: string
  readonly channel: 'sms' | 'mail'
  readonly account: string | null
  readonly toEnc: string
  readonly lines: readonly unknown[]
  readonly lang: string
  readonly due: number
  /** Gathered: of one person, way and instant. */
  readonly slot: string | null
}

/** Queues a message, or adds its lines to the one gathered for the same slot; no row when that one is on its way already. */
export const queueMessage = (m: Message): Statement =>
  prepared(
    `INSERT INTO notices.message AS m (county, id, channel, account, to_enc, lines, lang, due, slot)
     VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9)
     ON CONFLICT (county, channel, slot) DO UPDATE SET lines = m.lines || excluded.lines
       WHERE m.tries = 0 AND m.sent_at IS NULL AND m.gave_up_at IS NULL
     RETURNING id`,
    [m.county, m.id, m.channel, m.account, m.toEnc, JSON.stringify(m.lines), m.lang, new Date(m.due), m.slot],
  )

/** A line for the group robot of a unit, gathered by the minute; nothing when the unit has none. */
export const queueForRobot = (m: {
  readonly county: string
  readonly id: string
  readonly org: string
  readonly line: unknown
  readonly due: number
}): Statement =>
  prepared(
    `INSERT INTO notices.message AS m (county, id, channel, org, lines, lang, due, slot)
     SELECT county, $2, 'robot', org, jsonb_build_array($4::jsonb), 'zh-CN', $5::timestamptz, org || ' ' || ($5::timestamptz)::text
     FROM notices.robot WHERE county = $1 AND org = $3
     ON CONFLICT (county, channel, slot) DO UPDATE SET lines = m.lines || excluded.lines
       WHERE m.tries = 0 AND m.sent_at IS NULL AND m.gave_up_at IS NULL`,
    [m.county, m.id, m.org, JSON.stringify(m.line), new Date(m.due)],
  )

export const countiesWaiting = (channel: string, now: Date): Statement =>
  prepared(
    `SELECT DISTINCT county FROM notices.message
     WHERE channel = $1 AND due <= $2 AND sent_at IS NULL AND gave_up_at IS NULL`,
    [channel, now],
  )

/**
 * Takes messages that are due and puts them off at once: 1 min, 4, 16 … at most 6 h. So no second worker sends them, and
 * those of a worker that died come again.
 */
export const claimMessages = (county: string, channel: string, now: Date, most: number): Statement =>
  prepared(
    // found once, so that the limit holds: as a subquery it may be run again for every row
    `WITH found AS MATERIALIZED (
       SELECT id AS due_id FROM notices.message
       WHERE county = $1 AND channel = $2 AND due <= $3 AND sent_at IS NULL AND gave_up_at IS NULL
       ORDER BY due LIMIT $4 FOR UPDATE SKIP LOCKED)
     UPDATE notices.message SET tries = tries + 1,
       due = $3::timestamptz + least(21600, 60 * power(4, least(tries, 6))) * interval '1 second'
     FROM found WHERE county = $1 AND id = found.due_id
     RETURNING id, account, org, to_enc, lines, words, lang, tries`,
    [county, channel, now, most],
  )

/** Sent: the addresses have done their work. */
export const markSent = (county: string, ids: readonly string[], now: Date): Statement =>
  prepared(
    'UPDATE notices.message SET sent_at = $3, to_enc = NULL, fault = NULL WHERE county = $1 AND id = ANY ($2::uuid[])',
    [county, ids, now],
  )

/** Not sent this time; `last`: given up, the address goes, the row stays as a trace. */
export const markFailed = (county: string, id: string, fault: string, now: Date, last: boolean): Statement =>
  prepared(
    `UPDATE notices.message SET fault = $3, gave_up_at = CASE WHEN $5 THEN $4::timestamptz END,
       to_enc = CASE WHEN $5 THEN NULL ELSE to_enc END
     WHERE county = $1 AND id = $2 AND sent_at IS NULL`,
    [county, id, fault, now, last],
  )

/** Traces of sending half a year after it. */
export const sweepMessages = (now: Date): Statement =>
  prepared(`DELETE FROM notices.message WHERE coalesce(sent_at, gave_up_at) < $1::timestamptz - interval '183 days'`, [
    now,
  ])

/** What waits, soonest first: the demo shows it. */
export const listWaiting: Statement = prepared(
  `SELECT due, channel, lines, words, lang FROM notices.message WHERE sent_at IS NULL AND gave_up_at IS NULL
   ORDER BY due, id LIMIT 100`,
  [],
)

/** Tells every process that listens; takes effect with the commit. */
export const wake = (payload: string): Statement => prepared(`SELECT pg_notify('gongzhi_notices', $1)`, [payload])
