import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Statement } from '@gongzhi/kernel/server/db.ts'
import { codeFromBytes, readCode } from '../rules/index.ts'
import { insertQueryCode } from './store-sign-in.ts'

/** The query code of a matter, the same each time it is printed: 40 bits of a keyed hash of its id. */
export const queryCodeOf = (crypto: Crypto, matter: string): string =>
  // the hash may carry the mark of its suite before a dot
  codeFromBytes(
    Buffer.from(crypto.keyedHash('identity.query-code', matter.toLowerCase()).replace(/^\w+\./, ''), 'base64url'),
  )

/** What is stored and looked up in place of a code; undefined for what is not a code. */
export const queryCodeHash = (crypto: Crypto, typed: string): string | undefined => {
  const code = readCode(typed)
  return code === undefined ? undefined : crypto.keyedHash('identity.query-code-hash', code)
}

/** Writes that a code opens a matter for its party; stands beside the opening of the matter. RangeError for what is no code. */
export const addQueryCode = (
  crypto: Crypto,
  county: string,
  code: string,
  party: string,
  matter: string,
): Statement => {
  const codeHash = queryCodeHash(crypto, code)
  if (codeHash === undefined) throw new RangeError('not a query code')
  return insertQueryCode(county, codeHash, party, matter)
}
