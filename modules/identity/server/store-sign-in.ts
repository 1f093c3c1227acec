import type { Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'
import { codeLimits, lockLimits } from '../rules/index.ts'

/**
 * Counts an attempt before it is tried, so that many at once cannot pass the limit. `failed` beyond the limit: locked until
 * `locked_until`.
 */
export const countAttempt = (loginHash: string, now: number): Statement =>
  prepared(
    `INSERT INTO identity.attempt AS a (login_hash, failed, at) VALUES ($1, 1, $2)
     ON CONFLICT (login_hash) DO UPDATE SET
       at = $2,
       failed = CASE WHEN a.failed < $3::int THEN a.failed + 1 WHEN a.locked_until <= $2 THEN 1 ELSE $3::int + 1 END,
       locked_until = CASE WHEN a.failed = $3::int - 1 THEN $4::timestamptz
         WHEN a.failed >= $3::int AND a.locked_until > $2 THEN a.locked_until END
     RETURNING failed, locked_until`,
    [loginHash, new Date(now), lockLimits.failures, new Date(now + lockLimits.lockMs)],
  )

/** The password was right: nothing was tried in vain. */
export const clearAttempts = (loginHash: string): Statement =>
  prepared('DELETE FROM identity.attempt WHERE login_hash = $1', [loginHash])

/** Gives one attempt back: the password was right, the second factor was not asked yet. */
export const returnAttempt = (loginHash: string): Statement =>
  prepared(
    `UPDATE identity.attempt SET failed = failed - 1, locked_until = NULL WHERE login_hash = $1 AND failed BETWEEN 1 AND $2`,
    [loginHash, lockLimits.failures],
  )

/** Puts a new code in place of the last; no row when the phone had one less than a minute ago or ten today. */
export const placeCode = (county: string, phoneHash: string, codeHash: string, now: number, day: string): Statement =>
  prepared(
    `INSERT INTO identity.code AS c (county, phone_hash, code_hash, expires_at, tries, sent_at, sent_on, sent)
     VALUES ($1, $2, $3, $4, 0, $5, $6::date, 1)
     ON CONFLICT (county, phone_hash) DO UPDATE SET
       code_hash = $3, expires_at = $4, tries = 0, sent_at = $5, sent_on = $6::date,
       sent = CASE WHEN c.sent_on = $6::date THEN c.sent + 1 ELSE 1 END
     WHERE c.sent_at <= $7 AND (c.sent_on <> $6::date OR c.sent < $8)
     RETURNING sent`,
    [
      county,
      phoneHash,
      codeHash,
      new Date(now + codeLimits.lastsMs),
      new Date(now),
      day,
      new Date(now - codeLimits.gapMs),
      codeLimits.perDay,
    ],
  )

/** When the last code went out. */
export const findCode = (county: string, phoneHash: string): Statement =>
  prepared('SELECT sent_at FROM identity.code WHERE county = $1 AND phone_hash = $2', [county, phoneHash])

/** The message did not go out: another may be asked for at once. */
export const withdrawCode = (county: string, phoneHash: string, codeHash: string, now: number): Statement =>
  prepared(
    `UPDATE identity.code SET code_hash = NULL, sent = sent - 1, sent_at = $4
     WHERE county = $1 AND phone_hash = $2 AND code_hash = $3`,
    [county, phoneHash, codeHash, new Date(now - codeLimits.gapMs)],
  )

/** Tries a code: one row with `hit`; a code that hit is gone, so it opens once. No row: none, too old, or tried too often. */
export const tryCode = (county: string, phoneHash: string, codeHash: string, now: number): Statement =>
  prepared(
    `WITH old AS (
       SELECT code_hash FROM identity.code WHERE county = $1 AND phone_hash = $2 FOR UPDATE)
     UPDATE identity.code c SET tries = c.tries + 1, code_hash = CASE WHEN old.code_hash = $3 THEN NULL ELSE c.code_hash END
     FROM old WHERE c.county = $1 AND c.phone_hash = $2 AND c.code_hash IS NOT NULL AND c.expires_at > $4 AND c.tries < $5
     RETURNING old.code_hash = $3 AS hit`,
    [county, phoneHash, codeHash, new Date(now), codeLimits.tries],
  )

export const insertQueryCode = (county: string, codeHash: string, party: string, matter: string): Statement =>
  prepared(
    'INSERT INTO identity.query_code (county, code_hash, party, matter) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [county, codeHash, party, matter],
  )

export const findQueryCode = (codeHash: string): Statement =>
  prepared('SELECT county, party, matter FROM identity.find_query_code($1)', [codeHash])

/** What the demo would have sent; the receiver masked. */
export const addDemoMessage = (at: Date, to: string, text: string, channel: string): Statement =>
  prepared('INSERT INTO identity.demo_message (at, sent_to, text, channel) VALUES ($1, $2, $3, $4)', [
    at,
    to,
    text,
    channel,
  ])

export const listDemoMessages: Statement = prepared(
  'SELECT at, sent_to, text, channel FROM identity.demo_message ORDER BY id DESC LIMIT 100',
  [],
)
