import type { Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'

export type Notice = {
  readonly county: string
  readonly id: string
  readonly account: string
  readonly subject: string
  readonly number: string
  readonly title: string
  readonly kind: string
  readonly at: number
}

export const insertNotice = (n: Notice): Statement =>
  prepared(
    `INSERT INTO notices.notice (county, id, account, subject, number, title, kind, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [n.county, n.id, n.account, n.subject, n.number, n.title, n.kind, new Date(n.at)],
  )

/** Newest first, 30 a page, from before an id. */
export const listNotices = (county: string, account: string, before: string | null): Statement =>
  prepared(
    `SELECT id, at, subject, number, title, kind, read_at IS NOT NULL AS read FROM notices.notice
     WHERE county = $1 AND account = $2 AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT 30`,
    [county, account, before],
  )

/** Unread ones, counted up to 100: beyond that nobody reads the figure. */
export const countUnread = (county: string, account: string): Statement =>
  prepared(
    `SELECT count(*) AS n FROM (
       SELECT 1 FROM notices.notice WHERE county = $1 AND account = $2 AND read_at IS NULL LIMIT 100) u`,
    [county, account],
  )

export const markRead = (county: string, account: string, ids: readonly string[], now: Date): Statement =>
  prepared(
    `UPDATE notices.notice SET read_at = $4
     WHERE county = $1 AND account = $2 AND id = ANY($3::uuid[]) AND read_at IS NULL`,
    [county, account, ids, now],
  )

export const forgetAccount = (county: string, account: string): Statement =>
  prepared('SELECT notices.forget($1, $2)', [county, account])

export type Sms = {
  readonly county: string
  readonly id: string
  readonly account: string | null
  readonly phoneEnc: string
  readonly text: string
  readonly due: number
}

export const insertSms = (s: Sms): Statement =>
  prepared('INSERT INTO notices.sms (county, id, account, phone_enc, text, due) VALUES ($1, $2, $3, $4, $5, $6)', [
    s.county,
    s.id,
    s.account,
    s.phoneEnc,
    s.text,
    new Date(s.due),
  ])

export const countiesWithSms = (now: Date): Statement =>
  prepared('SELECT DISTINCT county FROM notices.sms WHERE phone_enc IS NOT NULL AND due <= $1', [now])

/**
 * Takes messages that are due and puts them off at once: 1 min, 4, 16 … at most 6 h. So no second worker sends them, and
 * those of a worker that died come again.
 */
export const claimSms = (county: string, now: Date, most: number): Statement =>
  prepared(
    `UPDATE notices.sms SET tries = tries + 1,
       due = $2::timestamptz + least(21600, 60 * power(4, least(tries, 6))) * interval '1 second'
     WHERE county = $1 AND id IN (
       SELECT id FROM notices.sms WHERE county = $1 AND phone_enc IS NOT NULL AND due <= $2
       ORDER BY due LIMIT $3 FOR UPDATE SKIP LOCKED)
     RETURNING id, phone_enc, text, tries`,
    [county, now, most],
  )

/** Sent: the phone has done its work. */
export const markSent = (county: string, id: string, now: Date): Statement =>
  prepared('UPDATE notices.sms SET sent_at = $3, phone_enc = NULL WHERE county = $1 AND id = $2', [county, id, now])

/** Given up after the last try: the phone goes, the row stays as a trace. */
export const giveUp = (county: string, id: string): Statement =>
  prepared('UPDATE notices.sms SET phone_enc = NULL WHERE county = $1 AND id = $2 AND sent_at IS NULL', [county, id])
