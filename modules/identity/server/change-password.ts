import { invalid, notFound, Problem } from '@gongzhi/kernel/problem.ts'
import { act, performAct } from '@gongzhi/kernel/server/act.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { endpoints } from '../contract.ts'
import { lockLimits } from '../rules/index.ts'
import { accountSubject } from './account-subject.ts'
import type { House } from './house.ts'
import { newId } from './new-id.ts'
import { ownAccount } from './own-account.ts'
import { hashPassword, isPassword } from './password.ts'
import { findAccount, readAccount } from './store.ts'
import { endOtherSessions } from './store-session.ts'
import { clearAttempts, countAttempt } from './store-sign-in.ts'
import { forgetKnown } from './who-is.ts'

const changeAct = (passwordHash: string, session: string | null) =>
  act({
    subject: accountSubject,
    act: 'change-password',
    endpoint: { ...endpoints.changePassword, body: undefined },
    change: () => ({ passwordHash, firstUntil: null }),
    data: () => ({}),
    also: ({ docket, now }) => [endOtherSessions(docket.county, docket.id, session, new Date(now))],
  })

/** Handles PUT /me/password: 401 `wrong-password`, 429 `locked` after five of them; other sessions end with the change. */
export const changePassword = (house: House) => async (context: Context<typeof endpoints.changePassword>) => {
  const { env, actor, body, caller } = context
  const id = ownAccount(actor)
  const [rows = []] = await env.db.batch(noScope, [findAccount(actor.county, id)])
  if (!rows[0]) throw notFound()
  const account = readAccount(rows[0])
  const loginHash = house.crypto.keyedHash('identity.login', account.login ?? id)
  const [counted = []] = await env.db.batch(noScope, [countAttempt(loginHash, env.now())])
  if (Number(counted[0]?.failed) > lockLimits.failures) throw new Problem(429, 'locked')
  if (!(await isPassword(account.passwordHash, body.old))) throw new Problem(401, 'wrong-password')
  await env.db.batch(noScope, [clearAttempts(loginHash)])
  if (body.fresh === body.old) throw invalid([{ pointer: '/body/fresh', code: 'same' }])
  const spec = changeAct(await hashPassword(body.fresh), caller.session)
  await performAct(env, spec, id, {}, { actor, key: newId(env.now()) })
  forgetKnown(house, actor.county, { account: id })
  return { done: true as const }
}
