import type { Word } from './merge.ts'
import type { Condition, Rule } from './pack.ts'

/* Which of two words on one rule asks for more (X3). */

/** Whether a share asks for less than another of the same count and base; 过半数 asks for more than 半数以上. */
export const shareBelow = (a: Condition['share'], b: Condition['share']): boolean => {
  const [mine, theirs] = [a[0] * b[1], b[0] * a[1]]
  return mine < theirs || (mine === theirs && a[2] === 'inclusive' && b[2] === 'strict')
}

/** Whether a rule asks for less than what another word on it asks; both of one kind (see `sameKind`). */
const below = (rule: Rule, held: Rule): boolean => {
  if (rule.kind === 'share' && held.kind === 'share')
    return rule.anyOf.some((mine) =>
      held.anyOf.some(
        (theirs) => mine.count === theirs.count && mine.of === theirs.of && shareBelow(mine.share, theirs.share),
      ),
    )
  if ('amount' in rule && 'amount' in held)
    return rule.kind === 'least' ? rule.amount < held.amount : rule.amount > held.amount
  if ('value' in rule && 'value' in held) return held.value === (held.kind === 'must') && rule.value !== held.value
  return true
}

/** The words a rule would loosen. A default is no law and is not loosened: it gives way. */
export const loosened = (rule: Rule, words: readonly Word[]): readonly Word[] =>
  words.filter((word) => word.rule.default !== true && below(rule, word.rule))
