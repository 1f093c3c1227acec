import type { Row, Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'

/** A key as it is kept; days are ISO days. */
export type KeyRow = {
  readonly tokenHash: Buffer
  readonly ending: string
  readonly name: string
  readonly org: string
  readonly purpose: string
  readonly scopes: readonly string[]
  readonly prefix: string
  readonly perMinute: number
  readonly expiresOn: string
  readonly usedOn: string | null
  readonly reason: string | null
}

const COLUMNS = `k.id, k.token_hash, k.ending, k.name, k.org, k.purpose, k.scopes, k.prefix, k.per_minute,
  k.expires_on::text, k.used_on::text, k.reason`

export const readKey = (r: Row): KeyRow => ({
  tokenHash: r.token_hash as Buffer,
  ending: r.ending as string,
  name: r.name as string,
  org: r.org as string,
  purpose: r.purpose as string,
  scopes: r.scopes as string[],
  prefix: r.prefix as string,
  perMinute: r.per_minute as number,
  expiresOn: r.expires_on as string,
  usedOn: r.used_on as string | null,
  reason: r.reason as string | null,
})

export const loadKey = (county: string, id: string): Statement =>
  prepared(`SELECT ${COLUMNS} FROM connections.api_key k WHERE k.county = $1 AND k.id = $2`, [county, id])

export const insertKey = (county: string, id: string, k: KeyRow): Statement =>
  prepared(
    `INSERT INTO connections.api_key (county, id, token_hash, ending, name, org, purpose, scopes, prefix, per_minute, expires_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [county, id, k.tokenHash, k.ending, k.name, k.org, k.purpose, k.scopes, k.prefix, k.perMinute, k.expiresOn],
  )

/** Only why it was revoked can be added. */
export const patchKey = (county: string, id: string, change: Partial<KeyRow>): Statement | undefined =>
  change.reason === undefined
    ? undefined
    : prepared('UPDATE connections.api_key SET reason = $3 WHERE county = $1 AND id = $2', [county, id, change.reason])

/** A key by its hash, unless it was revoked. */
export const findKeyByHash = (county: string, tokenHash: Buffer): Statement =>
  prepared(
    `SELECT ${COLUMNS} FROM connections.api_key k
     WHERE k.county = $1 AND k.token_hash = $2 AND k.reason IS NULL`,
    [county, tokenHash],
  )

/** Notes the day; once a day for a key. */
export const markUsed = (county: string, id: string, day: string): Statement =>
  prepared(
    'UPDATE connections.api_key SET used_on = $3::date WHERE county = $1 AND id = $2 AND used_on IS DISTINCT FROM $3::date',
    [county, id, day],
  )

/** Keys of a county, newest first, with who issued each and when it ended; seen through the docket's own wall. */
export const listKeys = (county: string): Statement =>
  prepared(
    `SELECT ${COLUMNS}, d.number, d.state, d.opened_at, d.closed_at, j.actor
     FROM connections.api_key k
     JOIN kernel.docket d ON d.county = k.county AND d.id = k.id
     JOIN kernel.journal j ON j.county = k.county AND j.subject = k.id AND j.seq = 1
     WHERE k.county = $1 ORDER BY k.id DESC LIMIT 500`,
    [county],
  )
