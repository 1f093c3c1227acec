import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../contract.ts'
import { webhookSubject } from './webhook-subject.ts'

/** Tells a system again; it has failed at nothing yet. */
export const enableWebhook = act({
  subject: webhookSubject,
  act: 'enable-webhook',
  endpoint: endpoints.enableWebhook,
  change: () => ({ failingSince: null }),
})
