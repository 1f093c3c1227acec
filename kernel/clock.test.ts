import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Calendar,
  calendarOf,
  closeOf,
  dayNumber,
  dayOf,
  dueAt,
  isoDay,
  type Limit,
  type Pause,
  workdaysLeft,
} from './clock.ts'
import data from './data/calendar-cn.json' with { type: 'json' }

const calendar: Calendar = calendarOf(data)
const at = (text: string) => Date.parse(`${text}:00+08:00`)

/** The oracle: one day after the other, as a clerk counts on the wall calendar. */
const naive = (startAt: number, limit: Limit, pauses: readonly Pause[]): number => {
  let counted = 0
  let day = dayOf(startAt)
  while (counted < limit.amount) {
    day++
    const stood = pauses.some((p) => Math.max(p.from, startAt) <= closeOf(day) && closeOf(day) < (p.to ?? Infinity))
    if ((limit.unit === 'day' || calendar.isWorkday(day)) && !stood) counted++
  }
  while (!calendar.isWorkday(day)) day++
  return closeOf(day)
}

test('the first day is not counted and the last ends at close of business', () => {
  expect(dueAt(at('2026-11-19T09:12'), { amount: 2, unit: 'workday' }, calendar)).toBe(at('2026-11-23T17:30'))
})

test('the week of National Day 2026 and its make-up days are followed', () => {
  const due = dueAt(at('2026-09-30T10:00'), { amount: 3, unit: 'workday' }, calendar) ?? 0
  expect(calendar.isWorkday(dayNumber('2026-10-01'))).toBe(false)
  expect(due).toBe(naive(at('2026-09-30T10:00'), { amount: 3, unit: 'workday' }, []))
  expect(isoDay(dayOf(due)) > '2026-10-07').toBe(true)
})

test('natural days run over holidays and end on the next working day (民法典 Art. 203)', () => {
  expect(dueAt(at('2026-11-06T09:00'), { amount: 15, unit: 'day' }, calendar)).toBe(at('2026-11-23T17:30'))
})

test('while the clock stands there is no deadline, and hours continue where they stopped', () => {
  const start = at('2026-11-02T09:00')
  expect(dueAt(start, { amount: 24, unit: 'hour' }, calendar, [{ from: start + 1, to: null }])).toBeNull()
  expect(
    dueAt(start, { amount: 24, unit: 'hour' }, calendar, [{ from: start + 3_600_000, to: start + 7_200_000 }]),
  ).toBe(start + 25 * 3_600_000)
})

test('deadline arithmetic equals the day-by-day oracle for any start, limit and pauses', () => {
  const from = at('2024-01-01T00:00')
  const minute = 60_000
  const instant = fc.integer({ min: 0, max: 3 * 365 * 24 * 60 }).map((m) => from + m * minute)
  const limit = fc.record({
    amount: fc.integer({ min: 1, max: 60 }),
    unit: fc.constantFrom('workday' as const, 'day' as const),
  })
  const gaps = fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 20_000 })), {
    maxLength: 4,
  })
  fc.assert(
    fc.property(instant, limit, gaps, (start, l, steps) => {
      let t = start - 5_000 * minute
      const pauses = steps.map(([wait, length]) => {
        const pause = { from: t + wait * minute, to: t + (wait + length) * minute }
        t = pause.to
        return pause
      })
      expect(dueAt(start, l, calendar, pauses)).toBe(naive(start, l, pauses))
    }),
    { numRuns: 2000 },
  )
})

test('days left count down to 0 on the last day and are negative once late', () => {
  const due = at('2026-11-23T17:30')
  expect(workdaysLeft(at('2026-11-19T09:00'), due, calendar)).toBe(2)
  expect(workdaysLeft(at('2026-11-23T09:00'), due, calendar)).toBe(0)
  expect(workdaysLeft(at('2026-11-23T18:00'), due, calendar)).toBe(-1)
  expect(workdaysLeft(at('2026-11-25T09:00'), due, calendar)).toBe(-2)
})
