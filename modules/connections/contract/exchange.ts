import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'
import { byId, prefix } from './keys.ts'

const named = z.object({ code: z.string(), name: z.string() })

/** A matter as another system sees it: how it goes and who has it. Selected, never omitted: no name, no phone, no free text. */
const outsideMatter = z.object({
  id: z.string(),
  number: z.string(),
  variant: z.enum(['matter', 'suggestion']),
  category: z.string(),
  level: z.string(),
  unit: named,
  state: z.string(),
  holder: z.object({ org: z.string(), name: z.string() }).nullable(),
  openedAt: z.string(),
  changedAt: z.string(),
  dueAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  outcome: z.enum(['resolved', 'explained', 'not-feasible']).nullable(),
  /** Reported with this key. */
  own: z.boolean(),
  /** What was answered; only for matters reported with this key. */
  answer: z.string().nullable(),
})

/** Matters for other systems. What is sealed, and what complains about a unit, is not there for any key (P8). */
export const exchange = {
  matters: endpoint({
    id: 'connections.matters',
    method: 'GET',
    path: '/connections/matters',
    door: 'key',
    scope: 'matters:read',
    summary: 'Matters in the reach of the key, newest first, a page at a time; changes come by webhook',
    query: z.object({
      unit: prefix.optional(),
      state: z
        .string()
        .regex(/^[a-z-]{2,20}$/)
        .optional(),
      before: z.uuid().optional(),
      most: z.coerce.number().int().min(1).max(100).default(50),
    }),
    reply: z.object({ rows: z.array(outsideMatter), next: z.string().nullable() }),
  }),
  matter: endpoint({
    id: 'connections.matter',
    method: 'GET',
    path: '/connections/matters/:id',
    door: 'key',
    scope: 'matters:read',
    summary: 'One matter in the reach of the key',
    params: byId,
    reply: outsideMatter,
  }),
}
