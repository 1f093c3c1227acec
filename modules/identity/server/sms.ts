import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { maskPhone, type SmsTemplate } from '../rules/index.ts'
import { addDemoMessage } from './store-sign-in.ts'

/**
 * Sends one text to one phone, or rejects. `id`: the same for every try, so that a gateway can drop a repetition. `template`:
 * what the text is made of, for carriers that only send registered ones.
 */
export type SmsGateway = {
  readonly send: (env: Env, to: string, text: string, id?: string, template?: SmsTemplate) => Promise<void>
}

/** A gateway of one's own behind a URL: POST {to, text}, 2xx is success; ten seconds. The URL may carry a key: it is never logged. */
export const httpSms = (url: string): SmsGateway => ({
  send: async (_env, to, text, id) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(id ? { 'idempotency-key': id } : {}) },
      body: JSON.stringify({ to, text }),
      signal: AbortSignal.timeout(10_000),
      redirect: 'error',
    }).catch(() => undefined)
    await answer?.body?.cancel()
    if (!answer?.ok) throw new Error(`sms gateway: ${answer?.status ?? 'no answer'}`)
  },
})

/** The demo's gateway: a table that /demo/outbox shows, phones masked. */
export const demoSms: SmsGateway = {
  send: async (env, to, text) => {
    await env.db.batch(noScope, [addDemoMessage(new Date(env.now()), maskPhone(to), text, 'sms')])
  },
}
