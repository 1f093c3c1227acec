import type { Held } from '@gongzhi/identity/server'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { own } from './preference.ts'
import { openMail } from './seal.ts'
import { findAddress, findPreference } from './store-person.ts'

const line = (field: 'mail' | 'notices', value: string): Held => ({
  field,
  value,
  why: `identity.why.${field}`,
  basis: 'identity.basis.consent',
  until: 'identity.until.withdrawal',
  optional: true,
})

/** What is held about a person here: their mail, and that they chose how to be told (R18). */
export const heldOf =
  (crypto: Crypto) =>
  async (env: Env, actor: Actor): Promise<readonly Held[]> => {
    if (actor.account === null) return []
    const [[address] = [], [preference] = []] = await env.db.batch(own(actor.account), [
      findAddress(actor.county, actor.account),
      findPreference(actor.county, actor.account),
    ])
    const sealed = address?.mail_enc ?? address?.pending_enc
    return [
      ...(typeof sealed === 'string' ? [line('mail', openMail(crypto, sealed))] : []),
      ...(preference ? [line('notices', '✓')] : []),
    ]
  }
