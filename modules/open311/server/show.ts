import type { Calendar } from '@gongzhi/kernel/clock.ts'
import { wholeDueAt } from '@gongzhi/matters/rules'
import { allCategories } from '@gongzhi/matters/server'
import { findOrg, findPlace, pathOf } from '@gongzhi/territory/server'
import { type Point, toGcj02 } from '../rules/gcj02.ts'
import { type Beside, type GeoRequest, requestOf, type Shown } from '../rules/request.ts'
import type { Category } from '../rules/services.ts'
import type { Language } from '../rules/words.ts'

export type Seen = {
  readonly calendar: Calendar
  readonly language: Language
  /** Points that were invented for a picture are given where everything is invented, and nowhere else. */
  readonly demo: boolean
  readonly gcj02?: boolean
}

const plain = (category: string): Category => ({
  id: category,
  group: '',
  zh: category,
  en: category,
  notice: null,
  fields: [],
})
const findCategory = (id: string): Category => allCategories.find((one) => one.id === id) ?? plain(id)

/** A metre is as near as the point of a village is known. */
const toMetre = ({ lat, lng }: Point): Point => ({ lat: Number(lat.toFixed(5)), lng: Number(lng.toFixed(5)) })

/** The point of a village or town as it may be given to others, in WGS-84. */
export const pointOf = (code: string, demo: boolean): Point | null => {
  const point = findPlace(code)?.point
  return point && (demo || !point.schematic) ? { lat: point.lat, lng: point.lng } : null
}

const beside = (row: Shown, { calendar, language, demo, gcj02 }: Seen): Beside => {
  const point = pointOf(row.unitCode, demo)
  return {
    language,
    category: findCategory(row.category),
    agency: findOrg(row.org)?.name ?? null,
    path: [...pathOf(row.unitCode)].reverse().map(({ short }) => short),
    point: point && toMetre(gcj02 ? toGcj02(point) : point),
    // while the clock stands nobody can say
    expectedAt: row.pauses.some(({ to }) => to === null) ? null : wholeDueAt(row, calendar),
  }
}

/** A matter as GeoReport shows it. */
export const show = (row: Shown, seen: Seen): GeoRequest => requestOf(row, beside(row, seen))
