import type { SmsGateway } from '@gongzhi/identity/server'
import { openPhone } from '@gongzhi/identity/server'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { claimSms, countiesWithSms, giveUp, markSent } from './store.ts'

const MOST_TRIES = 8
/** Messages one worker takes at a time: few enough to be sent within the minute they are put off for. */
const CLAIMED = 20

/**
 * Sends what is due; answers how many went out. A message is claimed before it is sent, by one worker only; one that fails
 * is tried again later, eight times at most.
 */
export const sendDueSms = async (env: Env, crypto: Crypto, gateway: SmsGateway): Promise<number> => {
  const [counties = []] = await env.db.batch(noScope, [countiesWithSms(new Date(env.now()))])
  let sent = 0
  for (const { county } of counties as { county: string }[]) {
    for (let more = true; more; ) {
      const [claimed = []] = await env.db.batch(noScope, [claimSms(county, new Date(env.now()), CLAIMED)])
      more = claimed.length === CLAIMED
      for (const row of claimed as { id: string; phone_enc: string; text: string; tries: number }[]) {
        try {
          await gateway.send(env, openPhone(crypto, row.phone_enc), row.text, row.id)
        } catch {
          // a gateway that fails is not asked a hundred times more
          more = false
          // its own words may repeat the number: they are not passed on
          if (row.tries >= MOST_TRIES) await env.db.batch(noScope, [giveUp(county, row.id)])
          continue
        }
        await env.db.batch(noScope, [markSent(county, row.id, new Date(env.now()))])
        sent++
      }
    }
  }
  return sent
}
