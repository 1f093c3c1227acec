import { randomBytes } from 'node:crypto'
import { systemActor } from '@gongzhi/kernel/reach.ts'
import { act, performAct } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import * as z from 'zod'
import { codeFromBytes, firstPasswordMs } from '../rules/index.ts'
import { accountSubject } from './account-subject.ts'
import { newId } from './new-id.ts'
import { loginOf } from './open-account.ts'
import { hashPassword } from './password.ts'
import { findByLogin } from './store.ts'
import { endOtherSessions } from './store-session.ts'

const grouped = (bytes: Uint8Array): string => `${codeFromBytes(bytes)}-${codeFromBytes(bytes.subarray(5))}`

/** A password to be handed over on paper: 80 bits, such as 7Q4K-2M9D-0ABC-XY12. */
export const newFirstPassword = (): string => grouped(randomBytes(10))

/** The first password that follows from the key of the act which opens an account: a repetition shows the same one. */
export const firstPasswordOf = (crypto: Crypto, county: string, key: string): string =>
  grouped(Buffer.from(crypto.keyedHash('identity.first-password', `${county} ${key}`).slice(-43), 'base64url'))

const reset = (passwordHash: string) =>
  act({
    subject: accountSubject,
    act: 'reset-sign-in',
    endpoint: {
      id: 'identity.reset-sign-in',
      method: 'POST',
      path: '',
      door: 'staff',
      summary: 'A first password again, no second factor, no session',
      reply: z.unknown(),
    },
    change: ({ now }) => ({
      passwordHash,
      firstUntil: now + firstPasswordMs,
      totpOn: false,
      totpEnc: null,
    }),
    data: () => ({}),
    also: ({ docket, now }) => [endOtherSessions(docket.county, docket.id, null, new Date(now))],
  })

/**
 * A first password for a staff login again, second factor and sessions gone; for the command line, by the clock's hand.
 * Undefined when there is no such login.
 */
export const resetSignIn = async (env: Env, login: string): Promise<string | undefined> => {
  const [rows = []] = await env.db.batch(noScope, [findByLogin(loginOf(login))])
  const row = rows[0]
  if (!row) return undefined
  const password = newFirstPassword()
  const call = { actor: systemActor(row.county as string), key: newId(env.now()) }
  await performAct(env, reset(await hashPassword(password)), row.id as string, {}, call)
  return password
}
