import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { expiryAllowed, keyEnd, keyTime } from './key.ts'

const day = (n: number) => new Date(Date.UTC(2026, 10, 25 + n)).toISOString().slice(0, 10)

test('a key lasts at least the day it is issued on and at most two years', () => {
  fc.assert(
    fc.property(fc.integer({ min: -800, max: 1600 }), (days) => {
      const why = expiryAllowed(day(0), day(days))
      expect(why).toBe(days < 0 ? 'past' : days > keyTime.mostDays ? 'too-far' : undefined)
    }),
  )
})

test('a key is good until midnight after its last day, in China', () => {
  expect(new Date(keyEnd('2026-11-25')).toISOString()).toBe('2026-11-25T16:00:00.000Z')
})
