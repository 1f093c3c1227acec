import { timingSafeEqual } from 'node:crypto'
import { Problem } from '@gongzhi/kernel/problem.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { endpoints } from '../contract.ts'
import type { Way } from '../rules/index.ts'
import { own, preferenceFor } from './preference.ts'
import { forgetMail, keepPreference } from './store-person.ts'

const macOf = (crypto: Crypto, county: string, account: string): string =>
  crypto.keyedHash('notices.unsubscribe', `${county}.${account}`)

/** The key in a mail's List-Unsubscribe: ends this person's mails and opens nothing. */
export const unsubscribeKey = (crypto: Crypto, county: string, account: string): string =>
  encodeURIComponent(`${county}.${account}.${macOf(crypto, county, account)}`)

const without: Readonly<Record<Way, Way>> = { app: 'app', sms: 'sms', mail: 'app', both: 'sms' }

/** Handles POST /mail/unsubscribe: a key that is not ours is 404, one pressed twice is done already. */
export const unsubscribe =
  (crypto: Crypto) =>
  async ({ env, query }: Context<typeof endpoints.unsubscribe>) => {
    const [, county = '', account = '', mac = ''] = /^(\d{6})\.([0-9a-f-]{36})\.(.+)$/.exec(query.key) ?? []
    const right = Buffer.from(macOf(crypto, county, account))
    const given = Buffer.from(mac)
    if (given.length !== right.length || !timingSafeEqual(given, right)) throw new Problem(404, 'not-found')
    const { preference } = await preferenceFor(env, county, account, 'resident')
    const { due, result, news, ...rest } = preference
    // the address goes too: then nothing can fall back on it
    await env.db.batch(own(account), [
      keepPreference(county, account, { ...rest, due: without[due], result: without[result], news: without[news] }),
      forgetMail(county, account),
    ])
    return { done: true as const }
  }
