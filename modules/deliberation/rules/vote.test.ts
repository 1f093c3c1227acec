import { perform } from '@gongzhi/kernel/procedure.ts'
import { lawOf, shippedPacks, verdictOn } from '@gongzhi/law/rules'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { confirmationOf } from './numbers.ts'
import type { Counts } from './rows.ts'
import { ballotText, verdictsOf } from './tally.ts'
import { type VoteFacts, type VoteState, vote } from './vote.ts'

const law = lawOf(shippedPacks, '510704123206', '2026-11-27')
const body = '510704123206.council'

/** Everything is as it should be for any act of a secret vote. */
const fine: VoteFacts = {
  reason: true,
  quorum: true,
  passes: true,
  paperOut: 0,
  paperCounted: true,
  paperConfirmed: false,
  countsFit: true,
  otherTeller: true,
  memberVoter: true,
  memberFree: true,
  secret: true,
  enoughForSecrecy: true,
}
const facts: fc.Arbitrary<VoteFacts> = fc.record({
  reason: fc.boolean(),
  quorum: fc.boolean(),
  passes: fc.boolean(),
  paperOut: fc.nat(3),
  paperCounted: fc.boolean(),
  paperConfirmed: fc.boolean(),
  countsFit: fc.boolean(),
  otherTeller: fc.boolean(),
  memberVoter: fc.boolean(),
  memberFree: fc.boolean(),
  secret: fc.boolean(),
  enoughForSecrecy: fc.boolean(),
})
type Name = keyof typeof vote.acts
const names = Object.keys(vote.acts) as Name[]
const unmetOf = (act: Name, change: Partial<VoteFacts>, state: VoteState = 'open') => {
  const outcome = perform(vote, state, act, { ...fine, ...change })
  return outcome.done ? [] : outcome.unmet
}

/** People there, how many of them chose what; whoever did not vote is left over. */
const sittings = fc.nat(80).chain((present) =>
  fc.record({
    present: fc.constant(present),
    more: fc.nat(40),
    yes: fc.nat(present),
    noOf: fc.nat(present),
  }),
)
const verdicts = (entitled: number, present: number, cast: Counts, here = present, all = entitled) =>
  verdictsOf(law, { body, entitled, present, roomPresent: here, roomEntitled: all, cast })

test('a vote passes exactly when more than half of those who are there say yes, whatever the rest did (R1, X2)', () => {
  fc.assert(
    fc.property(sittings, ({ present, more, yes, noOf }) => {
      const no = Math.min(noOf, present - yes)
      const left = present - yes - no
      const passes = present > 0 && 2 * yes > present
      for (const abstain of [0, left]) {
        const [, pass] = verdicts(present + more, present, { yes, no, abstain })
        expect(pass.met).toBe(passes)
      }
    }),
  )
})

test('one more yes never makes a vote fail, and one more in the room never makes it pass', () => {
  fc.assert(
    fc.property(sittings, ({ present, more, yes }) => {
      const met = (there: number, say: number) =>
        verdicts(present + more + 1, there, { yes: say, no: 0, abstain: 0 })[1].met
      if (met(present, yes) && yes < present) expect(met(present, yes + 1)).toBe(true)
      if (!met(present, yes)) expect(met(present + 1, yes)).toBe(false)
    }),
  )
})

test('the quorum is that of the room at this moment, not of the moment the vote opened (D13)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.nat(80), fc.nat(80), (entitled, then, now) => {
      const [present, here] = [Math.min(then, entitled), Math.min(now, entitled)]
      const [quorum] = verdicts(entitled, present, { yes: present, no: 0, abstain: 0 }, here)
      expect(quorum.met).toBe(3 * here >= 2 * entitled)
    }),
  )
})

test('a vote closes only with quorum, with all paper counted by two, and with enough for secrecy', () => {
  fc.assert(
    fc.property(facts, (f) => {
      const outcome = perform(vote, 'open', 'close', f)
      const lawful = f.quorum && (f.paperOut === 0 || f.paperConfirmed) && f.enoughForSecrecy
      expect(outcome.done).toBe(lawful)
      if (outcome.done) expect(outcome.to).toBe(f.passes ? 'passed' : 'lost')
    }),
  )
})

test('a refusal names everything that is missing and nothing else', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), facts, (act, f) => {
      const outcome = perform(vote, 'open', act, f)
      const missing = vote.acts[act].requires.filter(({ met }) => !met(f)).map(({ id }) => id)
      expect(outcome.done ? [] : outcome.unmet).toEqual(missing)
    }),
  )
})

test('what is over stays over: no act leads out of a vote that passed, was lost or annulled', () => {
  for (const state of vote.final) for (const act of names) expect(unmetOf(act, {}, state)).toContain('state')
})

test('once two have counted no paper goes out and none is counted again (P3)', () => {
  for (const act of ['hand-slip', 'count-paper', 'confirm-paper'] as const) {
    expect(unmetOf(act, {})).toEqual([])
    expect(unmetOf(act, { paperConfirmed: true })).toEqual(['paper-not-confirmed'])
  }
})

test('hands are for open votes and paper slips for secret ones', () => {
  expect(unmetOf('note-hand', {})).toEqual(['by-show-of-hands'])
  expect(unmetOf('note-hand', { secret: false })).toEqual([])
  for (const act of ['hand-slip', 'count-paper'] as const) expect(unmetOf(act, { secret: false })).toEqual(['secret'])
})

test('ballots make one text whatever order they came in, and any other ballot makes another', () => {
  const line = fc.record({ of: fc.uuid(), choice: fc.constantFrom('yes', 'no', 'abstain') })
  const lines = fc.uniqueArray(line, { selector: ({ of }) => of, minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(
      lines.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      fc.nat(29),
      ([all, mixed], n) => {
        expect(ballotText(mixed)).toBe(ballotText(all))
        const at = n % all.length
        const other = all.map((one, k) => (k === at ? { ...one, choice: one.choice === 'yes' ? 'no' : 'yes' } : one))
        expect(ballotText(other)).not.toBe(ballotText(all))
        expect(ballotText(all.filter((_, k) => k !== at))).not.toBe(ballotText(all))
      },
    ),
  )
})

test('a promise is struck off exactly when more than half of those in the room raise their hands for it (D15)', () => {
  fc.assert(
    fc.property(sittings, ({ present, yes, noOf }) => {
      const no = Math.min(noOf, present - yes)
      const { met } = verdictOn(law, ...confirmationOf(body, present, { yes, no, abstain: 0 }))
      expect(met).toBe(yes * 2 > present)
    }),
  )
})
