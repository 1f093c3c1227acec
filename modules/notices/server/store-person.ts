import type { Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'
import type { Preference } from '../rules/index.ts'

export const findPreference = (county: string, account: string): Statement =>
  prepared(
    `SELECT due_by, result_by, news_by, quiet_from, quiet_to, digest_at, lang FROM notices.preference
     WHERE county = $1 AND account = $2`,
    [county, account],
  )

export const keepPreference = (county: string, account: string, p: Preference): Statement =>
  prepared(
    `INSERT INTO notices.preference (county, account, due_by, result_by, news_by, quiet_from, quiet_to, digest_at, lang)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (county, account) DO UPDATE SET due_by = $3, result_by = $4, news_by = $5, quiet_from = $6, quiet_to = $7,
       digest_at = $8, lang = $9`,
    [county, account, p.due, p.result, p.news, p.quietFrom, p.quietTo, p.digestAt, p.lang],
  )

export const findAddress = (county: string, account: string): Statement =>
  prepared(
    `SELECT mail_enc, pending_enc, code_at, fault, fault_at FROM notices.address WHERE county = $1 AND account = $2`,
    [county, account],
  )

export type CodeLimits = {
  readonly lastsMs: number
  readonly gapMs: number
  readonly perDay: number
  readonly tries: number
}

/** An address waiting for its code; no row when one went out less than a minute ago or too many today. */
export const placeMail = (
  county: string,
  account: string,
  pendingEnc: string,
  codeHash: string,
  now: number,
  day: string,
  limits: CodeLimits,
): Statement =>
  prepared(
    `INSERT INTO notices.address AS a (county, account, pending_enc, code_hash, code_at, tries, codes, codes_on)
     VALUES ($1, $2, $3, $4, $5, 0, 1, $6::date)
     ON CONFLICT (county, account) DO UPDATE SET pending_enc = $3, code_hash = $4, code_at = $5, tries = 0,
       codes = CASE WHEN a.codes_on = $6::date THEN a.codes + 1 ELSE 1 END, codes_on = $6::date
     WHERE (a.code_at IS NULL OR a.code_at <= $7) AND (a.codes_on IS DISTINCT FROM $6::date OR a.codes < $8)
     RETURNING codes`,
    [county, account, pendingEnc, codeHash, new Date(now), day, new Date(now - limits.gapMs), limits.perDay],
  )

/** The code did not go out: another may be asked for at once. */
export const withdrawMail = (county: string, account: string, codeHash: string): Statement =>
  prepared(
    `UPDATE notices.address SET pending_enc = NULL, code_hash = NULL, code_at = NULL, codes = codes - 1
     WHERE county = $1 AND account = $2 AND code_hash = $3`,
    [county, account, codeHash],
  )

/** Tries a code: `hit` puts the address in force. No row: none, too old, or tried too often. */
export const proveMail = (
  county: string,
  account: string,
  codeHash: string,
  now: number,
  limits: CodeLimits,
): Statement =>
  prepared(
    `WITH old AS (SELECT code_hash = $3 AS hit, pending_enc FROM notices.address WHERE county = $1 AND account = $2 FOR UPDATE)
     UPDATE notices.address a SET tries = a.tries + 1,
       mail_enc = CASE WHEN old.hit THEN old.pending_enc ELSE a.mail_enc END,
       pending_enc = CASE WHEN old.hit THEN NULL ELSE a.pending_enc END,
       code_hash = CASE WHEN old.hit THEN NULL ELSE a.code_hash END,
       fault = CASE WHEN old.hit THEN NULL ELSE a.fault END, fault_at = CASE WHEN old.hit THEN NULL ELSE a.fault_at END
     FROM old WHERE a.county = $1 AND a.account = $2 AND a.code_hash IS NOT NULL AND a.code_at > $4 AND a.tries < $5
     RETURNING old.hit`,
    [county, account, codeHash, new Date(now - limits.lastsMs), limits.tries],
  )

/** The address goes; how many codes went out today stays, so that asking again and again is no way round the limit. */
export const forgetMail = (county: string, account: string): Statement =>
  prepared(
    `UPDATE notices.address SET mail_enc = NULL, pending_enc = NULL, code_hash = NULL, fault = NULL, fault_at = NULL
     WHERE county = $1 AND account = $2`,
    [county, account],
  )

/** The last mail came back, or the next one went through (null). */
export const mailFault = (county: string, account: string, fault: string | null, now: Date): Statement =>
  prepared(
    `UPDATE notices.address SET fault = $3, fault_at = CASE WHEN $3::text IS NOT NULL THEN $4::timestamptz END
     WHERE county = $1 AND account = $2 AND (fault IS NOT NULL OR $3::text IS NOT NULL)`,
    [county, account, fault, now],
  )

export const findRobot = (county: string, org: string): Statement =>
  prepared('SELECT url_enc, fault, fault_at FROM notices.robot WHERE county = $1 AND org = $2', [county, org])

export const keepRobot = (county: string, org: string, urlEnc: string, account: string, now: Date): Statement =>
  prepared(
    `INSERT INTO notices.robot (county, org, url_enc, by_account, at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (county, org) DO UPDATE SET url_enc = $3, by_account = $4, at = $5, fault = NULL, fault_at = NULL`,
    [county, org, urlEnc, account, now],
  )

export const dropRobot = (county: string, org: string): Statement =>
  prepared('DELETE FROM notices.robot WHERE county = $1 AND org = $2', [county, org])

export const robotFault = (county: string, org: string, fault: string | null, now: Date): Statement =>
  prepared(
    `UPDATE notices.robot SET fault = $3, fault_at = CASE WHEN $3::text IS NOT NULL THEN $4::timestamptz END
     WHERE county = $1 AND org = $2 AND (fault IS NOT NULL OR $3::text IS NOT NULL)`,
    [county, org, fault, now],
  )
