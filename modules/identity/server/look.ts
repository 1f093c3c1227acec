import { invalid } from '@gongzhi/kernel/problem.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Statement, Tx } from '@gongzhi/kernel/server/db.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { newId } from './new-id.ts'
import { openName, openPhone } from './open-account.ts'
import type { Look } from './store.ts'
import { findAccount, insertLook, listShown, readAccount } from './store.ts'

/** Writes that somebody looked at a person's data, for that person to see (P7, I7). Without a reason: 400. */
export const lookStatement = (look: Omit<Look, 'id'>): Statement => {
  const reason = look.reason.trim()
  if ([...reason].length < 2) throw invalid([{ pointer: '/body/reason', code: 'too_small' }])
  return insertLook({ ...look, reason, id: newId(look.at) })
}

export type Identity = { readonly name: string | null; readonly phone: string | null }

/** Name and phone in clear. Whoever shows them to somebody else writes a look in the same transaction. */
export const readIdentity = async (
  env: Env,
  crypto: Crypto,
  county: string,
  account: string,
): Promise<Identity | undefined> => {
  const [rows = []] = await env.db.batch(noScope, [findAccount(county, account)])
  const row = rows[0] ? readAccount(rows[0]) : undefined
  return (
    row && {
      name: row.nameEnc === null ? null : openName(crypto, row.nameEnc),
      phone: row.phoneEnc === null ? null : openPhone(crypto, row.phoneEnc),
    }
  )
}

/** The sealed phone of an account, to be handed on unread: a message's queue opens it when it sends. */
export const sealedPhoneOf = async (tx: Tx, county: string, account: string): Promise<string | undefined> => {
  const [row] = await tx.rows(findAccount(county, account))
  return row ? (readAccount(row).phoneEnc ?? undefined) : undefined
}

/** Masked names by account id; those without a name are left out. */
export const shownOf = async (
  env: Env,
  county: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map()
  const [rows = []] = await env.db.batch(noScope, [listShown(county, [...new Set(ids)])])
  return new Map(rows.flatMap((row) => (row.shown === null ? [] : [[row.id as string, row.shown as string] as const])))
}
