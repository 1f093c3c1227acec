import { expect, test } from 'vitest'
import calendar from './data/calendar-cn.json' with { type: 'json' }

type Year = { holidays: Record<string, string>; workdays: Record<string, string> }
const years: Record<string, Year> = calendar.years

function dayOfWeek(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

test('春节 2026 is the nine days from 15 to 23 February, with two weekend days worked', () => {
  const year = years['2026']
  const spring = Object.keys(year?.holidays ?? {}).filter((day) => year?.holidays[day] === '春节')
  expect(spring).toHaveLength(9)
  expect([spring[0], spring.at(-1)]).toEqual(['2026-02-15', '2026-02-23'])
  expect(year?.workdays).toMatchObject({ '2026-02-14': '春节', '2026-02-28': '春节' })
})

test('国庆 2026 is the first week of October, worked off on 20 September and 10 October', () => {
  const year = years['2026']
  const national = Object.keys(year?.holidays ?? {}).filter((day) => year?.holidays[day]?.startsWith('国庆'))
  expect([national[0], national.at(-1), national.length]).toEqual(['2026-10-01', '2026-10-07', 7])
  expect(Object.keys(year?.workdays ?? {}).filter((day) => year?.workdays[day]?.startsWith('国庆'))).toEqual([
    '2026-09-20',
    '2026-10-10',
  ])
})

test('国庆 2025 runs with 中秋 to 8 October', () => {
  expect(Object.keys(years['2025']?.holidays ?? {})).toContain('2025-10-08')
  expect(Object.keys(years['2025']?.holidays ?? {})).not.toContain('2025-10-09')
})

test('in every year each worked day is a Saturday or Sunday, is no holiday, and lies in its year', () => {
  for (const [name, year] of Object.entries(years)) {
    for (const day of Object.keys(year.workdays)) {
      expect([0, 6], day).toContain(dayOfWeek(day))
      expect(year.holidays[day], day).toBeUndefined()
    }
    for (const day of [...Object.keys(year.holidays), ...Object.keys(year.workdays)]) {
      expect(day.slice(0, 4)).toBe(name)
      expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day)
    }
  }
})

test('the years follow on each other without a gap', () => {
  const known = Object.keys(years).map(Number)
  expect(known).toEqual(known.map((_, index) => (known[0] ?? 0) + index))
})

test.each([
  // 全国年节及纪念日放假办法: 11 statutory days from 2014, 13 from 2025; each year's notice gives them all.
  ['2024', ['元旦', '春节', '清明', '劳动节', '端午', '中秋', '国庆节']],
  ['2026', ['元旦', '春节', '清明', '劳动节', '端午', '中秋', '国庆节']],
])('%s has all seven public holidays', (name, expected) => {
  expect(new Set(Object.values(years[name]?.holidays ?? {}))).toEqual(new Set(expected))
})
