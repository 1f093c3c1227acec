export {
  above,
  judge,
  type LocalRule,
  type LocalRuleFacts,
  type LocalRuleState,
  localRule,
  ruleOfStated,
} from './local-rule.ts'
export { amountOf, decidingWords, flagOf, type Law, lawOf, sharesOf, type Word } from './merge.ts'
export type { AmountRule, Condition, FlagRule, Mark, Pack, Rule, ShareRule, Source } from './pack.ts'
export { citeOf } from './pack.ts'
export { shippedPacks } from './packs.ts'
export { readPack } from './read-pack.ts'
export { levelOfPlace, scopeOfPlace, settable } from './settable.ts'
export { type Clause, type Numbers, type Sum, type Verdict, verdictOn, verdictOnAmount } from './verdict.ts'
