import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findHeads, type ImportColumn, isHeadRow, letterOf, readRow } from './import-sheet.ts'
import { readDay, readPhone, readText } from './read-cell.ts'

test.each([
  ['2025-03-07', '2025-03-07'],
  ['2025/3/7', '2025-03-07'],
  ['2025.3.7', '2025-03-07'],
  ['2025年3月7日', '2025-03-07'],
  ['２０２５年３月７号', '2025-03-07'],
  [' 2025 年 03 月 07 日 9:12', '2025-03-07'],
  ['2025/3/7 9:12:00', '2025-03-07'],
  ['20250307', '2025-03-07'],
  [20250307, '2025-03-07'],
  // Excel's own count of days, also with a time and also as a text that lost its format
  [45723, '2025-03-07'],
  [45723.5, '2025-03-07'],
  ['45723', '2025-03-07'],
  [{ at: '2025-03-07T08:30' }, '2025-03-07'],
] as const)('%j is the day %s', (cell, day) => {
  expect(readDay(cell)).toBe(day)
})

test.each([
  '2025年2月30日',
  '2025-13-01',
  '三月七日',
  '3月7日',
  '去年春天',
  '',
  '1899-01-01',
  '2099-01-01',
  0,
  -5,
  1.5e9,
  Number.NaN,
  null,
  { fault: 'formula' },
] as const)('%j is no day', (cell) => {
  expect(readDay(cell)).toBeUndefined()
})

test('any day of forty years is read back from each shape a ledger may give it', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1990-01-01'), max: new Date('2059-12-31'), noInvalidDate: true }), (date) => {
      const iso = date.toISOString().slice(0, 10)
      const [y, m, d] = iso.split('-').map(Number)
      const serial = Math.round(Date.parse(`${iso}T00:00:00Z`) / 86_400_000) + 25_569
      for (const cell of [
        iso,
        `${y}/${m}/${d}`,
        `${y}年${m}月${d}日`,
        `${y}.${m}.${d}`,
        iso.replaceAll('-', ''),
        serial,
        { at: `${iso}T00:00` },
      ])
        expect(readDay(cell)).toBe(iso)
    }),
  )
})

test('numbers that Excel made of phones and ids come back digit by digit', () => {
  expect(readText(13800138000)).toBe('13800138000')
  expect(readText(1.38e10)).toBe('13800000000')
  expect(readPhone(13800138000)).toBe('13800138000')
  expect(readPhone('138 0013-8000')).toBe('13800138000')
  expect(readPhone('+86 13800138000')).toBe('13800138000')
  expect(readPhone('1380013800')).toBeUndefined()
  expect(readPhone('0758-7788991')).toBeUndefined()
})

const columns: readonly ImportColumn[] = [
  { id: 'on', head: '反映日期', aliases: ['日期'], kind: 'day', required: true, hint: '', example: '' },
  { id: 'place', head: '村（社区）', aliases: ['村名'], kind: 'text', required: true, most: 5, hint: '', example: '' },
  { id: 'phone', head: '联系电话', kind: 'phone', hint: '', example: '' },
  { id: 'rated', head: '评价', kind: 'choice', choices: { 满意: 'good' }, hint: '', example: '' },
]

test('heads are found by their names and aliases, in any order, with stars, spaces and brackets', () => {
  const places = findHeads(['序号', ' 村 名 ', '*日期：', '联系电话(手机)', null, '村（社区）'], columns)
  expect(Object.fromEntries(places)).toEqual({ place: 1, on: 2, phone: 3 })
  expect(isHeadRow(places, columns)).toBe(true)
  expect(isHeadRow(findHeads(['2025年台账', null, '单位：官圩镇'], columns), columns)).toBe(false)
})

test('everything wrong with a row is said at once, each with its cell', () => {
  const places = findHeads(['日期', '村名', '联系电话', '评价'], columns)
  const { faults } = readRow(7, [{ fault: 'formula' }, '一个很长的名字', '12', '好'], places, columns)
  expect(faults.map(({ cell, code }) => `${cell} ${code}`)).toEqual([
    'A7 formula',
    'B7 too-long',
    'C7 no-phone',
    'D7 no-choice',
  ])
  expect(readRow(8, [null, ' ', null, null], places, columns).faults.map(({ code }) => code)).toEqual([
    'missing',
    'missing',
  ])
  expect([0, 25, 26, 51, 52, 701, 702].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
})
