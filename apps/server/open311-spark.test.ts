import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine } from '../../modules/open311/rules/csv.ts'
import { periodOf, readInstant, SPAN, writeInstant } from '../../modules/open311/rules/period.ts'
import { sayable, toXml } from '../../modules/open311/rules/spark.ts'
import { fromXml, untyped } from './testing-open311.ts'

const leaf = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }).map(sayable),
  fc.constantFrom('<b>&amp;</b>', ']]>', '"\'', '路灯不亮\n三天了', ' 前后有空 ', '&#13;', '007', 'true'),
  fc.boolean(),
  fc.integer(),
  fc.constant(null),
)
const object = fc.dictionary(fc.constantFrom('service_code', 'description', 'lat', 'status_notes', 'metadata'), leaf, {
  minKeys: 1,
  maxKeys: 5,
})
const nested = fc.record({
  code: leaf,
  values: fc.array(fc.record({ key: leaf, name: leaf }), { maxLength: 3 }),
})
const documents = fc.oneof(
  fc.record({
    root: fc.constantFrom('services', 'service_requests', 'errors'),
    value: fc.array(object, { maxLength: 3 }),
  }),
  fc.record({
    root: fc.constant('service_definition'),
    value: fc.record({ service_code: leaf, attributes: fc.array(nested, { maxLength: 3 }) }),
  }),
)

test('whatever JSON says, XML says: one child or none, empty or null, markup or Chinese', () => {
  fc.assert(
    fc.property(documents, ({ root, value }) => {
      const read = fromXml(toXml(root, value))
      expect(read).toEqual({ root, value: untyped(value) })
    }),
    { numRuns: 300 },
  )
})

test('what XML cannot hold is left out of it, whatever stands there', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const xml = toXml('errors', [{ code: 400, description: `x${text}` }])
      expect(fromXml(xml).value).toEqual([{ code: '400', description: `x${sayable(text)}` }])
    }),
  )
  expect(sayable('a\u0000b\u000bc\ud800d')).toBe('abcd')
  expect(sayable('一\r\n二\r三')).toBe('一\n二\n三')
})

/** A line of RFC 4180 back into its cells. */
const cellsOf = (line: string): string[] =>
  [...`,${line.replace(/\r\n$/, '')}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'),
  )

test('a CSV line gives back its cells, and none of them is a formula to a spreadsheet', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('=1+1', '+86', '-2', '@SUM(A1)', 'a,"b"\r\nc', ''),
  )
  fc.assert(
    fc.property(fc.array(texts, { minLength: 2, maxLength: 5 }), (cells) => {
      const read = cellsOf(csvLine(cells))
      expect(read.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, ''))).toEqual(cells)
      for (const cell of read) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
    }),
  )
})

test('times are W3C with a zone, or a day; nothing else is one', () => {
  const at = Date.parse('2026-01-31T00:00:00Z')
  for (const said of [
    '2026-01-31T00:00:00Z',
    '2026-01-31T08:00:00+08:00',
    '2026-01-31T08:00:00 08:00',
    '2026-01-31T08:00+0800',
  ])
    expect(readInstant(said), said).toBe(at)
  expect(readInstant('2026-01-31')).toBe(Date.parse('2026-01-31T00:00:00+08:00'))
  expect(readInstant('2026-01-31', true)).toBe(Date.parse('2026-01-31T23:59:59.999+08:00'))
  for (const said of [
    '2026-01-31T08:00:00',
    '2026-02-30',
    '2026-02-30T00:00:00Z',
    '31.1.2026',
    '1769817600',
    'yesterday',
    '',
  ])
    expect(readInstant(said), said).toBeUndefined()
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (second) => {
      expect(readInstant(writeInstant(second * 1000))).toBe(second * 1000)
    }),
  )
})

test('a period never spans more than 90 days, and one end alone gives the other', () => {
  const now = Date.parse('2026-11-25T00:00:00Z')
  const when = fc.option(fc.integer({ min: now - 3 * SPAN, max: now }), { nil: undefined })
  fc.assert(
    fc.property(when, when, (start, end) => {
      const period = periodOf({ start, end, changes: false }, now)
      const span = start === undefined || end === undefined ? 0 : end - start
      const wrong = span < 0 ? 'backwards' : span > SPAN ? 'too-long' : undefined
      if (typeof period === 'string' || wrong) {
        expect(period).toBe(wrong)
        return
      }
      expect(period.to - period.from).toBeLessThanOrEqual(SPAN)
      if (start !== undefined) expect(period.from).toBe(start)
      if (end !== undefined) expect(period.to).toBe(end)
    }),
  )
})
