import type { Subject } from '@gongzhi/kernel/server/subject.ts'
import type { WebhookFacts, WebhookState } from '../rules/index.ts'
import { webhook } from '../rules/index.ts'
import { webhookAccess } from './access.ts'
import type { WebhookRow } from './store-webhook.ts'
import { insertWebhook, loadWebhook, patchWebhook, readWebhook } from './store-webhook.ts'

/** A webhook as acts see it. */
export const webhookSubject: Subject<WebhookState, WebhookFacts, WebhookRow, keyof typeof webhook.acts> = {
  kind: 'webhook',
  series: 'W',
  procedure: webhook,
  access: webhookAccess,
  rule: 'connections/1',
  load: loadWebhook,
  read: readWebhook,
  insert: insertWebhook,
  patch: patchWebhook,
  facts: ({ input }) => ({
    reason: typeof input.reason === 'string' && input.reason !== '',
    resendable: input.ended === true,
  }),
  standing: () => ({ holderOrg: null, holder: null, dueAt: null, alarm: null, pausedFor: null, supervised: false }),
  units: () => [],
}
