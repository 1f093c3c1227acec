import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Known } from './merge.ts'
import { mergeFaults, readMergeFact } from './merge.ts'

const county = '441226'
const town = '441226103000'
const village = (n: number) => `441226103${200 + n}`
const units = new Map<string, Known>([
  [town, { level: 'town', parent: '441226000000', ended: false }],
  ...[1, 2, 3, 4].map((n) => [village(n), { level: 'village', parent: town, ended: n === 4 }] as const),
])
const known = (code: string) => units.get(code) ?? null
const ask = (from: string[], into: string, on = '2026-11-01') =>
  mergeFaults({ from, into: { code: into, name: '金新村委会' }, on }, county, '2026-11-20', known)

test('villages of the county may become a new one, or one of them, from today or a day of the past year', () => {
  const free = { malformed: [], ended: [] }
  expect(ask([village(1), village(2)], village(90))).toEqual(free)
  expect(ask([village(1), village(2)], village(1))).toEqual(free)
  expect(ask([village(1)], village(2), '2026-11-20')).toEqual(free)
})

test('everything wrong with a merger is said at once', () => {
  const { malformed, ended } = ask(
    [village(1), village(1), village(80), village(4), town, '441225100200'],
    '441226199201',
    '2027-01-01',
  )
  expect(malformed.map((fault) => fault.code)).toEqual([
    'duplicated',
    'unknown',
    'not-a-village',
    'other-county',
    'no-such-town',
    'in-the-future',
  ])
  expect(ended).toEqual([village(4)])
})

test('a village that ended is merged no more, neither away nor into', () => {
  expect(ask([village(4)], village(1)).ended).toEqual([village(4)])
  expect(ask([village(1)], village(4)).ended).toEqual([village(4)])
})

test('a village alone cannot be merged into itself', () => {
  expect(ask([village(1)], village(1)).malformed.map((fault) => fault.code)).toEqual(['nothing-to-merge'])
})

test('the day of effect is never ahead and never more than a year back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -800, max: 800 }), (days) => {
      const on = new Date(Date.parse('2026-11-20') + days * 86_400_000).toISOString().slice(0, 10)
      const codes = ask([village(1)], village(2), on).malformed.map((fault) => fault.code)
      expect(codes).toEqual(days > 0 ? ['in-the-future'] : days < -366 ? ['too-long-ago'] : [])
    }),
  )
})

test('a fact of another kind is not read as a merger', () => {
  expect(() => readMergeFact({ ended: 'x' })).toThrow(TypeError)
  expect(readMergeFact({ ended: ['1'], into: '2', name: 'n', on: '2026-01-01', basis: 'b' })).toEqual({
    ended: ['1'],
    into: '2',
    name: 'n',
    on: '2026-01-01',
  })
})
