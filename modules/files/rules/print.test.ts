import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { bitsApart, greysOf, PRINT_SIDE, printOf } from './print.ts'

const print = fc
  .array(
    fc.integer({ min: 0, max: 15 }).map((n) => n.toString(16)),
    { minLength: 16, maxLength: 16 },
  )
  .map((digits) => digits.join(''))

test('bits apart is a distance: nothing from itself, the same both ways, never longer than by a third', () => {
  fc.assert(
    fc.property(print, print, print, (a, b, c) => {
      expect(bitsApart(a, a)).toBe(0)
      expect(bitsApart(a, b)).toBe(bitsApart(b, a))
      expect(bitsApart(a, c)).toBeLessThanOrEqual(bitsApart(a, b) + bitsApart(b, c))
      expect(bitsApart(a, b)).toBeLessThanOrEqual(64)
    }),
  )
})

test('a picture that is brighter all over has the same print, and a blank one has none', () => {
  const dots = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1024, maxLength: 1024 })
  fc.assert(
    fc.property(dots, fc.integer({ min: 0, max: 55 }), (grey, more) => {
      // brightness is no wave; what rounding of the sums may turn is a bit at the very middle
      expect(bitsApart(printOf(grey.map((dot) => dot + more)) ?? '', printOf(grey) ?? '')).toBeLessThanOrEqual(1)
      expect(printOf(grey) ?? '').toMatch(/^([0-9a-f]{16})?$/)
    }),
  )
  expect(printOf(new Array(1024).fill(120))).toBeUndefined()
  expect(() => printOf([1, 2, 3])).toThrow(RangeError)
})

/** A drawn scene: lamp, house or ditch, with its own light and noise. */
const scene = (parts: string) =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900">
    <rect width="1200" height="900" fill="#7d8fa3"/><rect y="600" width="1200" height="300" fill="#4d5a4a"/>${parts}</svg>`),
  )
const lamp = scene(
  '<rect x="560" y="120" width="40" height="700" fill="#222"/><circle cx="640" cy="140" r="90" fill="#ffe"/>',
)
const house = scene(
  '<rect x="100" y="250" width="500" height="420" fill="#eee"/><path d="M60 260L350 60L640 260z" fill="#a33"/>',
)

const printed = async (picture: Sharp): Promise<string> => {
  const grey = await picture.greyscale().resize(PRINT_SIDE, PRINT_SIDE, { fit: 'fill' }).raw().toBuffer()
  return printOf(grey) ?? ''
}

test('smaller, pressed harder or darker is still the same picture; another picture is not', async () => {
  const whole = await printed(lamp.clone())
  const jpeg = await lamp.clone().resize(640).jpeg({ quality: 40 }).toBuffer()
  const dark = await lamp.clone().modulate({ brightness: 0.7 }).png().toBuffer()
  const cut = await lamp.clone().extract({ left: 30, top: 20, width: 1150, height: 860 }).toBuffer()
  for (const again of [jpeg, dark, cut]) expect(bitsApart(whole, await printed(sharp(again)))).toBeLessThanOrEqual(8)
  expect(bitsApart(whole, await printed(house.clone()))).toBeGreaterThan(14)
})

test('dots of a canvas and dots of the server are the same greys', () => {
  expect(greysOf([255, 255, 255, 255, 0, 0, 0, 255, 255, 0, 0, 255])).toEqual([255, 0, 76])
})
