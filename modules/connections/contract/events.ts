import * as z from 'zod'
import { toldStates } from '../rules/webhook.ts'

/*
 * What other systems are told of: facts of the journal about matters, one type for each state a matter comes into. The
 * payload selects (P7, P8): how it goes and who has it; no name, no phone, nothing that somebody wrote. What is sealed and
 * what complains about a unit is never told of.
 */

/** One type for each state that is told of; `supervised` is an order issued because it was late (B07). */
export const eventTypes = [...toldStates.map((state) => `matter.${state}` as const), 'matter.supervised'] as const
export const eventType = z.enum(eventTypes)

const named = z.object({ code: z.string(), name: z.string() })

const matterData = z.object({
  id: z.string(),
  number: z.string(),
  variant: z.enum(['matter', 'suggestion']),
  category: z.string(),
  level: z.string(),
  unit: named,
  state: z.string(),
  /** The state before; null for a new one. */
  from: z.string().nullable(),
  holder: z.object({ org: z.string(), name: z.string() }).nullable(),
  openedAt: z.string(),
  dueAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  outcome: z.enum(['resolved', 'explained', 'not-feasible']).nullable(),
  /** Counts the acts on one matter: what comes with a smaller one than was seen is older. */
  seq: z.number().int(),
})

/** A message as it is sent, by the Standard Webhooks convention: type, timestamp, data. */
export const matterMessage = z.object({ type: eventType, timestamp: z.string(), data: matterData })
/** Sent by hand to see that the connection works. */
export const trialMessage = z.object({
  type: z.literal('webhook.trial'),
  timestamp: z.string(),
  data: z.object({ webhook: z.string(), number: z.string() }),
})

/** What is sent, by type: printed in OpenAPI under `webhooks`. */
export const messages = [
  ...eventTypes.map((type) => ({
    type: type as string,
    schema: matterMessage.extend({ type: z.literal(type) }) as z.ZodType,
  })),
  { type: 'webhook.trial', schema: trialMessage as z.ZodType },
]
