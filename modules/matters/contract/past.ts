import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'
import { actOn, byId, outcome, place, reason } from './shapes.ts'

/** Matters of old ledgers, brought in from a sheet. */
export const past = {
  past: endpoint({
    id: 'matters.past',
    method: 'GET',
    path: '/past-matters/:id',
    door: 'staff',
    summary: 'A matter of an old ledger, as the ledger has it; who reported is not shown',
    params: byId,
    reply: z.object({
      id: z.string(),
      number: z.string(),
      title: z.string(),
      state: z.string(),
      sourceNumber: z.string().nullable(),
      reportedOn: z.string(),
      concludedOn: z.string().nullable(),
      category: z.string(),
      text: z.string(),
      unit: place,
      spot: z.string().nullable(),
      org: z.string().nullable(),
      outcome: outcome.nullable(),
      outcomeText: z.string().nullable(),
      rated: z.string().nullable(),
      /** When and by whom it came in. */
      importedAt: z.string(),
      importedBy: z.string().nullable(),
      mayRetract: z.boolean(),
    }),
  }),
  retract: actOn(
    'retract',
    '/past-matters/:id/retraction',
    'staff',
    'Take back a matter of an old ledger that was brought in by mistake',
    reason,
  ),
}
