import { randomInt } from 'node:crypto'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { invalid, Problem } from '@gongzhi/kernel/problem.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { endpoints } from '../contract.ts'
import { codeLimits } from '../rules/index.ts'
import type { House } from './house.ts'
import { newId } from './new-id.ts'
import { openResident, phoneHash } from './open-account.ts'
import { admit } from './sign-in.ts'
import { findCode, placeCode, tryCode, withdrawCode } from './store-sign-in.ts'

const hashOf = (house: House, county: string, phone: string, code: string) =>
  house.crypto.keyedHash('identity.code', `${county} ${phone} ${code}`)

const tooSoon = async (env: Env, county: string, hash: string): Promise<Problem> => {
  const [rows = []] = await env.db.batch(noScope, [findCode(county, hash)])
  const sentAt = (rows[0]?.sent_at as Date | undefined)?.getTime() ?? env.now()
  const left = Math.ceil((sentAt + codeLimits.gapMs - env.now()) / 1000)
  return left > 0
    ? new Problem(429, 'code-too-soon', { retryAfter: left })
    : new Problem(429, 'codes-spent', { perDay: codeLimits.perDay })
}

/** Handles POST /session/codes: 503 `no-sms-gateway`, 429 `code-too-soon` or `codes-spent`, 503 `sms-failed`. */
export const sendCode =
  (house: House) =>
  async ({ env, body }: Context<typeof endpoints.sendCode>) => {
    const { county, phone } = body
    if (!house.sms) throw new Problem(503, 'no-sms-gateway')
    if ((await house.placeName(env, `${county}000000`)) === undefined) {
      throw invalid([{ pointer: '/body/county', code: 'unknown' }])
    }
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const hash = phoneHash(house.crypto, phone)
    const codeHash = hashOf(house, county, phone, code)
    const now = env.now()
    const [placed = []] = await env.db.batch(noScope, [placeCode(county, hash, codeHash, now, isoDay(dayOf(now)))])
    if (placed.length === 0) throw await tooSoon(env, county, hash)
    try {
      await house.sms.send(env, phone, `【共治】验证码${code}，5分钟内有效。请勿告诉他人。`, newId(now), {
        kind: 'code',
        params: { code },
      })
    } catch {
      // the gateway's own words may repeat the number: none of them goes further
      await env.db.batch(noScope, [withdrawCode(county, hash, codeHash, now)])
      throw new Problem(503, 'sms-failed')
    }
    return { seconds: codeLimits.lastsMs / 1000 }
  }

/** Handles POST /sessions/phone: 401 `wrong-code` for a code that is wrong, used, too old or tried five times. */
export const signInByCode = (house: House) => async (context: Context<typeof endpoints.signInByCode>) => {
  const { env, body } = context
  const { county, phone, code } = body
  const hash = phoneHash(house.crypto, phone)
  const [rows = []] = await env.db.batch(noScope, [
    tryCode(county, hash, hashOf(house, county, phone, code), env.now()),
  ])
  if (rows[0]?.hit !== true) throw new Problem(401, 'wrong-code')
  const account = await openResident(env, house.crypto, { county, phone })
  return admit(house, context, { county, account, kind: 'resident' })
}
