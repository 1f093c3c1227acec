import type { Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'
import type { SessionKind } from '../rules/index.ts'

export type NewSession = {
  readonly county: string
  readonly id: string
  readonly tokenHash: Buffer
  readonly account: string
  readonly kind: SessionKind
  readonly matter: string | null
  readonly device: string
  readonly signOn: boolean
  readonly startedAt: number
  readonly endsAt: number
}

export const insertSession = (s: NewSession): Statement =>
  prepared(
    `INSERT INTO identity.session (county, id, token_hash, account, kind, matter, device, started_at, seen_at, ends_at, sign_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10)`,
    [
      s.county,
      s.id,
      s.tokenHash,
      s.account,
      s.kind,
      s.matter,
      s.device,
      new Date(s.startedAt),
      new Date(s.endsAt),
      s.signOn,
    ],
  )

/** A session that has not been ended, with what is shown of its account. */
export const findSession = (county: string, tokenHash: Buffer): Statement =>
  prepared(
    `SELECT s.id, s.account, s.kind, s.matter, s.seen_at, s.ends_at, s.sign_on, a.shown, a.village, a.totp_on, a.first_until, a.state
     FROM identity.session s LEFT JOIN identity.account a ON a.county = s.county AND a.id = s.account
     WHERE s.county = $1 AND s.token_hash = $2 AND s.ended_at IS NULL`,
    [county, tokenHash],
  )

export const touchSession = (county: string, id: string, now: Date): Statement =>
  prepared('UPDATE identity.session SET seen_at = $3 WHERE county = $1 AND id = $2 AND seen_at < $3', [county, id, now])

/** Sessions that stand, newest first. A visitor sees only the one in hand: the code may not be theirs alone. */
export const listSessions = (county: string, account: string, kind: SessionKind, only: string | null): Statement =>
  prepared(
    `SELECT id, started_at, seen_at, ends_at, device FROM identity.session
     WHERE county = $1 AND account = $2 AND kind = $3 AND ended_at IS NULL AND ($4::uuid IS NULL OR id = $4)
     ORDER BY id DESC LIMIT 100`,
    [county, account, kind, only],
  )

/** Ends one session of an account; answers its id, or nothing. */
export const endSession = (county: string, account: string, kind: SessionKind, id: string, now: Date): Statement =>
  prepared(
    `UPDATE identity.session SET ended_at = $5
     WHERE county = $1 AND account = $2 AND kind = $3 AND id = $4 AND ended_at IS NULL RETURNING id`,
    [county, account, kind, id, now],
  )

/** Ends every session of an account but one, query codes not included: they follow a matter, not a person. */
export const endOtherSessions = (county: string, account: string, but: string | null, now: Date): Statement =>
  prepared(
    `UPDATE identity.session SET ended_at = $4
     WHERE county = $1 AND account = $2 AND kind <> 'visitor' AND ended_at IS NULL AND ($3::uuid IS NULL OR id <> $3)`,
    [county, account, but, now],
  )

/** Forgets what the devices were; the times stay for the half year of the log (网络安全法 Art. 23). */
export const forgetDevices = (county: string, account: string): Statement =>
  prepared(`UPDATE identity.session SET device = '' WHERE county = $1 AND account = $2 AND kind <> 'visitor'`, [
    county,
    account,
  ])

/** Sessions half a year after their end, codes and failures a day old. */
export const sweepSessions = (now: Date): Statement[] => [
  prepared(
    `DELETE FROM identity.session WHERE least(coalesce(ended_at, ends_at), seen_at + interval '31 days') < $1::timestamptz - interval '183 days'`,
    [now],
  ),
  prepared(`DELETE FROM identity.code WHERE sent_at < $1::timestamptz - interval '2 days'`, [now]),
  prepared(
    `DELETE FROM identity.attempt WHERE at < $1::timestamptz - interval '1 day' AND (locked_until IS NULL OR locked_until < $1)`,
    [now],
  ),
]
