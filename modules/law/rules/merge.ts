import { share } from '@gongzhi/kernel/share.ts'
import type { AmountRule, Condition, FlagRule, Pack, Rule, ShareRule } from './pack.ts'
import { covers } from './pack.ts'

/*
 * The strictest wins (X3): a local pack may tighten what the country asks and never loosen it. Merging never throws anything
 * away: every pack's word on a rule stays readable, with the one that decides. What is marked as a default is no law: it
 * decides while nobody else speaks, and gives way to any other word, stricter or not.
 */

/** A rule as one pack says it. */
export type Word<R extends Rule = Rule> = {
  readonly pack: string
  readonly title: string
  readonly version: string
  readonly rule: R
}

/** What holds in a place: one entry for each rule id, with every pack's word on it. */
export type Law = {
  readonly place: string
  readonly on: string
  readonly packs: readonly Omit<Pack, 'rules'>[]
  readonly rules: ReadonlyMap<string, readonly Word[]>
}

const sameFamily = (a: Rule, b: Rule): boolean => a.kind === b.kind

/** The law of a place on a day. Throws when two packs speak of one rule in different kinds: the data is wrong then. */
export const lawOf = (packs: readonly Pack[], place: string, on: string): Law => {
  // from the country down, so that the widest comes first
  const here = packs
    .filter((pack) => covers(pack, place, on))
    .sort((a, b) => a.scope.length - b.scope.length || (a.id < b.id ? -1 : 1))
  const rules = new Map<string, Word[]>()
  for (const pack of here) {
    for (const rule of pack.rules) {
      const words = rules.get(rule.id) ?? []
      const first = words[0]
      if (first && !sameFamily(first.rule, rule))
        throw new Error(`${rule.id}: ${first.rule.kind} in ${first.pack}, ${rule.kind} in ${pack.id}`)
      rules.set(rule.id, [...words, { pack: pack.id, title: pack.title, version: pack.version, rule }])
    }
  }
  return { place, on, packs: here.map(({ rules: _said, ...pack }) => pack), rules }
}

/** The words that decide: all of them, or those that are no defaults as soon as there is one. */
export const decidingWords = (law: Law, id: string): readonly Word[] => {
  const words = law.rules.get(id) ?? []
  const said = words.filter(({ rule }) => rule.default !== true)
  return said.length > 0 ? said : words
}

/** Every deciding word on a share: each has to be satisfied; empty when no pack speaks of it. */
export const sharesOf = (law: Law, id: string): readonly Word<ShareRule>[] =>
  decidingWords(law, id).filter((word): word is Word<ShareRule> => word.rule.kind === 'share')

/** The amount that holds: the greatest of the least, the least of the greatest; undefined when no pack speaks of it. */
export const amountOf = (law: Law, id: string): Word<AmountRule> | undefined => {
  const words = decidingWords(law, id).filter(
    (word): word is Word<AmountRule> => word.rule.kind === 'least' || word.rule.kind === 'most',
  )
  return words.reduce<Word<AmountRule> | undefined>((held, word) => {
    if (!held) return word
    const stricter =
      word.rule.kind === 'least' ? word.rule.amount > held.rule.amount : word.rule.amount < held.rule.amount
    return stricter ? word : held
  }, undefined)
}

/** What is obliged, or allowed: one `must` obliges, one `may` that says no forbids; undefined when no pack speaks of it. */
export const flagOf = (law: Law, id: string): Word<FlagRule> | undefined => {
  const words = decidingWords(law, id).filter(
    (word): word is Word<FlagRule> => word.rule.kind === 'must' || word.rule.kind === 'may',
  )
  return words.find(({ rule }) => rule.value === (rule.kind === 'must')) ?? words[0]
}

/** A condition's share as the kernel counts it. */
export const shareOf = ({ share: [of, whole, kind] }: Condition) => share(of, whole, kind)
