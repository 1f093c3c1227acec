import { textForPattern } from './text-for-pattern.ts'

type Json = Record<string, unknown>

const UUID = '019ab3c4-5d6e-7f80-9a1b-2c3d4e5f6071'
const INSTANT = '2026-11-25T01:00:00.000Z'

/** Values that fields of these names have in the demo; the first that fits the schema is taken. */
const known: Readonly<Record<string, readonly unknown[]>> = {
  id: [UUID, '441226103213.service.village-clerk', '2026-M-0042'],
  number: ['2026-M-0042', 42],
  code: ['441226103213'],
  state: ['handling', 'active', 'valid'],
  timestamp: [INSTANT],
  county: ['441226'],
  prefix: ['441226103', '441226'],
  org: ['441226000000.coordination'],
  category: ['lighting'],
  level: ['normal'],
  text: ['村口的路灯三天不亮了。'],
  title: ['村口的路灯不亮'],
  reason: ['合同到期'],
  name: ['金林村', '黄○○'],
  shown: ['黄○○'],
  short: ['金林村'],
  town: ['441226103000', '官圩镇'],
  place: ['村口小卖部旁', '金林村'],
  spot: ['村口小卖部旁'],
  purpose: ['热线登记的事项转来办理'],
  url: ['https://example.com/in'],
  origin: ['https://gongzhi.example.com'],
  key: [`gz_441226_${'A'.repeat(43)}`],
  secret: [`whsec_${'A'.repeat(43)}=`],
  lat: [23.15],
  lng: [111.78],
  count: [1],
}

/** Texts that fit the patterns of the contracts. */
const texts: readonly string[] = [
  '441226103213',
  '441226103',
  '441226',
  '13800000000',
  '123456',
  'lighting',
  'K7M2Q9XA',
  'accept',
  'ab'.repeat(32),
  'ab'.repeat(8),
  `${INSTANT},${UUID}`,
  '2026-M-0042',
  '2026-11-25',
  '2026-11',
  '2026',
  INSTANT,
  UUID,
  'https://gongzhi.example.com',
  'https://example.com/in',
  'someone@example.com',
  '08:30',
  'matters',
  '示例',
  '示例文字',
  '一段示例文字，足够长。',
]

const fits = (schema: Json, value: unknown): boolean => {
  if (typeof value === 'number') {
    const {
      minimum = -Infinity,
      maximum = Infinity,
      type,
    } = schema as { minimum?: number; maximum?: number; type?: string }
    return (
      value >= minimum && value <= maximum && (type === 'number' || (type === 'integer' && Number.isInteger(value)))
    )
  }
  if (typeof value !== 'string' || schema.type !== 'string') return false
  const {
    minLength = 0,
    maxLength = Infinity,
    pattern,
  } = schema as { minLength?: number; maxLength?: number; pattern?: string }
  if (value.length < minLength || value.length > maxLength) return false
  return pattern === undefined || new RegExp(pattern, 'u').test(value)
}

const textOf = (schema: Json, name: string): string => {
  const { format, pattern, minLength = 0 } = schema as { format?: string; pattern?: string; minLength?: number }
  if (format === 'date-time') return INSTANT
  if (format === 'date') return '2026-11-25'
  if (format === 'uuid') return UUID
  if (format === 'email') return 'someone@example.com'
  if (/(At|from|to|at|since)$/.test(name) && fits(schema, INSTANT)) return INSTANT
  if (/On$/.test(name) && fits(schema, '2026-11-25')) return '2026-11-25'
  const found = (pattern === undefined ? ['示例', ...texts] : texts).find((text) => fits(schema, text))
  const made = found ?? (pattern === undefined ? undefined : textForPattern(pattern))
  return made ?? '示例'.repeat(Math.ceil(Math.max(1, minLength) / 2))
}

/** A value that a JSON schema takes, with words of the demo; named fields have the values they have there. */
export const exampleOf = (schema: Json, name = ''): unknown => {
  const told = (schema.examples as unknown[] | undefined)?.[0] ?? schema.const
  if (told !== undefined) return told
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const choices = (schema.anyOf ?? schema.oneOf) as Json[] | undefined
  if (choices) return exampleOf(choices.find(({ type }) => type !== 'null') ?? {}, name)
  if (Array.isArray(schema.allOf))
    return Object.assign({}, ...(schema.allOf as Json[]).map((one) => exampleOf(one, name)))
  const own = known[name]?.find((value) => fits(schema, value))
  if (own !== undefined) return own
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries((schema.properties ?? {}) as Record<string, Json>).map(([key, inner]) => [
          key,
          exampleOf(inner, key),
        ]),
      )
    case 'array':
      if (Array.isArray(schema.prefixItems)) return (schema.prefixItems as Json[]).map((one) => exampleOf(one, name))
      return schema.items ? [exampleOf(schema.items as Json, name.replace(/s$/, ''))] : []
    case 'string':
      return textOf(schema, name)
    case 'integer':
    case 'number':
      return [1, schema.minimum, schema.maximum].find((value) => fits(schema, value)) ?? 1
    case 'boolean':
      return true
    default:
      return null
  }
}
