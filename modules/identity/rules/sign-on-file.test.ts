import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSignOnFile } from './sign-on-file.ts'

test('a heading, empty lines, quotes and the mark at the beginning are passed over; commas, semicolons and tabs are all right', () => {
  const file =
    '\uFEFF编号,账号或手机号\r\n\r\n"ZF-001",441226-k7mq2x\r\nZF-002;13800000001\r\nZF-003\t13800000002，\r\n'
  expect(readSignOnFile(file)).toEqual({
    lines: [
      { line: 3, subject: 'ZF-001', account: '441226-k7mq2x' },
      { line: 4, subject: 'ZF-002', account: '13800000001' },
      { line: 5, subject: 'ZF-003', account: '13800000002' },
    ],
    wrong: [],
  })
})

test('half a line is missing something, and the same person or account twice is one too many', () => {
  expect(readSignOnFile('a,one\nb\n,two\na,three\nc,one\n').wrong).toEqual([
    { line: 2, error: 'missing' },
    { line: 3, error: 'missing' },
    { line: 4, error: 'twice' },
    { line: 5, error: 'twice' },
  ])
})

test('no line is lost: each is read, wrong, empty or the heading', () => {
  const word = fc.stringMatching(/^[a-z0-9-]{1,12}$/)
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word), { maxLength: 40 }), (pairs) => {
      const { lines, wrong } = readSignOnFile(pairs.map((pair) => pair.join(',')).join('\n'))
      const headings = pairs.filter(([, account]) => ['account', 'login', 'phone'].includes(account)).length
      expect(lines.length + wrong.length).toBeGreaterThanOrEqual(pairs.length - headings)
      expect(new Set(lines.map(({ subject }) => subject)).size).toBe(lines.length)
      expect(new Set(lines.map(({ account }) => account)).size).toBe(lines.length)
    }),
  )
})
