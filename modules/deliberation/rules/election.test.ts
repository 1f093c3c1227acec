import { perform } from '@gongzhi/kernel/procedure.ts'
import { expect, test } from 'vitest'
import { type ElectionFacts, type ElectionState, election } from './election.ts'

/** Everything is as it should be for any act, and the chair is chosen by ballot. */
const fine: ElectionFacts = {
  ...{ reason: true, text: true, name: true, ofTheVillage: true, notNamedYet: true, classKnown: true },
  ...{
    ownWord: true,
    nomineeKnown: true,
    nomineeUndecided: true,
    nomineeStands: true,
    enoughNominees: true,
    undecided: 0,
  },
  ...{ sitting: true, quorum: true, enoughForSecrecy: true, tellersTwo: true, tellersPresent: true },
  ...{ tellersNoCandidates: true, papersFit: true, votesFit: true, ties: false, seatsOpen: true, quotasFilled: true },
  ...{ chairNeeded: true, chairByRule: false, chairElected: true, nomineeElected: true, ground: true },
  ...{ objectionKnown: true, openObjections: 0, postedLong: true, termBegun: true, chairAccount: true },
}
type Name = keyof typeof election.acts
const does = (act: Name, state: ElectionState, change: Partial<ElectionFacts> = {}) =>
  perform(election, state, act, { ...fine, ...change })
const toOf = (act: Name, state: ElectionState, change: Partial<ElectionFacts> = {}) => {
  const outcome = does(act, state, change)
  return outcome.done ? outcome.to : undefined
}
const unmetOf = (act: Name, state: ElectionState, change: Partial<ElectionFacts> = {}) => {
  const outcome = does(act, state, change)
  return outcome.done ? [] : outcome.unmet
}

const ballots = [
  ['count', 'nominated'],
  ['run-off', 'tied'],
  ['choose-chair', 'counted'],
] as const
test.each(
  ballots.flatMap(([act, state]) =>
    (
      [
        ['sitting', 'representatives-sit'],
        ['quorum', 'quorum'],
        ['enoughForSecrecy', 'enough-for-secrecy'],
        ['tellersTwo', 'tellers-two'],
        ['tellersPresent', 'tellers-present'],
        ['tellersNoCandidates', 'tellers-no-candidates'],
        ['papersFit', 'papers-fit'],
        ['votesFit', 'votes-fit'],
      ] as const
    ).map(([fact, unmet]) => ({ act, state, fact, unmet })),
  ),
)('$act is refused without $unmet', ({ act, state, fact, unmet }) => {
  expect(unmetOf(act, state, { [fact]: false })).toEqual([unmet])
})

test.each([
  ['nominate', 'nominating', { name: false }, 'name-stated'],
  ['nominate', 'nominating', { ofTheVillage: false }, 'of-the-village'],
  ['nominate', 'nominating', { notNamedYet: false }, 'not-named-yet'],
  ['close-nominations', 'nominating', { enoughNominees: false }, 'enough-nominees'],
  ['close-nominations', 'nominating', { undecided: 1 }, 'nobody-undecided'],
  ['another-round', 'counted', { seatsOpen: false }, 'seats-open'],
  ['choose-chair', 'counted', { quotasFilled: false }, 'quotas-filled'],
  ['choose-chair', 'counted', { chairByRule: true }, 'chair-by-ballot'],
  ['name-chair', 'counted', {}, 'chair-by-rule'],
  ['name-chair', 'counted', { chairByRule: true, nomineeElected: false }, 'nominee-elected'],
  ['post-result', 'chaired', { quotasFilled: false }, 'quotas-filled'],
  ['post-result', 'counted', { chairElected: false }, 'chair-chosen'],
  ['take-office', 'posted', { postedLong: false }, 'posted-long-enough'],
  ['take-office', 'posted', { openObjections: 1 }, 'no-open-objection'],
  ['take-office', 'posted', { termBegun: false }, 'term-begun'],
  ['take-office', 'posted', { chairAccount: false }, 'chair-account'],
] as const)('%s from %s is refused by %o with %s', (act, state, change, unmet) => {
  expect(unmetOf(act, state, change)).toEqual([unmet])
})

test('a tie leads to a run-off and never past it; the chair needs more than half or the ballot is held again', () => {
  expect(toOf('count', 'nominated', { ties: true })).toBe('tied')
  expect(toOf('run-off', 'tied', { ties: true })).toBe('tied')
  expect(toOf('run-off', 'tied')).toBe('counted')
  expect(toOf('choose-chair', 'counted', { chairElected: false })).toBe('counted')
  expect(toOf('choose-chair', 'counted')).toBe('chaired')
})

test('a by-election without a chair is posted from the count', () => {
  expect(toOf('post-result', 'counted', { chairNeeded: false, chairElected: false })).toBe('posted')
})

test('once in office nothing is counted, posted or annulled any more', () => {
  for (const act of Object.keys(election.acts) as Name[]) expect(unmetOf(act, 'in-office')).toContain('state')
})
