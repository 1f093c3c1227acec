import type { Place } from './places.ts'

const EARTH = 6_371_000
const radians = (degrees: number): number => (degrees * Math.PI) / 180

type Point = { readonly lat: number; readonly lng: number }

/** Metres between two WGS-84 points along the sphere (haversine). */
export const metresBetween = (a: Point, b: Point): number => {
  const half =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lng - a.lng) / 2) ** 2
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(half)))
}

/** The village among the places whose point is nearest, with the metres to it. The point given is not kept anywhere. */
export const nearestVillage = (places: readonly Place[], at: Point): { place: Place; metres: number } | undefined => {
  let best: { place: Place; metres: number } | undefined
  for (const place of places) {
    if (place.level !== 'village' || place.point === null) continue
    const metres = Math.round(metresBetween(at, place.point))
    if (best === undefined || metres < best.metres) best = { place, metres }
  }
  return best
}
