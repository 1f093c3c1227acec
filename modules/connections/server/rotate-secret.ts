import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import { act, performAct } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { endpoints } from '../contract.ts'
import { webhookTimes } from '../rules/index.ts'
import type { WebhookRow } from './store-webhook.ts'
import { sealSecret, signingSecret } from './subscribe.ts'
import { webhookSubject } from './webhook-subject.ts'

/** The act itself: its route answers more than a receipt. */
export const rotateSecret = (crypto: Crypto) =>
  act({
    subject: webhookSubject,
    act: 'rotate-secret',
    endpoint: endpoint({ ...endpoints.rotateSecret, path: '' }),
    change: ({ row, now, docket, key }): Partial<WebhookRow> => ({
      oldSecretEnc: row.secretEnc,
      oldUntil: now + webhookTimes.oldSecretMs,
      secretEnc: sealSecret(crypto, signingSecret(crypto, docket.id, key)),
    }),
  })

/** Handles POST /connections/webhooks/:id/secret: a receipt with the new secret, the same at every repetition. */
export const rotatedSecret =
  (crypto: Crypto) =>
  async ({ env, actor, params, key, madeAt }: Context<typeof endpoints.rotateSecret>) => ({
    ...(await performAct(env, rotateSecret(crypto), params.id, {}, { actor, key, madeAt })),
    secret: signingSecret(crypto, params.id, key),
  })
