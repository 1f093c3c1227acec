import * as z from 'zod'
import type { Pack } from './pack.ts'

/* A pack as it is written down; what is wrong in it is said before anything is counted with it. */

const source = z.strictObject({
  law: z.string().min(2),
  article: z.string(),
  mark: z.enum(['found', 'local', 'unverified']),
})
const common = {
  id: z.string().regex(/^[a-z][\w-]*\.[a-z][\w-]*$/i),
  source,
  note: z.string().optional(),
  default: z.literal(true).optional(),
}
const name = z.string().regex(/^[a-z][a-zA-Z0-9]*$/)
const condition = z
  .strictObject({
    count: name,
    of: name,
    share: z.tuple([z.int().positive(), z.int().positive(), z.enum(['inclusive', 'strict'])]),
  })
  .refine(
    ({ share: [of, whole, kind] }) => of <= whole && !(of === whole && kind === 'strict'),
    'a share that nothing reaches',
  )

// who cites an article says which; only a default has none
const cited = (rule: { source: { article: string }; default?: true | undefined }) =>
  rule.source.article !== '' || rule.default === true

const rule = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('share'), anyOf: z.array(condition).min(1) }),
  ...(['least', 'most'] as const).map((kind) =>
    z.strictObject({
      ...common,
      kind: z.literal(kind),
      amount: z.int().nonnegative(),
      unit: z.enum(['day', 'workday', 'month', 'year', 'times', 'person', 'yuan', 'minute']),
      unless: z.string().optional(),
    }),
  ),
  ...(['must', 'may'] as const).map((kind) => z.strictObject({ ...common, kind: z.literal(kind), value: z.boolean() })),
])

const pack = z
  .strictObject({
    id: name.or(z.string().regex(/^[a-z][a-z-]*$/)),
    title: z.string().min(2),
    scope: z.string().regex(/^\d{0,12}$/),
    from: z.iso.date(),
    until: z.iso.date().nullable(),
    version: z.string().min(4),
    rules: z.array(rule.refine(cited, 'an article')),
  })
  .refine(({ rules }) => new Set(rules.map(({ id }) => id)).size === rules.length, 'a rule said twice')

/** A pack read from its JSON; throws a ZodError that names every wrong place. */
export const readPack = (json: unknown): Pack => pack.parse(json) as Pack
