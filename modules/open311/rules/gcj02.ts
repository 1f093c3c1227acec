/*
 * GCJ-02, the shifted coordinates that maps in China hand out, and WGS-84, which GeoReport publishes and we store. The shift
 * is the public formula; back again there is none, so the way back is walked until both ends meet.
 */

export type Point = { readonly lat: number; readonly lng: number }

const { sin, cos, sqrt, abs, PI } = Math
const AXIS = 6_378_245
const ECCENTRICITY = 0.006693421622965823
/** Degrees: about a centimetre. */
const NEAR_ENOUGH = 1e-7

/** Roughly China; outside the two systems are one. */
const shifted = ({ lat, lng }: Point): boolean => lng >= 72.004 && lng <= 137.8347 && lat >= 0.8293 && lat <= 55.8271

const waves = (a: number, b: number): number => ((20 * sin(6 * a * PI) + 20 * sin(2 * a * PI)) * 2) / 3 + b

const north = (x: number, y: number): number =>
  waves(x, -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))) +
  ((20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3 +
  ((160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * 2) / 3

const east = (x: number, y: number): number =>
  waves(x, 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))) +
  ((20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3 +
  ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3

/** A WGS-84 point in GCJ-02, degrees. */
export const toGcj02 = (at: Point): Point => {
  if (!shifted(at)) return at
  const [x, y] = [at.lng - 105, at.lat - 35]
  const phi = (at.lat / 180) * PI
  const flat = 1 - ECCENTRICITY * sin(phi) ** 2
  return {
    lat: at.lat + (north(x, y) * 180) / (((AXIS * (1 - ECCENTRICITY)) / (flat * sqrt(flat))) * PI),
    lng: at.lng + (east(x, y) * 180) / ((AXIS / sqrt(flat)) * cos(phi) * PI),
  }
}

/** A GCJ-02 point in WGS-84, degrees, to about a centimetre. */
export const fromGcj02 = (at: Point): Point => {
  if (!shifted(at)) return at
  let found = at
  // each step leaves about a thousandth of the error; at the edge of the shift it might not settle
  for (let step = 0; step < 20; step++) {
    const there = toGcj02(found)
    const off = { lat: there.lat - at.lat, lng: there.lng - at.lng }
    if (abs(off.lat) < NEAR_ENOUGH && abs(off.lng) < NEAR_ENOUGH) break
    found = { lat: found.lat - off.lat, lng: found.lng - off.lng }
  }
  return found
}
