import { type Law, type Verdict, verdictOn } from '@gongzhi/law/rules'
import { kindOf } from './bodies.ts'
import { numbersOf, ruleOf } from './numbers.ts'
import type { Counts, Vote } from './rows.ts'

export const none: Counts = { yes: 0, no: 0, abstain: 0 }

/** Two counts together: phone, hands and paper are one count. */
const sum = (one: Counts, other: Counts): Counts => ({
  yes: one.yes + other.yes,
  no: one.no + other.no,
  abstain: one.abstain + other.abstain,
})
export const totalOf = ({ yes, no, abstain }: Counts): number => yes + no + abstain

/** What was counted: ballots and, once two tellers agree, the paper slips. */
export const countOf = ({ cast, paper }: Pick<Vote, 'cast' | 'paper'>): Counts =>
  paper?.confirmed ? sum(cast, paper.counts) : cast

/**
 * Quorum at this moment, and the majority. Whoever was there and did not vote stays in the base, as whoever abstained does
 * (R1: 到会人员的过半数).
 */
export const verdictsOf = (
  law: Law,
  vote: Pick<Vote, 'body' | 'entitled' | 'present' | 'roomPresent' | 'roomEntitled' | 'cast' | 'paper'>,
): readonly [quorum: Verdict, pass: Verdict] => {
  const kind = kindOf(vote.body)
  return [
    verdictOn(law, ruleOf(kind, 'quorum'), numbersOf(kind, { entitled: vote.roomEntitled, present: vote.roomPresent })),
    verdictOn(
      law,
      ruleOf(kind, 'pass'),
      numbersOf(kind, { entitled: vote.entitled, present: vote.present }, countOf(vote)),
    ),
  ]
}

/** Ballots in one canonical text, to be hashed: open ones by member, secret ones by slip, paper as its count. */
export const ballotText = (
  lines: readonly { readonly of: string; readonly choice: string }[],
  paper: Counts | null,
): string =>
  [
    ...lines.map(({ of, choice }) => `${of} ${choice}`).sort(),
    ...(paper ? [`paper ${paper.yes} ${paper.no} ${paper.abstain}`] : []),
  ].join('\n')
