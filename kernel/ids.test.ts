import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isUuidv7, madeAt, uuidv7 } from './ids.ts'

const instant = fc.integer({ min: 0, max: 2 ** 48 - 1 })
const random = fc.uint8Array({ minLength: 10, maxLength: 16 })

test('an id is a version 7 UUID and tells when it was made', () => {
  fc.assert(
    fc.property(instant, random, (now, bytes) => {
      const id = uuidv7(now, bytes)
      expect(isUuidv7(id)).toBe(true)
      expect(madeAt(id)).toBe(now)
    }),
  )
})

test('ids made later sort after ids made earlier', () => {
  fc.assert(
    fc.property(instant, instant, random, random, (a, b, r, s) => {
      fc.pre(a < b)
      expect(uuidv7(a, r) < uuidv7(b, s)).toBe(true)
    }),
  )
})

test('the example of RFC 9562 comes out as printed there', () => {
  const bytes = new Uint8Array([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
  expect(uuidv7(0x017f22e279b0, bytes)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
})

test('too few random bytes are refused', () => {
  expect(() => uuidv7(0, new Uint8Array(9))).toThrow(RangeError)
})
