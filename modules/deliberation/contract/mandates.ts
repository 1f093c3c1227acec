import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'
import { actOn, concern, counts, day, files, prospect, reason, receipt, text, unit, verdict } from './shapes.ts'

const people = z.number().int().min(0).max(100_000)
const given = {
  /** What it gives into the hands of the representatives. */
  concerns: z.array(concern).min(1).max(12),
  /** The day of the villagers’ meeting, and the last day the mandate holds. */
  on: day,
  until: day,
  /** By whom the meeting was held: all of age, or one of each household (Art. 26). */
  by: z.enum(['villagers', 'households']),
  entitled: people,
  present: people,
  counts,
  text: text(2000),
}

export const mandates = {
  giveMandate: endpoint({
    id: 'deliberation.give-mandate',
    method: 'POST',
    path: '/mandates',
    door: 'staff',
    act: true,
    summary:
      'Keep a mandate 授权 that the villagers’ meeting gave the representatives: matters, term, its numbers (Art. 28, X4)',
    body: z.object({ id: z.uuid().optional(), unit, ...given, files }),
    reply: receipt,
  }),
  mandates: endpoint({
    id: 'deliberation.mandates',
    method: 'GET',
    path: '/mandates',
    door: 'anyone',
    summary: 'Mandates of a village’s representatives, those that hold first',
    query: z.object({ unit }),
    reply: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        state: z.string(),
        ...given,
        concerns: z.array(z.string()),
        files: z.array(z.object({ id: z.string(), name: z.string() })),
        verdicts: z.array(verdict),
        /** The resolution that gave it, where the villagers’ meeting was held here. */
        resolution: z.object({ id: z.string(), number: z.string() }).nullable(),
        ended: z.string().nullable(),
        prospects: z.array(prospect),
      }),
    ),
  }),
  takeBack: actOn(
    'take-back',
    '/mandates/:id/end',
    'staff',
    'The villagers’ meeting takes the mandate back, with the reason',
    reason,
  ),
}
