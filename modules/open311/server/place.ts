import { covers } from '@gongzhi/kernel/reach.ts'
import { currentCode, findPlace, inForce, listUnder, nearestVillage } from '@gongzhi/territory/server'
import type { Point } from '../rules/gcj02.ts'
import { placeIn } from '../rules/place-in.ts'
import { type Refusal, wrong } from '../rules/refusals.ts'
import { pointOf } from './show.ts'

export type Where = {
  readonly county: string
  readonly id: string | undefined
  /** WGS-84. */
  readonly point: Point | undefined
  readonly address: string | undefined
  /** Where it goes when nothing places it: the stretch of the key. */
  readonly otherwise: string
}

/** Farther than this from any village of the county it lies in another, metres. */
const FAR = 20_000

const byId = (id: string, county: string, refusals: Refusal[]): string | undefined => {
  const place = /^\d{6}(\d{3}(\d{3})?)?$/.test(id) ? findPlace(currentCode(id.padEnd(12, '0'))) : undefined
  if (place && inForce(place) && covers(county, place.code)) return place.code
  refusals.push(
    wrong(
      `本县没有这个 address_id：${id}（用村、乡镇的区划代码）。`,
      `address_id ${id} is no place of this county (use the division code of a village or town).`,
    ),
  )
  return undefined
}

/** The village nearest to a point; undefined where the county has told no points of its villages. */
const byPoint = (at: Point, county: string, demo: boolean, refusals: Refusal[]): string | undefined => {
  const known = listUnder(county).filter(({ code }) => pointOf(code, demo) !== null)
  const found = nearestVillage(known, at)
  if (found && found.metres > FAR)
    refusals.push(wrong('这个位置不在本县。', 'This position does not lie in this county.'))
  return found?.place.code
}

/** The 12-digit code of where it is: what was named outright, else the nearest village, else what the address says. */
export const placeFor = (where: Where, demo: boolean, refusals: Refusal[]): string => {
  const { county, id, point, address, otherwise } = where
  const found =
    (id === undefined ? undefined : byId(id, county, refusals)) ??
    (point === undefined ? undefined : byPoint(point, county, demo, refusals)) ??
    (address === undefined ? undefined : placeIn(address, listUnder(county))?.code)
  return found ?? otherwise.padEnd(12, '0')
}
