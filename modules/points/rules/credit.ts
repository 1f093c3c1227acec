import type { ActCode } from './acts.ts'

/** What one act earns, and at most in a year by this act; whole numbers above zero. */
export type Clause = { readonly act: ActCode; readonly points: number; readonly most: number }
/** Points of a year by act, set-aside ones left out. */
export type Earned = Readonly<Partial<Record<string, number>>>

const sumOf = (earned: Earned): number => Object.values(earned).reduce<number>((sum, n) => sum + (n ?? 0), 0)

/** What an act earns now: the clause, cut by its ceiling and by the year's; zero when either is reached, never less. */
export const creditFor = (clause: Clause, yearMost: number, earned: Earned): number =>
  Math.max(0, Math.min(clause.points, clause.most - (earned[clause.act] ?? 0), yearMost - sumOf(earned)))

/** What can be exchanged: in force minus spent, never below zero, also when an entry is set aside after it was spent. */
export const balanceOf = (effective: number, spent: number): number => Math.max(0, effective - spent)
