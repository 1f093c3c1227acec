import { expect, test } from 'vitest'
import { smsText } from './sms-text.ts'

test('a message says the number, the step and what to do', () => {
  expect(smsText('2026-M-0042', 'answered', 'visit')).toBe(
    '【共治】您反映的2026-M-0042号事项已答复，请登录或凭查询码评价，也可等工作人员回访。',
  )
})

test('nothing but a number can be put into a message', () => {
  for (const words of ['我家屋后排水沟', '2026-M-0042 排水沟', '', '2026-M-42']) {
    expect(() => smsText(words, 'answered', 'read')).toThrow(RangeError)
  }
})
