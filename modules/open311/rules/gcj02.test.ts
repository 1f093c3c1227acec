import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromGcj02, type Point, toGcj02 } from './gcj02.ts'

/** Public points known in both systems: longitude and latitude, WGS-84 then GCJ-02. */
const known = [
  [114.0164322, 33.0133556, 114.022306, 33.0115324],
  [123.2312099, 41.2651725, 123.2369518, 41.2672464],
  [111.2740147, 23.4795593, 111.2791187, 23.4769675],
  [104.6252411, 30.1317508, 104.6276449, 30.1289052],
  [116.0414035, 43.9312805, 116.0482308, 43.9334573],
] as const

/** A hundred-thousandth of a degree is a metre. */
const near = (a: Point, b: Point) => {
  expect(Math.abs(a.lat - b.lat)).toBeLessThan(1e-5)
  expect(Math.abs(a.lng - b.lng)).toBeLessThan(1e-5)
}

test('known points come out in both directions to within a metre', () => {
  for (const [lng, lat, shiftedLng, shiftedLat] of known) {
    const there = toGcj02({ lat, lng })
    near(there, { lat: shiftedLat, lng: shiftedLng })
    near(fromGcj02({ lat: shiftedLat, lng: shiftedLng }), { lat, lng })
  }
})

test('anywhere in the country the way there and back ends within ten centimetres of where it began', () => {
  const inside = fc.record({
    lat: fc.double({ min: 18, max: 53, noNaN: true }),
    lng: fc.double({ min: 74, max: 135, noNaN: true }),
  })
  fc.assert(
    fc.property(inside, (at) => {
      const back = fromGcj02(toGcj02(at))
      expect(Math.abs(back.lat - at.lat)).toBeLessThan(1e-6)
      expect(Math.abs(back.lng - at.lng)).toBeLessThan(1e-6)
      // it is a shift worth undoing: tens to hundreds of metres
      const there = toGcj02(at)
      expect(Math.abs(there.lat - at.lat) + Math.abs(there.lng - at.lng)).toBeLessThan(0.03)
    }),
  )
})

test('outside China nothing is shifted', () => {
  for (const at of [
    { lat: 37.76, lng: -122.42 },
    { lat: 48.85, lng: 2.35 },
  ]) {
    expect(toGcj02(at)).toEqual(at)
    expect(fromGcj02(at)).toEqual(at)
  }
})
