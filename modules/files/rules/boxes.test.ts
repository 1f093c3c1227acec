import fc from 'fast-check'
import { expect, test } from 'vitest'
import { box } from '../contract.ts'
import { type Box, dotsOf, drawn, fitted, LEAST_SIDE, moved, resized, WHOLE } from './boxes.ts'

const any = fc.integer({ min: -3000, max: 3000 })
const point = fc.record({ x: any, y: any })
const boxes: fc.Arbitrary<Box> = fc.record({ x: any, y: any, w: any, h: any }).map(fitted)

test('whatever a hand does, a box stays on the photo and is one that the server takes', () => {
  fc.assert(
    fc.property(boxes, point, point, any, any, (one, from, to, a, b) => {
      for (const made of [one, drawn(from, to), moved(one, a, b), resized(one, a, b)])
        expect(box.safeParse(made).success, JSON.stringify(made)).toBe(true)
    }),
  )
  expect(box.safeParse({ x: 995, y: 0, w: 10, h: 10 }).success).toBe(false)
})

test('moving keeps the size, resizing keeps the corner, and back again is where it was', () => {
  fc.assert(
    fc.property(boxes, fc.integer({ min: 0, max: 200 }), (one, by) => {
      expect(moved(one, by, by)).toMatchObject({ w: one.w, h: one.h })
      expect(resized(one, by, -by)).toMatchObject({ x: one.x, y: one.y })
      const there = moved(one, by, 0)
      fc.pre(there.x === one.x + by)
      expect(moved(there, -by, 0)).toEqual(one)
    }),
  )
})

test('a box is drawn the same from any of its corners', () => {
  fc.assert(
    fc.property(point, point, (a, b) => {
      expect(drawn(a, b)).toEqual(drawn(b, a))
    }),
  )
})

test('the dots of a box cover all of it and lie within the picture, however small that is', () => {
  const side = fc.integer({ min: 1, max: 2000 })
  fc.assert(
    fc.property(boxes, side, side, (one, width, height) => {
      const dots = dotsOf(one, width, height)
      expect(dots.left).toBeLessThanOrEqual((one.x * width) / WHOLE)
      expect(dots.left + dots.width).toBeGreaterThanOrEqual(Math.min(width, ((one.x + one.w) * width) / WHOLE))
      expect(dots.left + dots.width).toBeLessThanOrEqual(width)
      expect(dots.top + dots.height).toBeLessThanOrEqual(height)
      expect(Math.min(dots.width, dots.height)).toBeGreaterThan(0)
    }),
  )
  expect(LEAST_SIDE).toBeGreaterThan(0)
})
