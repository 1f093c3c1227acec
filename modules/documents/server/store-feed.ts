import { prepared, type Statement } from '@gongzhi/kernel/server/db.ts'

/** One's own calendar address: since when, and when it was last read. */
export const findFeed = (county: string, account: string): Statement =>
  prepared('SELECT made_at, read_at FROM documents.feed WHERE county = $1 AND account = $2', [county, account])

/** A new address in the place of any old one. */
export const putFeed = (county: string, account: string, hash: Buffer, at: Date): Statement =>
  prepared(
    `INSERT INTO documents.feed (county, account, token_hash, made_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (county, account) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at, read_at = NULL`,
    [county, account, hash, at],
  )

export const dropFeed = (county: string, account: string): Statement =>
  prepared('DELETE FROM documents.feed WHERE county = $1 AND account = $2', [county, account])

/** Whose address it is; noted as read. */
export const readFeed = (county: string, hash: Buffer, at: Date): Statement =>
  prepared('UPDATE documents.feed SET read_at = $3 WHERE county = $1 AND token_hash = $2 RETURNING account', [
    county,
    hash,
    at,
  ])
