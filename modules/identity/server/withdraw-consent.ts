import { act, performAct } from '@gongzhi/kernel/server/act.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { endpoints } from '../contract.ts'
import { accountSubject } from './account-subject.ts'
import type { House } from './house.ts'
import { ownAccount } from './own-account.ts'
import { forgetKnown } from './who-is.ts'

/** Takes back an optional datum: gone at once, no service with it (个保法 Art. 15–16, I8). */
const withdrawAct = act({
  subject: accountSubject,
  act: 'withdraw-consent',
  endpoint: { ...endpoints.withdrawConsent, body: undefined },
  change: ({ input }) => {
    const { fields = [] } = input as { fields?: string[] }
    return {
      ...(fields.includes('name') ? { nameEnc: null, shown: null } : {}),
      ...(fields.includes('village') ? { village: null } : {}),
    }
  },
})

/** Handles POST /me/data/withdrawals. */
export const withdrawConsent = (house: House) => async (context: Context<typeof endpoints.withdrawConsent>) => {
  const { env, actor, body, key, madeAt } = context
  const account = ownAccount(actor)
  const receipt = await performAct(env, withdrawAct, account, { fields: [body.field] }, { actor, key, madeAt })
  forgetKnown(house, actor.county, { account })
  return receipt
}
