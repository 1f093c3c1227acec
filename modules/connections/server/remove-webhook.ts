import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../contract.ts'
import { dropWaiting } from './store-delivery.ts'
import { webhookSubject } from './webhook-subject.ts'

/** Removes a webhook; what was sent stays in the log for its time. */
export const removeWebhook = act({
  subject: webhookSubject,
  act: 'remove-webhook',
  endpoint: endpoints.removeWebhook,
  also: ({ docket }) => [dropWaiting(docket.county, docket.id)],
})
