import type { Clause, GoodsKind } from '../rules/index.ts'

/* Rows of the four subjects; instants in ms. */

export type Goods = {
  readonly kind: GoodsKind
  readonly name: string
  readonly points: number
  readonly stock: number
}
export type Rule = {
  readonly body: string
  readonly unitCode: string
  readonly title: string
  readonly text: string
  readonly clauses: readonly Clause[]
  readonly yearMost: number
  readonly goods: readonly Goods[]
  readonly changedAt: number
  readonly resolution: string | null
  readonly adoptedAt: number | null
  /** Last year whose clearing was announced, and last year that is over. */
  readonly announced: number
  readonly cleared: number
}
export type Book = {
  readonly body: string
  readonly unitCode: string
  readonly member: string
  readonly account: string | null
  readonly active: boolean
}
export type Entry = {
  readonly body: string
  readonly unitCode: string
  readonly member: string
  readonly account: string | null
  readonly act: string
  readonly points: number
  readonly year: number
  readonly rule: string
  readonly reference: string
  readonly happenedAt: number
  readonly recordedBy: string | null
  readonly replaces: string | null
}
/** An entry with the account whose dispute stands. */
export type Held = Entry & { readonly disputedBy: string | null }
export type Exchange = {
  readonly body: string
  readonly unitCode: string
  readonly member: string
  readonly account: string | null
  readonly rule: string
  readonly item: number
  readonly name: string
  readonly points: number
  readonly year: number
  readonly askedAt: number
}
