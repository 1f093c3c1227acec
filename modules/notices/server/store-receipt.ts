import type { Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'

export type Step = {
  readonly county: string
  readonly notice: string
  readonly what: 'sent' | 'failed' | 'opened' | 'confirmed'
  readonly channel: 'app' | 'sms' | 'mail' | 'paper' | 'visit' | 'phone'
  readonly at: number
  readonly by?: { readonly account: string | null; readonly shown: string; readonly org: string | null }
  readonly note?: string | undefined
}

/** Adds a step to a receipt, once; nothing where the notice keeps none. */
export const addStep = (s: Step): Statement =>
  prepared('SELECT notices.add_step($1, $2, $3, $4, $5, $6, $7, $8, $9) AS added', [
    s.county,
    s.notice,
    s.what,
    s.channel,
    new Date(s.at),
    s.by?.account ?? null,
    s.by?.shown ?? null,
    s.by?.org ?? null,
    s.note ?? null,
  ])

/** Receipts about a subject with their steps, oldest first. */
export const listReceipts = (county: string, subject: string): Statement =>
  prepared(
    `SELECT r.notice, r.kind, r.at, r.account, r.named, r.sender_org, r.unit_code,
       coalesce((SELECT json_agg(json_build_object('what', s.what, 'channel', s.channel, 'at', s.at, 'by', s.by_shown, 'note', s.note)
         ORDER BY s.at, s.what) FROM notices.receipt_step s WHERE s.county = r.county AND s.notice = r.notice), '[]'::json) AS steps
     FROM notices.receipt r WHERE r.county = $1 AND r.subject = $2 ORDER BY r.at, r.notice LIMIT 500`,
    [county, subject],
  )

export const findReceipt = (county: string, notice: string): Statement =>
  prepared('SELECT subject, account, named, sender_org FROM notices.receipt WHERE county = $1 AND notice = $2', [
    county,
    notice,
  ])
