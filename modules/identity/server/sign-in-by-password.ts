import { Problem } from '@gongzhi/kernel/problem.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { endpoints } from '../contract.ts'
import { lockLimits } from '../rules/index.ts'
import type { House } from './house.ts'
import { loginOf } from './open-account.ts'
import { isPassword } from './password.ts'
import { admit } from './sign-in.ts'
import { findByLogin, readAccount } from './store.ts'
import { clearAttempts, countAttempt, returnAttempt } from './store-sign-in.ts'
import { isFreshTotp } from './totp.ts'

const wrong = () => new Problem(401, 'wrong-sign-in')

/**
 * Handles POST /sessions/password. 401 `wrong-sign-in` whatever was wrong, 401 `totp-needed` when the password was right
 * and the second factor is missing, 401 `first-password-ended` when it was somebody else's and is too old, 429 `locked` after five failures: all the same, and after the same work, for a login
 * that does not exist.
 */
export const signInByPassword = (house: House) => async (context: Context<typeof endpoints.signInByPassword>) => {
  const { env, body } = context
  const login = loginOf(body.login)
  const loginHash = house.crypto.keyedHash('identity.login', login)
  const now = env.now()
  // one transaction each: the count must stand whatever becomes of the rest
  const [counted = []] = await env.db.batch(noScope, [countAttempt(loginHash, now)])
  const count = counted[0] as { failed: number; locked_until: Date | null } | undefined
  if (!count || count.failed > lockLimits.failures) {
    const until = count?.locked_until?.getTime() ?? now
    throw new Problem(429, 'locked', { retryAfter: Math.ceil((until - now) / 1000) })
  }
  const [rows = []] = await env.db.batch(noScope, [findByLogin(login)])
  const row = rows[0]
  const account = row && readAccount(row)
  const right = await isPassword(account?.passwordHash, body.password)
  if (!row || !account || !right) throw wrong()
  const county = row.county as string
  const id = row.id as string
  if (account.firstUntil !== null && account.firstUntil < now) throw new Problem(401, 'first-password-ended')
  if (account.totpOn) {
    if (body.totp === undefined) {
      await env.db.batch(noScope, [returnAttempt(loginHash)])
      throw new Problem(401, 'totp-needed')
    }
    if (!(await isFreshTotp(env, house.crypto, county, id, account, body.totp))) throw wrong()
  }
  await env.db.batch(noScope, [clearAttempts(loginHash)])
  return admit(house, context, { county, account: id, kind: 'staff' })
}
