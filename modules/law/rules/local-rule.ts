import { procedure, type Requirement, stay } from '@gongzhi/kernel/procedure.ts'
import { decidingWords, type Law } from './merge.ts'
import type { Condition, Pack, Rule, Source } from './pack.ts'
import { levelOfPlace, scopeOfPlace, settable } from './settable.ts'
import { loosened, shareBelow } from './stricter.ts'

/*
 * What a county or a village sets for itself, beside the law (X3, P22). It may ask for more than what holds there and never
 * for less; a default, which no law gives, it may replace. It begins on the day after its publication at the earliest, and
 * ends with a day: so the law of a day is settled before that day begins, and no talk finds it changed while it sits.
 */

export type LocalRuleState = 'drafted' | 'published' | 'withdrawn' | 'expired' | 'discarded'

/** The value as it is stated: one of the three. */
export type Stated = {
  readonly share?: Condition['share'] | undefined
  readonly amount?: number | undefined
  readonly value?: boolean | undefined
}

/** A place's own rule. Days are ISO; `until`: the last day on which it holds. */
export type LocalRule = {
  readonly place: string
  readonly rule: string
  readonly stated: Stated
  readonly document: string
  readonly article: string
  readonly from: string
  readonly until: string | null
}

export type LocalRuleFacts = {
  readonly settable: boolean
  readonly spoken: boolean
  readonly sameKind: boolean
  readonly within: boolean
  readonly notLooser: boolean
  readonly fromTomorrow: boolean
  readonly inOrder: boolean
  readonly named: boolean
  readonly reason: boolean
}
const says = (id: string, met: (f: LocalRuleFacts) => boolean): Requirement<LocalRuleFacts> => ({ id, met })
const lawful = [
  says('settable', (f) => f.settable),
  says('spoken-of', (f) => f.spoken),
  says('same-kind', (f) => f.sameKind),
  says('within-bounds', (f) => f.within),
  says('not-looser', (f) => f.notLooser),
  says('from-tomorrow', (f) => f.fromTomorrow),
  says('days-in-order', (f) => f.inOrder),
  says('document-named', (f) => f.named),
]
const reasonStated: Requirement<LocalRuleFacts> = { id: 'reason-stated', asked: true, met: (f) => f.reason }

/** 本地规则: set, published, replaced by a newer one or withdrawn; never edited. */
export const localRule = procedure<LocalRuleState, LocalRuleFacts>()({
  id: 'law.local-rule',
  opens: 'draft-rule',
  initial: 'drafted',
  final: ['withdrawn', 'expired', 'discarded'],
  acts: {
    'publish-rule': { from: ['drafted'], to: 'published', requires: lawful },
    'discard-rule': { from: ['drafted'], to: 'discarded', requires: [] },
    'withdraw-rule': { from: ['published'], to: 'withdrawn', requires: [reasonStated] },
    'replace-rule': { from: ['published'], to: stay, requires: [], system: true },
    'expire-rule': { from: ['published'], to: 'expired', requires: [], system: true },
  },
})

/** The rule in the words of the wider law: its kind, its base, its unit; undefined when what is stated is of another kind. */
export const ruleOfStated = (own: LocalRule, wider: Law): Rule | undefined => {
  const like = decidingWords(wider, own.rule)[0]?.rule
  const source: Source = { law: own.document, article: own.article, mark: 'local' }
  const common = { id: own.rule, source }
  const { share, amount, value } = own.stated
  if (like?.kind === 'share') {
    const [only, ...more] = like.anyOf
    // either … or: a place's own number cannot say which of them it means
    if (share === undefined || only === undefined || more.length > 0) return undefined
    return { ...common, kind: 'share', anyOf: [{ count: only.count, of: only.of, share }] }
  }
  if (like?.kind === 'least' || like?.kind === 'most')
    return amount === undefined ? undefined : { ...common, kind: like.kind, amount, unit: like.unit }
  if (like?.kind === 'must' || like?.kind === 'may')
    return value === undefined ? undefined : { ...common, kind: like.kind, value }
  return undefined
}

const withinBounds = ({ rule, stated: { share, amount } }: LocalRule): boolean => {
  const bounds = settable.get(rule)
  if (!bounds) return true
  if (share)
    return bounds.share !== undefined && !shareBelow(share, bounds.share[0]) && !shareBelow(bounds.share[1], share)
  if (amount !== undefined)
    return bounds.amount !== undefined && amount >= bounds.amount[0] && amount <= bounds.amount[1]
  return true
}

/** What speaks for and against a place's own rule. `wider`: the law above the place on the day it begins; `today`: ISO. */
export const judge = (own: LocalRule, wider: Law, today: string): LocalRuleFacts => {
  const level = levelOfPlace(own.place)
  const words = wider.rules.get(own.rule) ?? []
  const rule = ruleOfStated(own, wider)
  return {
    settable: level !== undefined && settable.get(own.rule)?.by.includes(level) === true,
    spoken: words.length > 0,
    sameKind: words.length === 0 || rule !== undefined,
    within: withinBounds(own),
    notLooser: rule === undefined || loosened(rule, words).length === 0,
    fromTomorrow: own.from > today,
    inOrder: own.until === null || own.until >= own.from,
    named: own.document.trim().length >= 2 && own.article.trim() !== '',
    reason: false,
  }
}

/** The packs that speak above a place: a county's and a village's own word is measured against these. */
export const above = (packs: readonly Pack[], place: string): readonly Pack[] =>
  packs.filter(({ scope }) => scope.length < scopeOfPlace(place).length)
