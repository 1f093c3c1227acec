import data from '../data/settable.json' with { type: 'json' }
import type { Condition } from './pack.ts'

/** Who sets a rule of their own: a county for itself, a village for itself. */
export type Level = 'county' | 'village'

/** A rule a place may set, with the bounds of what makes sense; `flag`: yes or no. */
export type Settable = {
  readonly by: readonly Level[]
  readonly share?: readonly [Condition['share'], Condition['share']]
  readonly amount?: readonly [number, number]
  readonly flag?: boolean
}

/** What may be set at all, by rule id (data/settable.json). What is not in it nobody sets: elections, recalls, who may call. */
export const settable: ReadonlyMap<string, Settable> = new Map(
  Object.entries(data.rules as unknown as Record<string, Settable>),
)

/** The level of a 12-digit division; undefined for provinces, cities and towns, which set nothing here. */
export const levelOfPlace = (code: string): Level | undefined => {
  if (!/^\d{12}$/.test(code) || code.slice(4, 6) === '00') return undefined
  if (code.endsWith('000000')) return 'county'
  return code.endsWith('000') ? undefined : 'village'
}

/** The stretch a place's own rules hold in: six digits for a county, twelve for a village. */
export const scopeOfPlace = (code: string): string => (levelOfPlace(code) === 'county' ? code.slice(0, 6) : code)
