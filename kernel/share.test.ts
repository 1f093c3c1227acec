import fc from 'fast-check'
import { expect, test } from 'vitest'
import { needed, reaches, share } from './share.ts'

test('two thirds of 8, 9, 10 and 11 are 6, 6, 7 and 8; more than half of 10 and 11 is 6', () => {
  expect([8, 9, 10, 11].map((n) => needed(share(2, 3), n))).toEqual([6, 6, 7, 8])
  expect([10, 11].map((n) => needed(share(1, 2, 'strict'), n))).toEqual([6, 6])
})

test('the needed count is the smallest that reaches, for every share and roll', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 1, max: 100000 }),
      fc.boolean(),
      (of, more, total, inclusive) => {
        const s = share(of, of + more, inclusive ? 'inclusive' : 'strict')
        const n = needed(s, total) ?? Number.NaN
        expect(reaches(s, n, total)).toBe(true)
        expect(reaches(s, n - 1, total)).toBe(false)
      },
    ),
  )
})

test('an empty roll reaches nothing', () => {
  expect(reaches(share(1, 2), 0, 0)).toBe(false)
  expect(needed(share(1, 2), 0)).toBeUndefined()
})
