import fc from 'fast-check'
import { expect, test } from 'vitest'
import weighed from '../data/likeness.json' with { type: 'json' }
import listed from '../data/things.json' with { type: 'json' }
import { along, likeness, type Sample, type Weights } from './likeness.ts'
import { blurred, metresApart } from './metres.ts'
import { tellingGrams, thingsIn } from './things.ts'

const w = weighed as unknown as Weights
const DAY = 86_400_000
const at = Date.parse('2026-11-20T09:00:00+08:00')
const blank: Sample = {
  category: 'lighting',
  group: 'infrastructure',
  grams: new Set(),
  things: new Set(),
  spot: null,
  grid: null,
  point: null,
  openedAt: at,
  prints: [],
}
const here = { lat: 23.21, lng: 111.83 }
const north = (metres: number) => ({ lat: here.lat + metres / 111_320, lng: here.lng })

const set = (values: readonly string[]) => fc.subarray([...values]).map((some) => new Set(some))
const digits = fc.integer({ min: 0, max: 15 }).map((n) => n.toString(16))
const print = fc.array(digits, { minLength: 16, maxLength: 16 }).map((all) => all.join(''))
const samples: fc.Arbitrary<Sample> = fc.record({
  category: fc.constantFrom('lighting', 'power', 'road', 'water', 'sanitation', 'other'),
  group: fc.constantFrom('infrastructure', 'utilities', 'environment', null),
  grams: set(['路灯', '灯坏', '水渠', '塌了', '村口', '巷子']),
  things: set(['lamp', 'ditch', 'road']),
  spot: fc.constantFrom(null, '晒谷场拐角', '三组老井旁', '第3小组老井', '5组', '晒谷场', '，'),
  grid: fc.constantFrom(null, 'a/1', 'a/2'),
  point: fc.option(
    fc.record({
      lat: fc.double({ min: 23, max: 23.02, noNaN: true }),
      lng: fc.double({ min: 111, max: 111.02, noNaN: true }),
    }),
    { nil: null },
  ),
  openedAt: fc.integer({ min: at - 90 * DAY, max: at }),
  prints: fc.array(print, { maxLength: 2 }),
})

test('two reports are as alike as the other two, whoever is asked first, and for the same reasons', () => {
  fc.assert(
    fc.property(samples, samples, (one, other) => {
      const [a, b] = [likeness(one, other, w), likeness(other, one, w)]
      expect(a.points).toBe(b.points)
      expect(a.reasons.map(({ why }) => why)).toEqual(b.reasons.map(({ why }) => why))
      const days = (of: typeof a) => of.reasons.find((reason) => reason.why === 'days')?.days ?? 0
      expect(days(a) + days(b)).toBe(0)
    }),
  )
})

test('points are whole, from 0 to 100', () => {
  fc.assert(
    fc.property(samples, samples, (one, other) => {
      const { points } = likeness(one, other, w)
      expect(Number.isInteger(points) && points >= 0 && points <= 100).toBe(true)
    }),
  )
})

test('further away, or longer ago, is never more alike', () => {
  const metres = fc.integer({ min: 0, max: 3000 })
  fc.assert(
    fc.property(samples, samples, metres, metres, (one, other, a, b) => {
      const away = (n: number) => likeness({ ...one, point: here }, { ...other, point: north(n) }, w).points
      expect(away(Math.max(a, b))).toBeLessThanOrEqual(away(Math.min(a, b)))
      const ago = (n: number) => likeness({ ...one, openedAt: at }, { ...other, openedAt: at - n * DAY }, w).points
      expect(ago(Math.max(a, b))).toBeLessThanOrEqual(ago(Math.min(a, b)))
    }),
  )
})

test('more words, things, photos in common never make two reports less alike', () => {
  fc.assert(
    fc.property(samples, samples, print, (one, other, same) => {
      const before = likeness(one, other, w).points
      const photo = likeness(
        { ...one, prints: [...one.prints, same] },
        { ...other, prints: [...other.prints, same] },
        w,
      )
      expect(photo.points).toBeGreaterThanOrEqual(before)
      const named = likeness(
        { ...one, things: new Set([...one.things, 'pond']) },
        { ...other, things: new Set([...other.things, 'pond']) },
        w,
      )
      // two that named nothing on the list before may now be told by what they name
      expect(named.points).toBeGreaterThanOrEqual(before)
    }),
  )
})

