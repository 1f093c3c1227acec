import type { Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'

/** A message to one person, as it is stored. */
export type Notice = {
  readonly county: string
  readonly id: string
  /** Null for somebody without an account, who is reached by `phoneEnc` or on paper. */
  readonly account: string | null
  readonly subject: string
  readonly number: string
  readonly title: string
  readonly kind: string
  readonly at: number
  readonly sort: string
  readonly level: string | null
  readonly tell: string | null
  readonly next: string | null
  readonly dueAt: number | null
  readonly once: string | null
  /** Sealed by identity; instead of the account's own. */
  readonly phoneEnc: string | null
  readonly required: boolean
  readonly named: boolean
  readonly senderOrg: string | null
  readonly unitCode: string | null
  readonly sealedFrom: string | null
}

const COLUMNS = `county, id, account, subject, number, title, kind, at, sort, level, tell, next, due_at, once, phone_enc, required,
  named, sender_org, unit_code, sealed_from`

// no target for the conflict: naming the columns would ask for a row that the writer may read, and nobody reads another's
export const insertNotice = (n: Notice): Statement =>
  prepared(
    `INSERT INTO notices.notice (${COLUMNS}, plan)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, true)
     ON CONFLICT DO NOTHING`,
    [
      n.county,
      n.id,
      n.account,
      n.subject,
      n.number,
      n.title,
      n.kind,
      new Date(n.at),
      n.sort,
      n.level,
      n.tell,
      n.next,
      n.dueAt === null ? null : new Date(n.dueAt),
      n.once,
      n.phoneEnc,
      n.required,
      n.named,
      n.senderOrg,
      n.unitCode,
      n.sealedFrom,
    ],
  )

/** Newest first, 30 a page, from before an id. */
export const listNotices = (county: string, account: string, before: string | null): Statement =>
  prepared(
    `SELECT n.id, n.at, n.subject, n.number, n.title, n.kind, n.sort, n.due_at, n.read_at IS NOT NULL AS read, n.required,
       n.required AND EXISTS (SELECT FROM notices.receipt_step s
         WHERE s.county = n.county AND s.notice = n.id AND s.what = 'confirmed') AS confirmed
     FROM notices.notice n
     WHERE n.county = $1 AND n.account = $2 AND ($3::uuid IS NULL OR n.id < $3) ORDER BY n.id DESC LIMIT 30`,
    [county, account, before],
  )

/** Unread ones, counted up to 100: beyond that nobody reads the figure. */
export const countUnread = (county: string, account: string): Statement =>
  prepared(
    `SELECT count(*) AS n FROM (
       SELECT 1 FROM notices.notice WHERE county = $1 AND account = $2 AND read_at IS NULL LIMIT 100) u`,
    [county, account],
  )

export type Which = { readonly ids: readonly string[] } | { readonly subject: string } | { readonly all: true }

/** Marks as read: some, those of a subject, or all; answers which were unread before, which of them keep a receipt, and for whom. */
export const markRead = (county: string, account: string, which: Which, now: Date): Statement => {
  const rest = `AND read_at IS NULL RETURNING id, required, sender_org`
  const set = 'UPDATE notices.notice SET read_at = $3 WHERE county = $1 AND account = $2'
  if ('ids' in which) return prepared(`${set} AND id = ANY ($4::uuid[]) ${rest}`, [county, account, now, which.ids])
  if ('subject' in which) return prepared(`${set} AND subject = $4 ${rest}`, [county, account, now, which.subject])
  return prepared(`${set} ${rest}`, [county, account, now])
}

/** How many are unread, and the newest, for many at once. */
export const unreadOf = (county: string, accounts: readonly string[]): Statement =>
  prepared('SELECT account, unread, newest FROM notices.unread_of($1, $2::uuid[])', [county, accounts])

export const forgetAccount = (county: string, account: string): Statement =>
  prepared('SELECT notices.forget($1, $2)', [county, account])
