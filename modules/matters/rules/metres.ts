export type Point = { readonly lat: number; readonly lng: number }

const METRES_A_DEGREE = 111_320

/** Distance in metres; good to a few in a thousand over a county. */
export const metresApart = (one: Point, other: Point): number => {
  const across = (one.lng - other.lng) * Math.cos((((one.lat + other.lat) / 2) * Math.PI) / 180)
  return METRES_A_DEGREE * Math.hypot(one.lat - other.lat, across)
}

/** A point as strangers may compare with it: the middle of its square of about 100 m, so that nobody finds a house by it. */
export const blurred = ({ lat, lng }: Point): Point => ({
  lat: (Math.floor(lat * 1000) + 0.5) / 1000,
  lng: (Math.floor(lng * 1000) + 0.5) / 1000,
})