test('what is not known says nothing: neither a point nor a photo on one side alone changes anything', () => {
  fc.assert(
    fc.property(samples, samples, print, (one, other, own) => {
      const bare = { ...one, point: null, prints: [], grid: null }
      const { points } = likeness(bare, other, w)
      expect(likeness(bare, { ...other, point: here, prints: [own], grid: 'a/9' }, w).points).toBe(points)
    }),
  )
})

test('the curves of the data go one way, so that the properties hold for what a county may set', () => {
  const falling = (curve: Weights['metres']) => curve.every(([, p], n) => n === 0 || p <= (curve[n - 1]?.[1] ?? 0))
  const ordered = (curve: Weights['metres']) => curve.every(([x], n) => n === 0 || x > (curve[n - 1]?.[0] ?? 0))
  for (const curve of [w.metres, w.days, w.photo]) expect([falling(curve), ordered(curve)]).toEqual([true, true])
  for (const curve of [w.text, w.spot])
    expect([falling(curve.map(([x, p]) => [x, -p] as const)), ordered(curve)]).toEqual([true, true])
  expect(w.worth).toBeLessThan(w.likely)
  expect(along(w.metres, 105)).toBeCloseTo((along(w.metres, 60) + along(w.metres, 150)) / 2)
  expect([along(w.metres, -1), along(w.metres, 1e6)]).toEqual([w.metres[0]?.[1], w.metres.at(-1)?.[1]])
})

test('the reasons say what a clerk would: how far, how much later, about what, where', () => {
  const lamp = new Set(['lamp'])
  const first = {
    ...blank,
    point: here,
    things: lamp,
    spot: '第三小组老井旁',
    openedAt: at - 2 * DAY,
    prints: ['00ff00ff00ff00ff'],
  }
  const later = { ...blank, point: north(120), things: lamp, spot: '3组老井', prints: ['00ff00ff00ff00fe'] }
  const { points, reasons } = likeness(later, first, w)
  expect(points).toBeGreaterThanOrEqual(w.likely)
  expect(reasons).toEqual([
    { why: 'category' },
    { why: 'metres', metres: 120 },
    { why: 'days', days: 2 },
    { why: 'things', things: ['lamp'] },
    { why: 'spot' },
    { why: 'photo' },
  ])
})

test('another group of houses, or another thing at the same place, is not likely the same', () => {
  const lamp = { ...blank, things: new Set(['lamp']), spot: '三组' }
  expect(likeness(lamp, { ...lamp, spot: '五组' }, w).points).toBeLessThan(w.likely)
  expect(likeness(lamp, { ...lamp, things: new Set(['litter']), category: 'sanitation' }, w).points).toBeLessThan(
    w.likely,
  )
  // reported minutes apart over midnight is a day later, as a calendar has it
  const night = Date.parse('2026-11-20T00:10:00+08:00')
  const [days] = likeness({ ...blank, openedAt: night }, { ...blank, openedAt: night - 20 * 60_000 }, w).reasons.slice(
    -1,
  )
  expect(days).toEqual({ why: 'days', days: 1 })
})

test('a blurred point tells the square of about a hundred metres and no more', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 18, max: 53, noNaN: true }),
      fc.double({ min: 74, max: 134, noNaN: true }),
      (lat, lng) => {
        const middle = blurred({ lat, lng })
        expect(metresApart({ lat, lng }, middle)).toBeLessThan(85)
        expect(blurred(middle)).toEqual(middle)
      },
    ),
  )
})

test('things are found by their words, common words tell nothing, and each thing has its own words', () => {
  expect([...thingsIn('村口那盏灯坏了，路面也有个坑', listed)].sort()).toEqual(['lamp', 'road'])
  expect([...tellingGrams(['尽快', '处理', '水渠', '塌了'], listed)]).toEqual(['水渠', '塌了'])
  for (const { zh, en, says } of Object.values(listed.things))
    expect(Math.min(zh.length, en.length, says.length)).toBeGreaterThan(0)
})
