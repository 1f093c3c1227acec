import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterQuiet, DEFAULTS, isQuiet, nextDigest, type Preference, planFor } from './index.ts'

const at = (text: string) => Date.parse(`2026-11-${text}:00+08:00`)
const hour = fc.integer({ min: 0, max: 23 })
const way = fc.constantFrom('app' as const, 'sms' as const, 'mail' as const, 'both' as const)
const preference: fc.Arbitrary<Preference> = fc.record({
  due: way,
  result: way,
  news: way,
  quietFrom: hour,
  quietTo: hour,
  digestAt: fc.option(hour),
  lang: fc.constant('zh-CN' as const),
})
const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) })
const sort = fc.constantFrom('due' as const, 'result' as const, 'news' as const)
const level = fc.constantFrom(null, 'consult', 'normal', 'urgent', 'critical')
const has = fc.record({ sms: fc.boolean(), mail: fc.boolean() })
const DAY = 86_400_000

test('from nine in the evening nobody is written to until eight in the morning', () => {
  const { resident } = DEFAULTS
  expect(afterQuiet(at('20T20:59'), resident)).toBe(at('20T20:59'))
  expect(afterQuiet(at('20T21:00'), resident)).toBe(at('21T08:00'))
  expect(afterQuiet(at('21T00:00'), resident)).toBe(at('21T08:00'))
  expect(afterQuiet(at('21T07:59'), resident)).toBe(at('21T08:00'))
  expect(afterQuiet(at('21T08:00'), resident)).toBe(at('21T08:00'))
})

test('what is critical goes at once, in the night and past a digest', () => {
  const night = at('20T23:00')
  const p = { ...DEFAULTS.resident, digestAt: 18 }
  const plan = (of: string | null) => planFor({ sort: 'due', level: of }, p, { sms: true, mail: false }, night)
  expect(plan('critical')).toEqual([{ channel: 'sms', due: night, digest: false }])
  expect(plan('urgent')).toEqual([{ channel: 'sms', due: at('21T18:00'), digest: true }])
})

test('nothing that is not critical ever goes out in the quiet hours, none waits for longer than they last or a digest a day', () => {
  fc.assert(
    fc.property(instant, preference, sort, level, has, (now, p, of, grade, there) => {
      for (const out of planFor({ sort: of, level: grade }, p, there, now)) {
        if (grade === 'critical') expect(out).toMatchObject({ due: now, digest: false })
        else {
          expect(isQuiet(out.due, p)).toBe(false)
          expect(out.digest).toBe(p.digestAt !== null)
        }
        expect(out.due).toBeGreaterThanOrEqual(now)
        expect(out.due - now).toBeLessThanOrEqual(p.digestAt === null ? DAY : 2 * DAY)
      }
    }),
    { numRuns: 500 },
  )
})

test('nobody is told by two ways who did not choose both, and nobody by a way that is not there', () => {
  fc.assert(
    fc.property(instant, preference, sort, level, has, (now, p, of, grade, there) => {
      const ways = planFor({ sort: of, level: grade }, p, there, now).map(({ channel }) => channel)
      expect(new Set(ways).size).toBe(ways.length)
      if (p[of] !== 'both') expect(ways.length).toBeLessThanOrEqual(1)
      if (p[of] === 'app') expect(ways).toEqual([])
      else if (there.sms || there.mail) expect(ways.length).toBeGreaterThan(0)
      for (const one of ways) expect(there[one]).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('all that is told between two digests goes with one of them, and no line comes in its last minute', () => {
  fc.assert(
    fc.property(instant, preference, hour, fc.integer({ min: 0, max: DAY }), (now, p, digestAt, later) => {
      const first = nextDigest(now, p, digestAt)
      expect(first - now).toBeGreaterThan(60_000)
      const then = now + later
      const second = nextDigest(then, p, digestAt)
      // whoever comes before the last minute of the first goes with it
      if (then < first - 60_000) expect(second).toBe(first)
      else expect(second).toBeGreaterThan(first)
    }),
    { numRuns: 500 },
  )
})
