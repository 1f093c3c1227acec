import { act, performAct } from '@gongzhi/kernel/server/act.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { endpoints } from '../contract.ts'
import { maskName } from '../rules/index.ts'
import { accountSubject } from './account-subject.ts'
import type { House } from './house.ts'
import { sealName } from './open-account.ts'
import { ownAccount } from './own-account.ts'
import type { Account } from './store.ts'
import { forgetKnown } from './who-is.ts'

/** Corrects name or village (个保法 Art. 46). The journal keeps which fields, never the values. */
const correctAct = (change: Partial<Account>) =>
  act({
    subject: accountSubject,
    act: 'correct',
    endpoint: { ...endpoints.correctMyData, body: undefined },
    change: () => change,
    data: ({ input }) => ({ fields: (input as { fields?: string[] }).fields ?? [] }),
  })

/** Handles POST /me/data/corrections. */
export const correct = (house: House) => async (context: Context<typeof endpoints.correctMyData>) => {
  const { env, actor, body, key, madeAt } = context
  const account = ownAccount(actor)
  const { name, village } = body
  const known =
    village === undefined || (village.startsWith(actor.county) && (await house.placeName(env, village)) !== undefined)
  const change: Partial<Account> = {
    ...(name === undefined ? {} : { nameEnc: sealName(house.crypto, name), shown: maskName(name) }),
    ...(village === undefined ? {} : { village }),
  }
  const input = {
    fields: [...(name === undefined ? [] : ['name']), ...(village === undefined ? [] : ['village'])],
    // tells a repetition from another correction under the same key without holding what was said
    mark: house.crypto.keyedHash('identity.mark', JSON.stringify([name ?? null, village ?? null])),
    villageKnown: known,
  }
  const receipt = await performAct(env, correctAct(change), account, input, { actor, key, madeAt })
  forgetKnown(house, actor.county, { account })
  return receipt
}
