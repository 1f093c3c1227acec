import { randomInt } from 'node:crypto'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { Problem } from '@gongzhi/kernel/problem.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { endpoints } from '../contract.ts'
import { codeMail } from '../rules/index.ts'
import type { Channels, Fault } from './channels.ts'
import { newId } from './new-id.ts'
import { own, ownAccount, preferenceFor } from './preference.ts'
import { sealMail } from './seal.ts'
import { type CodeLimits, findAddress, forgetMail, placeMail, proveMail, withdrawMail } from './store-person.ts'

const MINUTE = 60_000
const LIMITS: CodeLimits = { lastsMs: 10 * MINUTE, gapMs: MINUTE, perDay: 10, tries: 5 }

const hashOf = (crypto: Crypto, account: string, code: string): string =>
  crypto.keyedHash('notices.mail-code', `${account} ${code}`)

/** Handles PUT /me/mail: a code goes to the address, which counts only when it has come back. 503 without a mail server. */
export const addMail =
  (crypto: Crypto, channels: Channels) =>
  async ({ env, actor, body }: Context<typeof endpoints.addMail>) => {
    const account = ownAccount(actor)
    const { county } = actor
    if (!channels.mail) throw new Problem(503, 'no-mail')
    const now = env.now()
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const hash = hashOf(crypto, account, code)
    const [placed = [], [address] = []] = await env.db.batch(own(account), [
      placeMail(county, account, sealMail(crypto, body.mail), hash, now, isoDay(dayOf(now)), LIMITS),
      findAddress(county, account),
    ])
    if (placed.length === 0) {
      const last = (address?.code_at as Date | null)?.getTime() ?? now
      const wait = last + LIMITS.gapMs > now ? Math.ceil((last + LIMITS.gapMs - now) / 1000) : 86_400
      throw new Problem(429, 'too-many', { retryAfter: wait })
    }
    const kind = actor.kind === 'staff' ? 'staff' : 'resident'
    const { preference } = await preferenceFor(env, county, account, kind)
    try {
      await channels.mail.send(env, { ...codeMail(code, preference.lang), id: newId(now), to: body.mail })
    } catch (error) {
      await env.db.batch(own(account), [withdrawMail(county, account, hash)])
      // the server refused this very address: whoever typed it can mend it
      if ((error as Partial<Fault>).permanent)
        throw new Problem(400, 'invalid', { errors: [{ pointer: '/body/mail', code: 'refused' }] })
      throw new Problem(503, 'mail-failed')
    }
    return { seconds: LIMITS.lastsMs / 1000 }
  }

/** Handles POST /me/mail/proof: 400 `wrong-code` at its field for a code that is wrong, too old or tried five times. */
export const proveIt =
  (crypto: Crypto) =>
  async ({ env, actor, body }: Context<typeof endpoints.proveMail>) => {
    const account = ownAccount(actor)
    const [rows = []] = await env.db.batch(own(account), [
      proveMail(actor.county, account, hashOf(crypto, account, body.code), env.now(), LIMITS),
    ])
    if (rows[0]?.hit !== true)
      throw new Problem(400, 'invalid', { errors: [{ pointer: '/body/code', code: 'wrong-code' }] })
    return { done: true as const }
  }

/** Handles DELETE /me/mail. */
export const dropMail = async ({ env, actor }: Context<typeof endpoints.dropMail>) => {
  const account = ownAccount(actor)
  await env.db.batch(own(account), [forgetMail(actor.county, account)])
  return { done: true as const }
}
