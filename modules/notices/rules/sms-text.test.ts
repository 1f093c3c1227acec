import { expect, test } from 'vitest'
import { smsText } from './index.ts'
import type { Line } from './kinds.ts'
import { NEXT_IDS, TELL_IDS } from './kinds.ts'
import { SMS_LENGTH } from './sms-text.ts'

const answered: Line = { number: '2026-M-0042', tell: 'answered', next: 'visit' }

test('a message says the number, the step and what to do', () => {
  expect(smsText([answered], 'zh-CN')).toBe(
    '【共治】您反映的2026-M-0042号事项已答复，请登录或凭查询码评价，也可等工作人员回访。',
  )
  const due = Date.parse('2026-11-26T17:30:00+08:00')
  expect(smsText([{ number: '2026-D-0001', tell: 'order', next: 'desk', due }], 'zh-CN')).toBe(
    '【共治】您单位收到2026-D-0001号督办单，11月26日17:30前办好，请登录工作台办理。',
  )
})

test('several lines become one message that names the first two', () => {
  const three = ['2026-M-0001', '2026-M-0002', '2026-M-0003'].map((number) => ({ ...answered, number }))
  expect(smsText(three, 'zh-CN')).toBe('【共治】您有3条消息（2026-M-0001、2026-M-0002等），请登录查看。')
})

test('nothing but a number can be put into a message', () => {
  for (const words of ['我家屋后排水沟', '2026-M-0042 排水沟', '', '2026-M-42'])
    for (const lang of ['zh-CN', 'en'] as const) {
      expect(() => smsText([{ ...answered, number: words }], lang)).toThrow(RangeError)
      expect(() => smsText([answered, { ...answered, number: words }], lang)).toThrow(RangeError)
    }
})

test('whatever is told in Chinese fits into one message of a phone', () => {
  const due = Date.parse('2026-12-26T17:30:00+08:00')
  for (const tell of TELL_IDS)
    for (const next of NEXT_IDS)
      for (const lines of [1, 2, 9]) {
        // reporters are told of steps, units of deadlines: no line has the longest of both
        const own = tell === 'order' || tell === 'reminder' ? next === 'desk' : next !== 'desk'
        const line: Line = { number: '2026-M-123456', tell, next, ...(next === 'desk' ? { due } : {}) }
        if (own) expect([...smsText(Array(lines).fill(line), 'zh-CN')].length).toBeLessThanOrEqual(SMS_LENGTH)
      }
})
