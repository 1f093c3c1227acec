import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { termAllowed, termEnd } from './holding.ts'

test('a term runs through its last day and is over the moment after', () => {
  expect(new Date(termEnd('2026-12-31')).toISOString()).toBe('2026-12-31T16:00:00.000Z')
  fc.assert(
    fc.property(fc.integer({ min: 11_000, max: 30_000 }), (n) => {
      const until = isoDay(n)
      expect(isoDay(dayOf(termEnd(until) - 1))).toBe(until)
      expect(isoDay(dayOf(termEnd(until)))).toBe(isoDay(n + 1))
    }),
  )
})

test('elected posts last five years and no day more (Art. 13); other posts as long as they are given', () => {
  expect(termAllowed('village-chair', '2026-03-01', '2031-03-01')).toBe(true)
  expect(termAllowed('village-chair', '2026-03-01', '2031-03-02')).toBe(false)
  expect(termAllowed('village-supervisor', '2026-03-01', '2036-03-01')).toBe(false)
  expect(termAllowed('unit-worker', '2026-03-01', '2066-03-01')).toBe(true)
})
