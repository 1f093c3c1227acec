import fc from 'fast-check'
import { expect, test } from 'vitest'
import { period, today } from './period.ts'

// 2026-11-24 00:30 in China is still the 23rd in London.
const night = Date.parse('2026-11-23T16:30:00Z')

test('the day is that of China, wherever the desk stands', () => {
  expect(today(night)).toBe('2026-11-24')
  expect(today(night - 3_600_000)).toBe('2026-11-23')
})

test('this year begins on the first of January', () => {
  expect(period('year', night)).toEqual({ from: '2026-01-01', to: '2026-11-24' })
})

test('so many days back are so many days back, over the ends of months and years', () => {
  const instant = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) })
  fc.assert(
    fc.property(instant, fc.integer({ min: 1, max: 400 }), (now, days) => {
      const { from, to } = period(String(days), now)
      expect(Date.parse(to) - Date.parse(from)).toBe(days * 86_400_000)
    }),
  )
})
