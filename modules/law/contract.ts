import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

const source = z.object({ law: z.string(), article: z.string(), mark: z.enum(['found', 'local', 'unverified']) })
const common = { id: z.string(), source, note: z.string().optional(), default: z.literal(true).optional() }
const rule = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('share'),
    anyOf: z.array(
      z.object({
        count: z.string(),
        of: z.string(),
        share: z.tuple([z.number().int(), z.number().int(), z.enum(['inclusive', 'strict'])]),
      }),
    ),
  }),
  z.object({
    ...common,
    kind: z.enum(['least', 'most']),
    amount: z.number().int(),
    unit: z.enum(['day', 'workday', 'month', 'year', 'times', 'person', 'yuan', 'minute']),
    unless: z.string().optional(),
  }),
  z.object({ ...common, kind: z.enum(['must', 'may']), value: z.boolean() }),
])
const pack = z.object({
  id: z.string(),
  title: z.string(),
  version: z.string(),
  scope: z.string(),
  from: z.string(),
  /** The first day on which it holds no more. */
  until: z.string().nullable(),
})
const said = z.object({ zh: z.string(), en: z.string() })

const day = z.iso.date()
const share = z.tuple([
  z.number().int().min(1).max(100),
  z.number().int().min(1).max(100),
  z.enum(['inclusive', 'strict']),
])
const receipt = z.object({
  id: z.string(),
  number: z.string(),
  state: z.string(),
  seq: z.number().int(),
  at: z.string(),
})
const byId = z.object({ id: z.uuid() })
const village = z.string().regex(/^\d{12}$/)

export const endpoints = {
  localRules: endpoint({
    id: 'law.local-rules',
    method: 'GET',
    path: '/local-rules',
    door: 'anyone',
    summary: 'What a county or a village has set for itself, and its county for it, with documents and days (X3)',
    query: z.object({ place: village }),
    reply: z.object({
      place: z.object({ code: z.string(), name: z.string() }),
      /** Whether I set rules here. */
      keeps: z.boolean(),
      /** What may be set here, with the bounds of what makes sense. */
      settable: z.array(
        z.object({
          id: z.string(),
          share: z.tuple([share, share]).nullable(),
          amount: z.tuple([z.number().int(), z.number().int()]).nullable(),
        }),
      ),
      rows: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          state: z.string(),
          place: z.object({ code: z.string(), name: z.string() }),
          rule: z.string(),
          said: rule,
          from: z.string(),
          /** The last day on which it holds; before `from`: it never began. */
          until: z.string().nullable(),
          publishedAt: z.string().nullable(),
          /** The unit that published it. */
          publishedBy: z.string().nullable(),
          replaced: z.boolean(),
          reason: z.string().nullable(),
          prospects: z.array(
            z.object({
              act: z.string(),
              unmet: z.array(z.string()),
              asks: z.array(z.string()),
              from: z.array(z.string()),
            }),
          ),
        }),
      ),
    }),
  }),
  draftRule: endpoint({
    id: 'law.draft-rule',
    method: 'POST',
    path: '/local-rules',
    door: 'staff',
    act: true,
    summary:
      'Draft a rule of one’s own; what would loosen the law is refused with what holds and its article (X3, P22)',
    body: z.object({
      place: village,
      rule: z.string().max(60),
      share: share.optional(),
      amount: z.number().int().min(0).max(10_000).optional(),
      value: z.boolean().optional(),
      document: z.string().trim().max(120),
      article: z.string().trim().max(60),
      from: day,
      until: day.nullish(),
    }),
    reply: receipt,
  }),
  publishRule: endpoint({
    id: 'law.publish-rule',
    method: 'POST',
    path: '/local-rules/:id/publication',
    door: 'staff',
    act: true,
    summary: 'Publish a drafted rule: it holds from its day, in the place of what was set before on the same',
    params: byId,
    reply: receipt,
  }),
  discardRule: endpoint({
    id: 'law.discard-rule',
    method: 'POST',
    path: '/local-rules/:id/discarding',
    door: 'staff',
    act: true,
    summary: 'Put a draft away',
    params: byId,
    reply: receipt,
  }),
  withdrawRule: endpoint({
    id: 'law.withdraw-rule',
    method: 'POST',
    path: '/local-rules/:id/withdrawal',
    door: 'staff',
    act: true,
    summary: 'Withdraw a published rule, with a reason: from tomorrow on it holds no more',
    params: byId,
    body: z.object({ reason: z.string().trim().min(2).max(300) }),
    reply: receipt,
  }),
  at: endpoint({
    id: 'law.at',
    method: 'GET',
    path: '/law',
    door: 'anyone',
    summary: 'The rules that hold at a place on a day: each with every pack’s word on it, the strictest decides (X3)',
    query: z.object({ place: z.string().regex(/^\d{0,12}$/), on: z.iso.date().optional() }),
    reply: z.object({
      place: z.string(),
      on: z.string(),
      packs: z.array(pack),
      rules: z.array(
        z.object({
          id: z.string(),
          words: z.array(z.object({ pack: z.string(), title: z.string(), version: z.string(), rule })),
        }),
      ),
      /** Names of bodies, of what is asked of them, and of the numbers asked for. */
      names: z.object({
        bodies: z.record(z.string(), said),
        aspects: z.record(z.string(), said),
        rules: z.record(z.string(), said),
        rolls: z.record(z.string(), said),
      }),
    }),
  }),
}
