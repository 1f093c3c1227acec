import { box } from '@gongzhi/files/contract'
import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

/* Shapes that endpoints of matters share. */

export const code12 = z.string().regex(/^\d{12}$/)
export const place = z.object({ code: z.string(), name: z.string() })
export const text = (max: number, min = 2) => z.string().trim().min(min).max(max)
const photo = z.string().regex(/^[0-9a-f]{64}$/)
export const photos = z.array(photo).max(6).default([])
/** Documents by what is in them, each under the name it was sent with. */
export const attachments = z
  .array(z.object({ id: photo, name: z.string().trim().min(1).max(120) }))
  .max(6)
  .default([])
export const photoId = photo

export const receipt = z.object({
  id: z.string(),
  number: z.string(),
  state: z.string(),
  seq: z.number().int(),
  at: z.string(),
})
/** The reporter's own receipt; `code` follows the matter without an account. */
export const reportReceipt = receipt.extend({ code: z.string() })

export const categoryId = z.string().regex(/^[a-z-]{2,20}$/)
export const level = z.enum(['consult', 'normal', 'urgent', 'critical'])
export const channel = z.enum(['self', 'phone', 'paper', 'visit', 'studio', 'open311'])
export const outcome = z.enum(['resolved', 'explained', 'not-feasible'])
export const ground = z.enum([
  'not-a-public-matter',
  'not-our-area',
  'already-decided',
  'no-facts',
  'petition',
  'discipline',
  'litigation',
])
const limit = z.object({ amount: z.number().int().positive(), unit: z.enum(['workday', 'day', 'hour']) })

const prospect = z.object({
  act: z.string(),
  /** Requirement ids that stand in the way; empty: can be done. */
  unmet: z.array(z.string()),
  /** What the form will ask. */
  asks: z.array(z.string()),
  /** States the act starts from. */
  from: z.array(z.string()),
})

/** A line of any list. `step` 0–4 along 受理·交办·办理·答复·回访; null once it left the road (declined, withdrawn). */
const row = z.object({
  id: z.string(),
  kind: z.string(),
  number: z.string(),
  title: z.string(),
  state: z.string(),
  category: z.string().nullable(),
  level: z.string().nullable(),
  unit: place,
  town: place.nullable(),
  holder: z.object({ org: z.string().nullable(), name: z.string().nullable() }),
  step: z.number().int().nullable(),
  dueAt: z.string().nullable(),
  pausedFor: z.string().nullable(),
  supervised: z.boolean(),
  /** Working days: negative is late. Null while nothing is due. */
  left: z.number().int().nullable(),
  joined: z.number().int(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  parent: z.string().nullable(),
})
export const rows = z.object({ rows: z.array(row), next: z.string().nullable() })

const entry = z.object({
  seq: z.number().int(),
  at: z.string(),
  act: z.string(),
  from: z.string().nullable(),
  to: z.string(),
  /** Who: `you`, an organisation with a masked name, or the clock. */
  by: z.object({
    kind: z.enum(['you', 'reporter', 'staff', 'system']),
    org: z.string().nullable(),
    name: z.string().nullable(),
  }),
  text: z.string().nullable(),
  photos: z.array(z.string()),
  attachments: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Further facts of the act, by key: duty, basis, outcome, days, ground, unit … values are ids or short texts. */
  facts: z.record(z.string(), z.unknown()),
})

const child = z.object({
  id: z.string(),
  kind: z.enum(['assist', 'order', 'whistle']),
  number: z.string(),
  state: z.string(),
  org: z.string(),
  dueAt: z.string().nullable(),
  left: z.number().int().nullable(),
  text: z.string().nullable(),
  reply: z.string().nullable(),
  photos: z.array(z.string()),
  attachments: z.array(z.object({ id: z.string(), name: z.string() })),
  prospects: z.array(prospect),
})

/** What a page needs to know of a photo or document before it shows it. */
const file = z.object({
  id: z.string(),
  kind: z.string(),
  bytes: z.number().int(),
  /** Why nobody may open it: not scanned yet, or a virus was found. */
  held: z.enum(['waiting', 'found']).nullable(),
  redacted: z.boolean(),
  /** Changes with what is drawn over it. */
  version: z.string(),
  /** The boxes over it, for those who may draw them. */
  boxes: z.array(box).nullable(),
})

export const view = row.extend({
  variant: z.enum(['matter', 'suggestion']),
  text: z.string(),
  photos: z.array(z.string()),
  fields: z.record(z.string(), z.string()),
  spot: z.string().nullable(),
  grid: z.object({ code: z.string(), name: z.string() }).nullable(),
  channel: channel,
  /** Which of the two faces this reply is made for. */
  mine: z.boolean(),
  /** The whole limit in words of data, and since when; null before acceptance. */
  limit: limit.extend({ from: z.string(), dueAt: z.string().nullable(), basis: z.string() }).nullable(),
  timeline: z.array(entry),
  prospects: z.array(prospect),
  outcome: outcome.nullable(),
  outcomeText: z.string().nullable(),
  answerText: z.string().nullable(),
  satisfied: z.boolean().nullable(),
  round: z.number().int(),
  returns: z.number().int(),
  visits: z.object({ tried: z.number().int(), done: z.boolean() }),
  extension: z.object({ asked: z.boolean(), days: z.number().int().nullable(), granted: z.boolean().nullable() }),
  /** Reporter as staff may see: masked, or null when sealed. */
  reporter: z.object({ shown: z.string().nullable(), sealed: z.boolean(), reachable: z.boolean() }),
  first: z.object({ org: z.string(), name: z.string() }),
  lead: z.object({ org: z.string(), name: z.string() }).nullable(),
  mergedInto: z.object({ id: z.string(), number: z.string() }).nullable(),
  merged: z.array(z.object({ id: z.string(), number: z.string(), title: z.string() })),
  children: z.array(child),
  files: z.array(file),
  /** Query code, for the reporter only. */
  code: z.string().nullable(),
})

/** 64 bits of what a photo looks like (files' `printOf`). */
export const print = z.string().regex(/^[0-9a-f]{16}$/)

export const near = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  state: z.string(),
  step: z.number().int().nullable(),
  openedAt: z.string(),
  joined: z.number().int(),
  /** How alike two reports are, 0–100: to sort by, never to decide by (P10). */
  likeness: z.number().int(),
  /** Alike enough to say that it may be the same. */
  likely: z.boolean(),
  /** In what they are alike, to be put into words. `days`: how much later the asking one is; below zero, earlier. */
  reasons: z.array(
    z.object({
      why: z.enum(['category', 'metres', 'days', 'things', 'text', 'spot', 'grid', 'photo']),
      metres: z.number().int().optional(),
      days: z.number().int().optional(),
      things: z.array(z.object({ zh: z.string(), en: z.string() })).optional(),
    }),
  ),
})

export const duty = z.object({
  id: z.string(),
  no: z.number().int(),
  title: z.string(),
  category: z.string(),
  org: z.string(),
  orgName: z.string(),
  basis: z.string(),
  flow: z.string(),
  limit,
  fee: z.string(),
  complaint: z.string(),
  /** found | local | unverified: how sure the source is. */
  mark: z.string(),
})

export const byId = z.object({ id: z.uuid() })

export const actOn = <const P extends string, B extends z.ZodType>(
  id: string,
  path: P,
  door: 'staff' | 'signed-in',
  summary: string,
  body: B,
) =>
  endpoint({ id: `matters.${id}`, method: 'POST', path, door, act: true, summary, params: byId, body, reply: receipt })

export const said = z.object({ text: text(2000), photos, attachments })
export const reason = z.object({ reason: text(500) })
