import * as z from 'zod'
import { actOn, reason, said, text } from './shapes.ts'

/** Acts beside a matter: co-units, supervision orders (B07), whistle calls (I08). */
export const beside = {
  whistle: actOn(
    'whistle',
    '/matters/:id/calls',
    'staff',
    'Blow the whistle 吹哨: the town calls departments to the spot (I08)',
    z.object({
      orgs: z.array(z.string().max(60)).min(1).max(8),
      text: text(1000),
      place: text(120),
      at: z.iso.datetime({ offset: true }),
    }),
  ),
  answerCall: actOn(
    'answer-call',
    '/calls/:id/answer',
    'staff',
    'Report in 报到, or say why not',
    z.object({ comes: z.boolean(), text: text(500) }),
  ),
  rateCall: actOn(
    'rate-call',
    '/calls/:id/rating',
    'staff',
    'Town and department rate each other 互评',
    z.object({ good: z.boolean(), text: text(500).optional() }),
  ),
  doneAssist: actOn('done-assist', '/assists/:id/result', 'staff', 'Co-unit reports its part done', said),
  excuseAssist: actOn(
    'excuse-assist',
    '/assists/:id/excuse',
    'staff',
    'Co-unit says it is not its duty; the lead decides',
    reason,
  ),
  evidence: actOn('evidence', '/orders/:id/evidence', 'staff', 'Answer a supervision order with evidence', said),
  confirmOrder: actOn(
    'confirm-order',
    '/orders/:id/confirmation',
    'staff',
    'Supervisor confirms: the order is struck off',
    z.object({ text: text(500).optional() }),
  ),
  rejectOrder: actOn('reject-order', '/orders/:id/rejection', 'staff', 'Supervisor rejects the evidence', reason),
}
