import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { endpoints } from '../contract.ts'
import { DEFAULTS, type Preference } from '../rules/index.ts'
import { maskMail } from '../rules/mask-mail.ts'
import type { Channels } from './channels.ts'
import { openMail } from './seal.ts'
import { findAddress, findPreference, keepPreference } from './store-person.ts'

/** The account behind an actor; a query code follows a matter and is nobody's account: 404. */
export const ownAccount = (actor: Actor): string => {
  if (actor.account === null || (actor.kind !== 'resident' && actor.kind !== 'staff')) throw notFound()
  return actor.account
}

/** What row-level security compares with for one's own rows. */
export const own = (account: string) => ({ scopes: [], orgs: [], account })

/** What a person wants, or the defaults of their kind, and the row of their mail. */
export const preferenceFor = async (env: Env, county: string, account: string, kind: 'resident' | 'staff') => {
  const [[row] = [], [address] = []] = await env.db.batch(own(account), [
    findPreference(county, account),
    findAddress(county, account),
  ])
  const preference: Preference = row
    ? {
        due: row.due_by as Preference['due'],
        result: row.result_by as Preference['result'],
        news: row.news_by as Preference['news'],
        quietFrom: row.quiet_from as number,
        quietTo: row.quiet_to as number,
        digestAt: row.digest_at as number | null,
        lang: row.lang as Preference['lang'],
      }
    : DEFAULTS[kind]
  return { preference, address }
}

/** Handles GET /me/notices. */
export const preference =
  (crypto: Crypto, channels: Channels) =>
  async ({ env, actor }: Context<typeof endpoints.preference>) => {
    const kind = actor.kind === 'staff' ? 'staff' : 'resident'
    const { preference: chosen, address } = await preferenceFor(env, actor.county, ownAccount(actor), kind)
    const masked = (sealed: unknown) => (typeof sealed === 'string' ? maskMail(openMail(crypto, sealed)) : null)
    return {
      ...chosen,
      ways: { sms: channels.sms !== undefined, mail: channels.mail !== undefined },
      mail: {
        address: masked(address?.mail_enc),
        pending: masked(address?.pending_enc),
        fault:
          typeof address?.fault === 'string'
            ? { code: address.fault, at: (address.fault_at as Date).toISOString() }
            : null,
      },
    }
  }

/** Handles PUT /me/notices. */
export const prefer = async ({ env, actor, body }: Context<typeof endpoints.prefer>) => {
  const account = ownAccount(actor)
  await env.db.batch(own(account), [keepPreference(actor.county, account, body)])
  return { done: true as const }
}
