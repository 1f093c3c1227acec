import type { Statement } from './db.ts'
import { prepared } from './db.ts'

/** Counties with something in the outbox. */
export const waitingCounties: Statement = prepared('SELECT kernel.waiting_counties() AS county', [])

/** Takes up to `most` acts off the outbox, with their journal entries; locked rows belong to another relay. */
export const takeFacts = (county: string, most: number): Statement =>
  prepared(
    // found once, so that the limit holds: as a subquery it may be run again for every row
    `WITH found AS MATERIALIZED (
       SELECT county, subject, seq FROM kernel.outbox
       WHERE county = $1 AND (not_before IS NULL OR not_before <= now())
       ORDER BY subject, seq LIMIT $2 FOR UPDATE SKIP LOCKED),
     taken AS (
       DELETE FROM kernel.outbox o USING found
       WHERE (o.county, o.subject, o.seq) = (found.county, found.subject, found.seq)
       RETURNING o.county, o.subject, o.seq, o.kind, o.act)
     SELECT t.*, j.at, j.from_state, j.to_state, j.actor, j.org, j.data
     FROM taken t JOIN kernel.journal j USING (county, subject, seq) ORDER BY j.at, t.subject, t.seq`,
    [county, most],
  )

/** Puts a fact off after a failure: 5 s, 25 s, 125 s … at most an hour. */
export const putOff = (county: string, subject: string, seq: number): Statement =>
  prepared(
    `UPDATE kernel.outbox SET tries = tries + 1, not_before = now() + least(3600, power(5, least(tries + 1, 6))) * interval '1 second'
     WHERE county = $1 AND subject = $2 AND seq = $3`,
    [county, subject, seq],
  )

/** The first acts waiting, without taking them: for handling one by one after a failed batch. */
export const firstFacts = (county: string, most: number): Statement =>
  prepared(
    `SELECT subject, seq FROM kernel.outbox WHERE county = $1 AND (not_before IS NULL OR not_before <= now())
     ORDER BY subject, seq LIMIT $2`,
    [county, most],
  )

/** Takes one act off the outbox. */
export const takeFact = (county: string, subject: string, seq: number): Statement =>
  prepared(
    `WITH taken AS (DELETE FROM kernel.outbox WHERE county = $1 AND subject = $2 AND seq = $3 RETURNING *)
     SELECT t.county, t.subject, t.seq, t.kind, t.act, j.at, j.from_state, j.to_state, j.actor, j.org, j.data
     FROM taken t JOIN kernel.journal j USING (county, subject, seq)`,
    [county, subject, seq],
  )

/** Subjects whose alarm has come, oldest first. */
export const rungAlarms = (county: string, now: Date, most: number): Statement =>
  prepared(
    `SELECT id, kind, alarm_at, alarm_act FROM kernel.docket
     WHERE county = $1 AND alarm_at <= $2 ORDER BY alarm_at LIMIT $3 FOR UPDATE SKIP LOCKED`,
    [county, now, most],
  )
