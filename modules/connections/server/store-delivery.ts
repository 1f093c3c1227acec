import type { Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'

export type NewDelivery = {
  readonly county: string
  readonly id: string
  readonly webhook: string
  readonly type: string
  readonly number: string | null
  readonly body: string
  readonly at: number
}

/** Puts a message into the queue, due at once; the same one again is none. */
export const addDelivery = (d: NewDelivery): Statement =>
  prepared(
    `INSERT INTO connections.delivery (county, id, webhook, type, number, body, state, at, due)
     VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $7) ON CONFLICT (county, id) DO NOTHING`,
    [d.county, d.id, d.webhook, d.type, d.number, d.body, new Date(d.at)],
  )

/**
 * Takes messages that are due, at most five for one webhook so that a slow one does not hold up the others, and puts them
 * off by two minutes: those of a sender that died come again.
 */
export const claimDeliveries = (county: string, now: Date, most: number): Statement =>
  prepared(
    `WITH due AS (
       SELECT v.id, v.webhook, v.due FROM connections.delivery v
       JOIN kernel.docket d ON d.county = v.county AND d.id = v.webhook AND d.state = 'active'
       WHERE v.county = $1 AND v.state = 'waiting' AND v.due <= $2
       ORDER BY v.due LIMIT 500 FOR UPDATE OF v SKIP LOCKED),
     fair AS (SELECT id, row_number() OVER (PARTITION BY webhook ORDER BY due) AS n FROM due),
     taken AS (
       UPDATE connections.delivery SET tries = tries + 1, last_at = $2, due = $2::timestamptz + interval '2 minutes'
       WHERE county = $1 AND id IN (SELECT id FROM fair WHERE n <= 5 LIMIT $3)
       RETURNING id, webhook, body, tries, at)
     SELECT t.*, w.url, w.secret_enc, w.old_secret_enc, w.old_until
     FROM taken t JOIN connections.webhook w ON w.county = $1 AND w.id = t.webhook`,
    [county, now, most],
  )

/** It arrived: the webhook is well again. */
export const markDelivered = (county: string, id: string, webhook: string, status: number, ms: number): Statement[] => [
  prepared(
    `UPDATE connections.delivery SET state = 'delivered', due = NULL, status = $3, error = NULL, ms = $4
     WHERE county = $1 AND id = $2`,
    [county, id, status, ms],
  ),
  prepared(
    'UPDATE connections.webhook SET failing_since = NULL WHERE county = $1 AND id = $2 AND failing_since IS NOT NULL',
    [county, webhook],
  ),
]

/** It did not arrive: tried again at `due`, or given up. Answers since when the webhook has been failing. */
export const markFailed = (
  county: string,
  failed: {
    readonly id: string
    readonly webhook: string
    readonly status: number | null
    readonly error: string
    readonly ms: number
    readonly now: Date
    readonly due: Date | null
  },
): Statement[] => [
  prepared(
    `UPDATE connections.delivery SET state = CASE WHEN $6::timestamptz IS NULL THEN 'failed' ELSE 'waiting' END, due = $6::timestamptz,
       status = $3, error = $4, ms = $5 WHERE county = $1 AND id = $2`,
    [county, failed.id, failed.status, failed.error, failed.ms, failed.due],
  ),
  prepared(
    `UPDATE connections.webhook SET failing_since = coalesce(failing_since, $3) WHERE county = $1 AND id = $2 RETURNING failing_since`,
    [county, failed.webhook, failed.now],
  ),
]

/** One message of a webhook. */
export const findDelivery = (county: string, webhook: string, id: string): Statement =>
  prepared('SELECT state FROM connections.delivery WHERE county = $1 AND webhook = $2 AND id = $3', [
    county,
    webhook,
    id,
  ])

/** Sends a message again from the first try on. */
export const requeue = (county: string, id: string, now: Date): Statement =>
  prepared(
    `UPDATE connections.delivery SET state = 'waiting', tries = 0, due = $3 WHERE county = $1 AND id = $2 AND state <> 'waiting'`,
    [county, id, now],
  )

/** What was waiting for a webhook that was removed. */
export const dropWaiting = (county: string, webhook: string): Statement =>
  prepared(`DELETE FROM connections.delivery WHERE county = $1 AND webhook = $2 AND state = 'waiting'`, [
    county,
    webhook,
  ])

/** The log of a webhook, newest first. */
export const listDeliveries = (county: string, webhook: string, before: string | null, most: number): Statement =>
  prepared(
    `SELECT id, type, number, state, tries, at, due, last_at, status, error, ms FROM connections.delivery
     WHERE county = $1 AND webhook = $2 AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
    [county, webhook, before, most],
  )

/** Forgets what was sent, or given up, before an instant. */
export const forgetDeliveries = (county: string, before: Date): Statement =>
  prepared(`DELETE FROM connections.delivery WHERE county = $1 AND at < $2 AND state <> 'waiting'`, [county, before])
