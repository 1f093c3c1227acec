import { notFound, Problem } from '@gongzhi/kernel/problem.ts'
import { act, performAct } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { Secret, TOTP } from 'otpauth'
import { endpoints } from '../contract.ts'
import { accountSubject } from './account-subject.ts'
import type { House } from './house.ts'
import { newId } from './new-id.ts'
import { ownAccount } from './own-account.ts'
import type { Account } from './store.ts'
import { findAccount, keepTotp, readAccount, useTotpStep } from './store.ts'
import { forgetKnown } from './who-is.ts'

/** RFC 6238 as every authenticator app has it: SHA-1, six digits, 30 s. */
const PERIOD = 30
const totpOf = (secret: Secret, label: string) =>
  new TOTP({ issuer: '共治 Gongzhi', label, algorithm: 'SHA1', digits: 6, period: PERIOD, secret })

/** Checks a code with one step of tolerance and uses its step up: the same step opens once (RFC 6238 §5.2). */
export const isFreshTotp = async (
  env: Env,
  crypto: Crypto,
  county: string,
  id: string,
  account: Pick<Account, 'totpEnc' | 'login'>,
  token: string,
): Promise<boolean> => {
  if (account.totpEnc === null) return false
  const secret = Secret.fromBase32(crypto.decrypt('identity.totp', account.totpEnc))
  const now = env.now()
  const delta = totpOf(secret, account.login ?? '').validate({ token, timestamp: now, window: 1 })
  if (delta === null) return false
  const step = Math.floor(now / 1000 / PERIOD) + delta
  const [used = []] = await env.db.batch(noScope, [useTotpStep(county, id, step)])
  return used.length === 1
}

/** Handles POST /me/totp: a new secret, in force once its first code is given. 409 `totp-on` when one is in force. */
export const beginTotp =
  (house: House) =>
  async ({ env, actor }: Context<typeof endpoints.beginTotp>) => {
    const id = ownAccount(actor)
    const secret = new Secret({ size: 20 })
    const sealed = house.crypto.encrypt('identity.totp', secret.base32)
    const [kept = [], rows = []] = await env.db.batch(noScope, [
      keepTotp(actor.county, id, sealed),
      findAccount(actor.county, id),
    ])
    // replacing a factor that is in force takes more than a session left open on a desk
    if (kept.length === 0) throw new Problem(409, 'totp-on')
    return { uri: totpOf(secret, rows[0] ? (readAccount(rows[0]).login ?? '') : '').toString() }
  }

const setTotpAct = act({
  subject: accountSubject,
  act: 'set-totp',
  endpoint: { ...endpoints.confirmTotp, body: undefined },
  change: () => ({ totpOn: true }),
  data: () => ({}),
})

/** Handles PUT /me/totp: 400 when the code is not the one the app shows now. */
export const confirmTotp =
  (house: House) =>
  async ({ env, actor, body }: Context<typeof endpoints.confirmTotp>) => {
    const id = ownAccount(actor)
    const [rows = []] = await env.db.batch(noScope, [findAccount(actor.county, id)])
    if (!rows[0]) throw notFound()
    const account = readAccount(rows[0])
    if (account.totpOn) throw new Problem(409, 'totp-on')
    if (!(await isFreshTotp(env, house.crypto, actor.county, id, account, body.totp)))
      throw new Problem(401, 'wrong-totp')
    await performAct(env, setTotpAct, id, {}, { actor, key: newId(env.now()) })
    forgetKnown(house, actor.county, { account: id })
    return { done: true as const }
  }
