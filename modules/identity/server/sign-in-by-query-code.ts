import { Problem } from '@gongzhi/kernel/problem.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { endpoints } from '../contract.ts'
import type { House } from './house.ts'
import { queryCodeHash } from './query-code.ts'
import { admit } from './sign-in.ts'
import { findQueryCode } from './store-sign-in.ts'

/** Handles POST /sessions/query-code: 401 `wrong-query-code` for what opens nothing. */
export const signInByQueryCode = (house: House) => async (context: Context<typeof endpoints.signInByQueryCode>) => {
  const { env, body } = context
  const hash = queryCodeHash(house.crypto, body.code)
  const [rows = []] = hash === undefined ? [] : await env.db.batch(noScope, [findQueryCode(hash)])
  const found = rows[0] as { county: string; party: string; matter: string } | undefined
  if (!found) throw new Problem(401, 'wrong-query-code')
  const { county, party, matter } = found
  const session = await admit(house, context, { county, account: party, kind: 'visitor', matter })
  return { ...session, matter }
}
