import { act, performAct } from '@gongzhi/kernel/server/act.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { endpoints } from '../contract.ts'
import { accountSubject } from './account-subject.ts'
import type { House } from './house.ts'
import { ownAccount } from './own-account.ts'
import { endOtherSessions, forgetDevices } from './store-session.ts'
import { forgetKnown } from './who-is.ts'

/**
 * Closes the account: every personal field is erased and every session ends (个保法 Art. 47). Open matters go on under
 * their query codes; the journal holds that it was closed, and nothing of what was erased.
 */
const closeAct = act({
  subject: accountSubject,
  act: 'close',
  endpoint: { ...endpoints.closeAccount, body: undefined },
  change: () => ({
    state: 'closed' as const,
    passwordHash: null,
    totpEnc: null,
    totpOn: false,
    nameEnc: null,
    shown: null,
    phoneEnc: null,
    phoneHash: null,
    village: null,
    demoTitle: null,
  }),
  data: () => ({}),
  also: ({ docket, now }) => [
    endOtherSessions(docket.county, docket.id, null, new Date(now)),
    forgetDevices(docket.county, docket.id),
  ],
})

/** Handles POST /me/data/closing. */
export const closeAccount = (house: House) => async (context: Context<typeof endpoints.closeAccount>) => {
  const { env, actor, body, key, madeAt } = context
  const account = ownAccount(actor)
  const receipt = await performAct(env, closeAct, account, { sure: body.sure }, { actor, key, madeAt })
  forgetKnown(house, actor.county, { account })
  context.setSession(null)
  return receipt
}
