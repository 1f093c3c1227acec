import { firstPasswordOf, openStaff, staffOfPhone } from '@gongzhi/identity/server'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'

/** What is handed over on paper: good for the first sign-in. */
export type Handed = { readonly login: string; readonly password: string }

/** The account a phone gets when it has none: it follows from the phone, so a table that comes again opens no second one. */
export const accountFor = (crypto: Crypto, county: string, phone: string): string =>
  derivedId('import-people', county, crypto.keyedHash('import.phone', phone))

/** The first password of an account that a table opened. */
export const passwordFor = (crypto: Crypto, county: string, account: string): string =>
  firstPasswordOf(crypto, county, `import ${account}`)

/** The staff account of a phone, opened when there is none; then with what is handed over on paper. */
export const personOf = async (
  env: Env,
  crypto: Crypto,
  county: string,
  { name, phone }: { readonly name: string; readonly phone: string },
): Promise<{ readonly account: string; readonly slip?: Handed }> => {
  const known = await staffOfPhone(env, crypto, county, phone)
  if (known !== undefined) return { account: known }
  const account = accountFor(crypto, county, phone)
  const slip = { login: `${county}-${account.slice(0, 6)}`, password: passwordFor(crypto, county, account) }
  await openStaff(env, crypto, { county, id: account, name, phone, ...slip, toBeChanged: true })
  return { account, slip }
}
