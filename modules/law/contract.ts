import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

const source = z.object({ law: z.string(), article: z.string(), mark: z.enum(['found', 'local', 'unverified']) })
const common = { id: z.string(), source, note: z.string().optional() }
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
const pack = z.object({ id: z.string(), title: z.string(), version: z.string(), scope: z.string() })
const said = z.object({ zh: z.string(), en: z.string() })

export const endpoints = {
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
