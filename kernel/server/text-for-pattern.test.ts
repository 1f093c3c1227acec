import { expect, test } from 'vitest'
import { textForPattern } from './text-for-pattern.ts'

test.each([
  '^\\d{6}$',
  '^1\\d{10}$',
  '^[0-9a-f]{16}$',
  '^(?:a|b)-\\w+\\.ics$',
  '^[A-Za-z0-9_-]{20,}\\.ics$',
  '^\\d{6}(\\d{3}(\\d{3})?)?$',
  '^https?:\\/\\/[\\w.:[\\]-]{1,255}$',
  '^x.y[^z]*q$',
])('%s is given a text that it takes', (pattern) => {
  expect(textForPattern(pattern) ?? 'nothing').toMatch(new RegExp(pattern, 'u'))
})

test('what it does not know is said, not guessed', () => {
  expect(textForPattern('^(?=.*\\d)[a-c]+$')).toBeUndefined()
})
