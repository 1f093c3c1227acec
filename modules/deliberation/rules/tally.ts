import { type Law, type Verdict, verdictOn } from '@gongzhi/law/rules'
import { kindOf } from './bodies.ts'
import { numbersOf, ruleOf } from './numbers.ts'
import type { Counts, Vote } from './rows.ts'

export const none: Counts = { yes: 0, no: 0, abstain: 0 }

export const totalOf = ({ yes, no, abstain }: Counts): number => yes + no + abstain

/**
 * Quorum at this moment, and the majority. Whoever was there and did not vote stays in the base, as whoever abstained does
 * (R1: 到会人员的过半数).
 */
export const verdictsOf = (
  law: Law,
  vote: Pick<Vote, 'body' | 'entitled' | 'present' | 'roomPresent' | 'roomEntitled' | 'cast'>,
): readonly [quorum: Verdict, pass: Verdict] => {
  const kind = kindOf(vote.body)
  return [
    verdictOn(law, ruleOf(kind, 'quorum'), numbersOf(kind, { entitled: vote.roomEntitled, present: vote.roomPresent })),
    verdictOn(
      law,
      ruleOf(kind, 'pass'),
      numbersOf(kind, { entitled: vote.entitled, present: vote.present }, vote.cast),
    ),
  ]
}

/** Ballots in one canonical text, to be hashed: open ones by member, secret ones by slip, whatever way they came. */
export const ballotText = (lines: readonly { readonly of: string; readonly choice: string }[]): string =>
  lines
    .map(({ of, choice }) => `${of} ${choice}`)
    .sort()
    .join('\n')
