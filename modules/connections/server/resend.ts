import { notFound } from '@gongzhi/kernel/problem.ts'
import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../contract.ts'
import { findDelivery, requeue } from './store-delivery.ts'
import { webhookSubject } from './webhook-subject.ts'

/** Sends one message again, under the id it had: whoever has it already knows it. */
export const resend = act({
  subject: webhookSubject,
  act: 'resend',
  endpoint: endpoints.resend,
  reads: (input, actor, id) => [findDelivery(actor.county, id, input.delivery)],
  finds: ([found]) => {
    if (!found?.[0]) throw notFound()
    return { ended: found[0].state !== 'waiting' }
  },
  also: ({ docket, input, now }) => [requeue(docket.county, input.delivery, new Date(now))],
})
