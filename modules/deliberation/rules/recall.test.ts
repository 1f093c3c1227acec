import { perform } from '@gongzhi/kernel/procedure.ts'
import { lawOf, shippedPacks } from '@gongzhi/law/rules'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callOf, type RecallFacts, recall, removalOf, sumsFit } from './recall.ts'

const law = lawOf(shippedPacks, '510704123206', '2026-11-27')
const fine: RecallFacts = {
  ...{
    ownWord: true,
    text: true,
    reason: true,
    heard: true,
    sitting: true,
    quorum: true,
    enoughForSecrecy: true,
    tellersTwo: true,
  },
  ...{ tellersPresent: true, tellersNotConcerned: true, papersFit: true, passes: true },
}

test('a recall is proposed exactly when five times the proposers are the representatives or more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.nat(80), (all, some) => {
      expect(callOf(law, Math.min(some, all), all).met).toBe(5 * Math.min(some, all) >= all)
    }),
  )
})

test('nobody is removed with half of those present or less, whoever abstains or stays silent', () => {
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 80 }), fc.nat(80), fc.nat(80), fc.nat(80), (present, yes, no, abstain) => {
      const valid = yes + no + abstain
      const sums = { given: valid, returned: valid, valid, invalid: 0, yes, no, abstain }
      if (sumsFit(sums, present)) expect(removalOf(law, present, sums).met).toBe(2 * yes > present)
    }),
  )
})

test('a member who was not heard is not removed, and each thing that is missing is named', () => {
  const names = {
    heard: 'member-heard',
    sitting: 'representatives-sit',
    quorum: 'quorum',
    enoughForSecrecy: 'enough-for-secrecy',
    tellersTwo: 'tellers-two',
    tellersPresent: 'tellers-present',
    tellersNotConcerned: 'tellers-not-concerned',
    papersFit: 'papers-fit',
  }
  for (const [fact, unmet] of Object.entries(names))
    expect(perform(recall, 'proposed', 'decide-recall', { ...fine, [fact]: false })).toMatchObject({ unmet: [unmet] })
  expect(perform(recall, 'proposed', 'decide-recall', { ...fine, passes: false })).toMatchObject({ to: 'kept' })
  expect(perform(recall, 'proposed', 'decide-recall', fine)).toMatchObject({ to: 'removed' })
})
