import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../contract.ts'
import { addDelivery } from './store-delivery.ts'
import { deliveryId } from './tell.ts'
import { webhookSubject } from './webhook-subject.ts'

/** Sends a trial message by the same road as all others. */
export const tryWebhook = act({
  subject: webhookSubject,
  act: 'try-webhook',
  endpoint: endpoints.tryWebhook,
  also: ({ docket, now, key }) => [
    addDelivery({
      county: docket.county,
      id: deliveryId(now, docket.id, key),
      webhook: docket.id,
      type: 'webhook.trial',
      number: null,
      at: now,
      body: JSON.stringify({
        type: 'webhook.trial',
        timestamp: new Date(now).toISOString(),
        data: { webhook: docket.id, number: docket.number },
      }),
    }),
  ],
})
