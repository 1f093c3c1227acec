import { Problem } from '@gongzhi/kernel/problem.ts'
import { perform } from '@gongzhi/kernel/procedure.ts'
import { decidingWords, type LocalRule, type LocalRuleFacts, type LocalRuleState, localRule } from '../rules/index.ts'
import { lawAbove } from './packs-here.ts'

/** Refuses with every unmet requirement and, beside them, what holds at the place with its article (P22). */
export const refuseUnlessLawful = (
  act: 'draft-rule' | 'publish-rule',
  own: LocalRule,
  facts: LocalRuleFacts,
  state: LocalRuleState = 'drafted',
): void => {
  const outcome = perform(localRule, state, 'publish-rule', facts)
  if (outcome.done) return
  const holds = decidingWords(lawAbove(own.place, own.from), own.rule)
  throw new Problem(409, 'refused', { act, unmet: outcome.unmet, from: localRule.acts['publish-rule'].from, holds })
}
