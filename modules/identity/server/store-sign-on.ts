import type { Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'

/** The open staff account that a provider means, whichever county it is in. */
export const findSignOn = (subjectHash: string): Statement =>
  prepared(
    `SELECT s.county, s.account FROM identity.sign_on s
     JOIN identity.account a ON a.county = s.county AND a.id = s.account AND a.state = 'open' AND a.kind = 'staff'
     WHERE s.subject_hash = $1`,
    [subjectHash],
  )

/** Who has some subjects already. */
export const linksOf = (subjectHashes: readonly string[]): Statement =>
  prepared('SELECT subject_hash, county, account FROM identity.sign_on WHERE subject_hash = ANY ($1)', [subjectHashes])

/** Staff accounts of a county by login or by the hash of a phone, with whether they are linked. */
export const staffBy = (county: string, logins: readonly string[], phoneHashes: readonly string[]): Statement =>
  prepared(
    `SELECT a.id, a.login, a.phone_hash, a.shown, s.subject_hash FROM identity.account a
     LEFT JOIN identity.sign_on s ON s.county = a.county AND s.account = a.id
     WHERE a.county = $1 AND a.kind = 'staff' AND a.state = 'open'
       AND (a.login = ANY ($2) OR a.phone_hash = ANY ($3))`,
    [county, logins, phoneHashes],
  )

/** Puts one subject in the place of whatever the account had. */
export const placeLink = (county: string, account: string, subjectHash: string, now: Date): Statement[] => [
  dropLink(county, account),
  prepared('INSERT INTO identity.sign_on (subject_hash, county, account, linked_at) VALUES ($1, $2, $3, $4)', [
    subjectHash,
    county,
    account,
    now,
  ]),
]

export const dropLink = (county: string, account: string): Statement =>
  prepared('DELETE FROM identity.sign_on WHERE county = $1 AND account = $2', [county, account])

/** Linked accounts of a county. */
export const listLinks = (county: string): Statement =>
  prepared(
    `SELECT s.account, s.linked_at, a.name_enc FROM identity.sign_on s
     JOIN identity.account a ON a.county = s.county AND a.id = s.account
     WHERE s.county = $1 ORDER BY s.linked_at DESC, s.account LIMIT 5000`,
    [county],
  )

/** Whether a session was opened by single sign-on. */
export const findSignedOn = (county: string, session: string): Statement =>
  prepared('SELECT sign_on FROM identity.session WHERE county = $1 AND id = $2', [county, session])
