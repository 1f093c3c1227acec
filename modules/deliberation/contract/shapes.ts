import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'
import { bodyKinds } from '../rules/bodies.ts'
import { concerns } from '../rules/concerns.ts'
import { grounds } from '../rules/rows.ts'

/* Shapes that the endpoints of deliberation share. */

export const text = (max: number, min = 2) => z.string().trim().min(min).max(max)
export const byId = z.object({ id: z.uuid() })
export const unit = z.string().regex(/^\d{12}$/)
export const bodyId = z.string().regex(/^\d{12}\.[a-z-]+$/)
export const bodyKind = z.enum(bodyKinds)
export const day = z.iso.date()
export const reason = z.object({ reason: text(500) })
export const photos = z
  .array(z.string().regex(/^[0-9a-f]{64}$/))
  .max(6)
  .default([])
export const files = z
  .array(z.object({ id: z.string().regex(/^[0-9a-f]{64}$/), name: z.string().trim().min(1).max(120) }))
  .max(6)
  .default([])
export const ground = z.enum(grounds)
export const concern = z.enum(concerns.map(({ id }) => id))
/** What is given into the hands of the representatives, and the last day of it (X4). */
export const grants = z.object({ concerns: z.array(concern).min(1).max(12), until: day })
export const choice = z.enum(['yes', 'no', 'abstain'])
export const counts = z.object({
  yes: z.number().int().min(0),
  no: z.number().int().min(0),
  abstain: z.number().int().min(0),
})
export const clauses = z
  .array(z.object({ text: text(500) }))
  .min(1)
  .max(20)

export const receipt = z.object({
  id: z.string(),
  number: z.string(),
  state: z.string(),
  seq: z.number().int(),
  at: z.string(),
})

export const prospect = z.object({
  act: z.string(),
  /** Requirement ids that stand in the way; empty: can be done. */
  unmet: z.array(z.string()),
  asks: z.array(z.string()),
  from: z.array(z.string()),
})

/** A verdict as it is shown and stored: `@gongzhi/law/rules` Verdict. */
export const verdict = z.object({
  rule: z.string(),
  met: z.boolean(),
  clauses: z.array(
    z.object({
      met: z.boolean(),
      sums: z.array(
        z.object({
          countName: z.string(),
          ofName: z.string(),
          count: z.number().int(),
          of: z.number().int(),
          need: z.number().int().nullable(),
          share: z.tuple([z.number().int(), z.number().int(), z.enum(['inclusive', 'strict'])]),
          met: z.boolean(),
        }),
      ),
      source: z.object({ law: z.string(), article: z.string(), mark: z.enum(['found', 'local', 'unverified']) }),
      pack: z.string(),
      version: z.string(),
    }),
  ),
})
/** Days of notice: given, asked, by which article. */
export const amountVerdict = z.object({
  rule: z.string(),
  met: z.boolean(),
  given: z.number().int(),
  bar: z.number().int(),
  kind: z.enum(['least', 'most']),
  unit: z.string(),
  source: z.object({ law: z.string(), article: z.string(), mark: z.enum(['found', 'local', 'unverified']) }),
  pack: z.string(),
  version: z.string(),
})

/** A person on a roll as others read them: masked. `name`: the whole name, for those who run the meeting and its members. */
export const person = z.object({
  member: z.string(),
  shown: z.string(),
  name: z.string().nullable(),
  class: z.string().nullable(),
})

/** One line of a timeline; the text is the actor's own. */
export const entry = z.object({
  seq: z.number().int(),
  at: z.string(),
  act: z.string(),
  from: z.string().nullable(),
  to: z.string(),
  by: z.object({
    kind: z.enum(['you', 'member', 'staff', 'system']),
    org: z.string().nullable(),
    role: z.string().nullable(),
  }),
  text: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
})

export const actOn = <const P extends string, B extends z.ZodType>(
  id: string,
  path: P,
  door: 'staff' | 'signed-in',
  summary: string,
  body: B,
) =>
  endpoint({
    id: `deliberation.${id}`,
    method: 'POST',
    path,
    door,
    act: true,
    summary,
    params: byId,
    body,
    reply: receipt,
  })
