import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeT } from './i18n.ts'
import { timeLeft } from './time-left.ts'

const wordsOf = (locale: string) =>
  JSON.parse(readFileSync(new URL(`../locales/${locale}.json`, import.meta.url), 'utf8'))
const zh = makeT(wordsOf('zh-CN'))
const en = makeT(wordsOf('en'))

// 2026-11-23 is a Monday.
const now = '2026-11-23T10:00:00+08:00'
const at = (day: number, hour: string) => `2026-11-${day}T${hour}:00+08:00`

test.each([
  [
    'later this week, at closing time',
    at(25, '17:30'),
    2,
    '还有 2 个工作日，周三下班前',
    '2 working days left, by close of work Wednesday',
    'calm',
  ],
  [
    'later this week, at an hour',
    at(26, '09:30'),
    3,
    '还有 3 个工作日，周四 09:30 前',
    '3 working days left, by 09:30 Thursday',
    'calm',
  ],
  [
    'tomorrow',
    at(24, '17:30'),
    1,
    '还有 1 个工作日，明天下班前',
    '1 working day left, by close of work tomorrow',
    'soon',
  ],
  [
    'next week',
    at(30, '17:30'),
    5,
    '还有 5 个工作日，下周一下班前',
    '5 working days left, by close of work next Monday',
    'calm',
  ],
  [
    'the Sunday of this week',
    at(29, '12:00'),
    4,
    '还有 4 个工作日，周日 12:00 前',
    '4 working days left, by 12:00 Sunday',
    'calm',
  ],
  [
    'after next week',
    '2026-12-08T17:30:00+08:00',
    11,
    '还有 11 个工作日，12月8日下班前',
    '11 working days left, by close of work 8 Dec',
    'calm',
  ],
  ['today', at(23, '17:30'), 0, '今天 17:30 前', 'today by 17:30', 'soon'],
  ['an hour ago', at(23, '09:00'), 0, '已超时，本应 09:00 前', 'overdue since 09:00', 'late'],
  ['last Friday', at(20, '17:30'), -1, '已超 1 个工作日', '1 working day overdue', 'late'],
] as const)('a clock due %s is said as a person would', (_, dueAt, workdaysLeft, chinese, english, tone) => {
  expect(timeLeft({ dueAt, workdaysLeft, now }, zh)).toEqual({ words: chinese, tone })
  expect(timeLeft({ dueAt, workdaysLeft, now }, en)).toEqual({ words: english, tone })
})

test('a paused clock says for what, even when its day has passed', () => {
  const paused = { dueAt: at(20, '17:30'), workdaysLeft: -1, now, pausedFor: '等您补充' }
  expect(timeLeft(paused, zh)).toEqual({ words: '已暂停：等您补充', tone: 'paused' })
})

test('it is late exactly when the instant has passed, whatever the count of working days says', () => {
  const instant = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) })
  fc.assert(
    fc.property(instant, instant, fc.integer({ min: -9, max: 99 }), (dueAt, then, workdaysLeft) => {
      const { tone, words } = timeLeft({ dueAt, workdaysLeft, now: then }, zh)
      expect(tone === 'late').toBe(then > dueAt)
      expect(words).not.toMatch(/kit\.|[{}]|NaN|undefined/)
    }),
  )
})

test('both languages have words for the same keys, with the same blanks', () => {
  const blanks = (words: string) => [...new Set([...words.matchAll(/\{(\w+)/g)].map((found) => found[1]))].sort()
  const [chinese, english] = [wordsOf('zh-CN'), wordsOf('en')]
  expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort())
  const other = ['kit.day.on']
  for (const key of Object.keys(chinese).filter((one) => !other.includes(one)))
    expect(blanks(english[key]), key).toEqual(blanks(chinese[key]))
})
