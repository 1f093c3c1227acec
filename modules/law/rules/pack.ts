/*
 * A rule pack: numbers of the law as data, each with the article it stands in and how sure we are of it. Packs are dated and
 * cover a stretch of the territory; the merge of all that cover a place on a day is the law there (see merge.ts).
 */

/** How sure: read in the text itself, a local rule, or from memory and to be checked. Shown wherever the number is used. */
export type Mark = 'found' | 'local' | 'unverified'

/** `article` is empty where there is none to name. */
export type Source = { readonly law: string; readonly article: string; readonly mark: Mark }

/** `count` of `of` has to reach the share: two thirds or more of the members present, say. Names are roll names (rolls.ts). */
export type Condition = {
  readonly count: string
  readonly of: string
  /** [2, 3, "inclusive"]: 三分之二以上; [1, 2, "strict"]: 过半数 (民法典 Art. 1259). */
  readonly share: readonly [number, number, 'inclusive' | 'strict']
}

type Common = {
  readonly id: string
  readonly source: Source
  readonly note?: string
  /** No law gives it: this platform's own number, which gives way to any place's own word (domain.md, open point 13.1). */
  readonly default?: true
}

/** One of the conditions is enough: adults or households of Art. 26. */
export type ShareRule = Common & { readonly kind: 'share'; readonly anyOf: readonly Condition[] }

/** A least or greatest amount: days of notice, sessions a year, proxies a person. */
export type AmountRule = Common & {
  readonly kind: 'least' | 'most'
  readonly amount: number
  readonly unit: 'day' | 'workday' | 'month' | 'year' | 'times' | 'person' | 'yuan' | 'minute'
  /** Words of what has to be said for the rule to give way: 特殊情况. */
  readonly unless?: string
}

/** `must`: has to be so; `may`: is allowed where every pack that speaks of it allows it. */
export type FlagRule = Common & { readonly kind: 'must' | 'may'; readonly value: boolean }

export type Rule = ShareRule | AmountRule | FlagRule

export type Pack = {
  readonly id: string
  readonly title: string
  /** Division prefix that it covers; empty: the whole country. */
  readonly scope: string
  /** Days of force, ISO; `until`: the first day on which it holds no more. */
  readonly from: string
  readonly until: string | null
  /** Of this writing of the pack. */
  readonly version: string
  readonly rules: readonly Rule[]
}

/** The source as it is quoted: the law with its article, or the law alone where no article can be named. */
export const citeOf = ({ law, article }: Pick<Source, 'law' | 'article'>): string =>
  article === '' ? law : `${law} ${article}`

/** Whether a pack holds at a place (division code or prefix) on a day (ISO). */
export const covers = (pack: Pack, place: string, on: string): boolean =>
  place.startsWith(pack.scope) && pack.from <= on && (pack.until === null || on < pack.until)
