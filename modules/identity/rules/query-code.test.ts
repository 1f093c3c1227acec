import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeFromBytes, readCode } from './query-code.ts'

test('every code reads back as itself, in lower case, without its dash, and with O and I written for 0 and 1', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 5, maxLength: 5 }), (bytes) => {
      const code = codeFromBytes(bytes)
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
      expect(readCode(code)).toBe(code)
      expect(readCode(code.toLowerCase().replace('-', ' '))).toBe(code)
      expect(readCode(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code)
    }),
  )
})

test('different bytes give different codes', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 5, maxLength: 5 }),
      fc.uint8Array({ minLength: 5, maxLength: 5 }),
      (a, b) => {
        expect(codeFromBytes(a) === codeFromBytes(b)).toBe(a.join() === b.join())
      },
    ),
  )
})

test('what is not a code is not read as one', () => {
  for (const text of ['', '7Q4K-2M9', '7Q4K-2M9DD', '7Q4K-2M9U', '7Q4K/2M9D']) expect(readCode(text)).toBeUndefined()
})
