import { hash } from 'node:crypto'
import { firstPasswordOf, openName, openStaff, staffOfPhone } from '@gongzhi/identity/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { keyReused, notYours, refused } from '@gongzhi/kernel/problem.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { everMay } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { endpoints } from '../contract.ts'
import { access } from './access.ts'
import { openAccount as findOpen } from './store.ts'

/** What a person types to sign in: the county and six characters without I, L, O and U, such as 441226-k7mq2x. */
const loginFor = (county: string, id: string): string => {
  const letters = '0123456789abcdefghjkmnpqrstvwxyz'
  const bytes = hash('sha256', id, 'buffer')
  return `${county}-${Array.from({ length: 6 }, (_, n) => letters[(bytes[n] ?? 0) & 31]).join('')}`
}

/**
 * Handles POST /people: a staff account with a password for the first sign-in, to be handed over on paper. Login and
 * password follow from the key: whoever repeats the request reads the same slip. 409 `phone-new` when the phone has an
 * account already.
 */
export const openAccountWith =
  (crypto: Crypto) =>
  async ({ env, actor, body, key }: Context<typeof endpoints.openAccount>) => {
    if (everMay(access, ['open-account'], actor).length === 0) throw notYours('open-account')
    const { county } = actor
    // whose key it is counts: nobody reads another's slip with it
    const mine = `${actor.account} ${key}`
    const id = derivedId('people.open-account', county, mine)
    const known = await staffOfPhone(env, crypto, county, body.phone)
    if (known !== undefined && known !== id) throw refused('open-account', ['phone-new'])
    const login = loginFor(county, id)
    const password = firstPasswordOf(crypto, county, mine)
    await openStaff(env, crypto, { county, id, actor, login, password, toBeChanged: true, ...body })
    const [rows = []] = await env.db.batch(noScope, [findOpen(county, id)])
    if (openName(crypto, rows[0]?.name_enc as string) !== body.name.trim()) throw keyReused()
    const until = rows[0]?.first_until
    // a repetition after the first sign-in: the slip has done its work
    return {
      account: id,
      login,
      password: until instanceof Date ? password : null,
      until: until instanceof Date ? isoDay(dayOf(until.getTime())) : null,
    }
  }
