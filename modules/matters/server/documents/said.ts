import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { findOrg, findPlace, pathOf } from '@gongzhi/territory/server'

/** A unit by its full name, as it signs a paper: 德庆县官圩镇金林村便民服务站. */
export const fullName = (org: string): string => {
  const found = findOrg(org)
  if (!found) return org
  const above = pathOf(found.seat).filter(({ level }) => level === 'county' || level === 'town')
  return above.reduceRight((name, { short }) => (name.startsWith(short) ? name : `${short}${name}`), found.name)
}

/** The ISO day of an instant on China's calendar. */
export const dayOn = (at: number | string): string => isoDay(dayOf(typeof at === 'string' ? Date.parse(at) : at))

export const placeName = (code: string): string => findPlace(code)?.short ?? code
