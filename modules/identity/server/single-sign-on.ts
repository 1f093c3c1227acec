import { notFound, Problem } from '@gongzhi/kernel/problem.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { newToken } from '@gongzhi/kernel/server/session.ts'
import type { endpoints } from '../contract.ts'
import type { House } from './house.ts'
import type { Pending } from './oidc.ts'
import { admit } from './sign-in.ts'
import { findSignOn } from './store-sign-on.ts'

const MINUTE = 60_000
const PURPOSE = 'identity.sign-on-state'

/** What a provider calls somebody, as it is kept: the same name at another provider is somebody else. */
export const subjectHash = (crypto: Crypto, issuer: string, subject: string): string =>
  crypto.keyedHash('identity.sign-on', `${issuer}\n${subject}`)

/** Handles GET /sessions/oidc. */
export const singleSignOn = (house: House) => async () => ({ name: house.oidc?.settings.name ?? null })

/**
 * Handles POST /sessions/oidc/beginning. What has to come back lies sealed in the state itself, for ten minutes; the page
 * keeps the state and takes no other one, so that nobody is signed in as somebody else by a link (0013).
 */
export const beginSignOn =
  (house: House) =>
  async ({ env, body }: Context<typeof endpoints.beginSignOn>) => {
    if (!house.oidc) throw notFound()
    const now = env.now()
    const pending: Pending = {
      verifier: newToken(),
      nonce: newToken(),
      redirect: `${body.origin}/work/sign-in`,
      until: now + 10 * MINUTE,
    }
    const state = house.crypto.encrypt(PURPOSE, JSON.stringify(pending))
    const url = await house.oidc.begin(now, pending, state)
    return { url: url.href, state }
  }

const pendingOf = (crypto: Crypto, state: string): Pending | undefined => {
  try {
    return JSON.parse(crypto.decrypt(PURPOSE, state))
  } catch {
    return undefined
  }
}

/**
 * Handles POST /sessions/oidc: 401 `sign-on-refused` when what came back does not hold, 401 `sign-on-unmatched` when the
 * provider means nobody here: nobody gets an account by themselves.
 */
export const signInByOidc = (house: House) => async (context: Context<typeof endpoints.signInByOidc>) => {
  const { env, body } = context
  if (!house.oidc) throw notFound()
  const now = env.now()
  const pending = pendingOf(house.crypto, body.state)
  if (!pending || now > pending.until) throw new Problem(401, 'sign-on-refused')
  const subject = await house.oidc.finish(now, pending, body.state, body.query)
  const [rows = []] = await env.db.batch(noScope, [
    findSignOn(subjectHash(house.crypto, house.oidc.settings.issuer, subject)),
  ])
  const found = rows[0]
  if (!found) throw new Problem(401, 'sign-on-unmatched', { subject })
  return admit(house, context, {
    county: found.county as string,
    account: found.account as string,
    kind: 'staff',
    signOn: true,
  })
}
