import data from '../data/concerns.json' with { type: 'json' }

/** What a decision is about, and whose it is by law (X1, X4); `reserved` null: the council's own. */
export type Concern = (typeof data.concerns)[number]
export const concerns: readonly Concern[] = data.concerns

/** The concern by its id; unknown ids are a RangeError. */
export const concernOf = (id: string): Concern => {
  const found = concerns.find((one) => one.id === id)
  if (!found) throw new RangeError(`concern ${id}`)
  return found
}
