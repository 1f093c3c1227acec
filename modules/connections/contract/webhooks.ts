import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'
import { eventType } from './events.ts'
import { byId, prefix, receipt } from './keys.ts'

const reason = z.object({ reason: z.string().trim().min(2).max(200) })

const delivery = z.object({
  id: z.string(),
  /** The `webhook-id` header: the same at every try. */
  message: z.string(),
  type: z.string(),
  /** Number of the matter. */
  number: z.string().nullable(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  tries: z.number().int(),
  at: z.string(),
  /** When it will be tried next; null when it will not. */
  nextAt: z.string().nullable(),
  lastAt: z.string().nullable(),
  /** HTTP status of the last answer; null when none came. */
  status: z.number().int().nullable(),
  /** Why the last try failed: `status`, `timeout`, `redirect`, `address`, `network`. */
  error: z.string().nullable(),
  ms: z.number().int().nullable(),
})

/** Messages to other systems: who is told of what, the log of what was sent, and sending again. */
export const webhooks = {
  webhooks: endpoint({
    id: 'connections.webhooks',
    method: 'GET',
    path: '/connections/webhooks',
    door: 'staff',
    summary: 'Which systems are told of what in my county, and how it goes',
    reply: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        state: z.enum(['active', 'disabled', 'removed']),
        name: z.string(),
        org: z.string(),
        orgName: z.string(),
        url: z.string(),
        events: z.array(eventType),
        prefix: z.string(),
        place: z.string(),
        madeBy: z.string().nullable(),
        madeAt: z.string(),
        /** Since when every try has failed. */
        failingSince: z.string().nullable(),
        /** Until when the secret before this one is good too. */
        oldSecretUntil: z.string().nullable(),
        waiting: z.number().int(),
        deliveredAt: z.string().nullable(),
      }),
    ),
  }),
  subscribe: endpoint({
    id: 'connections.subscribe',
    method: 'POST',
    path: '/connections/webhooks',
    door: 'staff',
    act: true,
    summary: 'Tell another system of what happens; the reply is the only place where the signing secret is written out',
    body: z.object({
      name: z.string().trim().min(2).max(60),
      org: z.string().max(60),
      url: z.string().trim().max(500),
      events: z.array(eventType).min(1),
      prefix,
    }),
    reply: receipt.extend({ secret: z.string() }),
  }),
  deliveries: endpoint({
    id: 'connections.deliveries',
    method: 'GET',
    path: '/connections/webhooks/:id/deliveries',
    door: 'staff',
    summary: 'What was sent to a system, newest first: tries, answers, errors; kept for 30 days',
    params: byId,
    query: z.object({ before: z.uuid().optional() }),
    reply: z.object({ rows: z.array(delivery), next: z.string().nullable() }),
  }),
  tryWebhook: endpoint({
    id: 'connections.try-webhook',
    method: 'POST',
    path: '/connections/webhooks/:id/trial',
    door: 'staff',
    act: true,
    summary: 'Send a trial message',
    params: byId,
    body: z.object({}),
    reply: receipt,
  }),
  resend: endpoint({
    id: 'connections.resend',
    method: 'POST',
    path: '/connections/webhooks/:id/resending',
    door: 'staff',
    act: true,
    summary: 'Send one message again, under the id it had',
    params: byId,
    body: z.object({ delivery: z.uuid() }),
    reply: receipt,
  }),
  rotateSecret: endpoint({
    id: 'connections.rotate-secret',
    method: 'POST',
    path: '/connections/webhooks/:id/secret',
    door: 'staff',
    act: true,
    summary: 'A new signing secret; for 24 hours messages are signed with the old one too',
    params: byId,
    body: z.object({}),
    reply: receipt.extend({ secret: z.string() }),
  }),
  disableWebhook: endpoint({
    id: 'connections.disable-webhook',
    method: 'POST',
    path: '/connections/webhooks/:id/disabling',
    door: 'staff',
    act: true,
    summary: 'Stop telling a system; what is waiting stays waiting',
    params: byId,
    body: reason,
    reply: receipt,
  }),
  enableWebhook: endpoint({
    id: 'connections.enable-webhook',
    method: 'POST',
    path: '/connections/webhooks/:id/enabling',
    door: 'staff',
    act: true,
    summary: 'Tell a system again, first of what is waiting',
    params: byId,
    body: z.object({}),
    reply: receipt,
  }),
  removeWebhook: endpoint({
    id: 'connections.remove-webhook',
    method: 'POST',
    path: '/connections/webhooks/:id/removal',
    door: 'staff',
    act: true,
    summary: 'Remove it for good; what is waiting is dropped',
    params: byId,
    body: reason,
    reply: receipt,
  }),
}
