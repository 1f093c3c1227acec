import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../contract.ts'
import { webhookSubject } from './webhook-subject.ts'

/** Stops telling a system, with the reason. */
export const disableWebhook = act({
  subject: webhookSubject,
  act: 'disable-webhook',
  endpoint: endpoints.disableWebhook,
})
