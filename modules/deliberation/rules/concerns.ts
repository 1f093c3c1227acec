import data from '../data/concerns.json' with { type: 'json' }
import type { BodyKind } from './bodies.ts'

/** What a decision is about, and whose it is by law (X1, X4); `reserved` null: the council's own. */
export type Concern = (typeof data.concerns)[number]
export const concerns: readonly Concern[] = data.concerns

/** The concern by its id; unknown ids are a RangeError. */
export const concernOf = (id: string): Concern => {
  const found = concerns.find((one) => one.id === id)
  if (!found) throw new RangeError(`concern ${id}`)
  return found
}

/** The concern by which the villagers’ meeting gives matters to its representatives (Art. 28). */
export const MANDATE = 'mandate'

/** 村民会议, as a meeting of all or of one of each household (村民委员会组织法 Art. 26). */
const isVillagers = (kind: BodyKind): boolean => kind === 'villagers' || kind === 'households'

/** The bodies that may be asked to decide what the law reserves, the usual one first; none for what is the council’s own. */
export const bodiesFor = (concern: string): readonly BodyKind[] => {
  const { reserved, delegable } = concernOf(concern)
  if (reserved === null) return []
  if (reserved === 'collective') return ['collective']
  return delegable ? ['representatives', 'households', 'villagers'] : ['households', 'villagers']
}

/**
 * Whether a body may decide on a concern. A council talks anything over, its word is a 协商 outcome (X4); the representatives
 * decide on what the villagers’ meeting has given into their hands (`mandated`, Art. 28), the collective on what is its own (X1).
 */
export const mayDecide = (kind: BodyKind, concern: string, mandated: readonly string[]): boolean => {
  if (kind === 'council' || kind === 'branch') return true
  const { reserved, delegable } = concernOf(concern)
  if (reserved === 'collective' || kind === 'collective') return reserved === 'collective' && kind === 'collective'
  return reserved === null || isVillagers(kind) || (delegable && mandated.includes(concern))
}

/** Whose decision it still is when a body of a kind has decided; null: that was it (X1, X4). */
export const reservedFor = (kind: BodyKind, concern: string): string | null => {
  const { reserved, delegable } = concernOf(concern)
  if (reserved === 'villagers') return isVillagers(kind) || (kind === 'representatives' && delegable) ? null : reserved
  return kind === reserved ? null : reserved
}

/** Whose decision a reserved concern is, as it is said: `assembly` is the villagers’ meeting alone, which cannot give it away. */
export const deciderOf = (concern: string): string | null => {
  const { reserved, delegable } = concernOf(concern)
  return reserved === 'villagers' && !delegable ? 'assembly' : reserved
}
