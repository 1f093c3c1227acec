import { perform } from '@gongzhi/kernel/procedure.ts'
import { lawOf, shippedPacks } from '@gongzhi/law/rules'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodyKinds } from './bodies.ts'
import { bodiesFor, concernOf, concerns, deciderOf, MANDATE, mayDecide, reservedFor } from './concerns.ts'
import { lackingInMandate, mandatedOn, verdictsOfMandate } from './mandate.ts'
import { resolution } from './resolution.ts'

const law = lawOf(shippedPacks, '510704123206', '2026-11-27')
const kinds = fc.constantFrom(...bodyKinds)
const matters = fc.constantFrom(...concerns.map(({ id }) => id))
const mandates = fc.uniqueArray(matters)
/** 300 households, 200 of them there, 101 in favour: just enough. */
const enough = {
  ...{ concerns: ['public-works'], on: '2026-03-01', until: '2027-02-28', by: 'households' as const },
  ...{ entitled: 300, present: 200, counts: { yes: 101, no: 99, abstain: 0 } },
}
const lacks = (change: Partial<typeof enough> | object) => lackingInMandate(law, { ...enough, ...change }, '2026-11-27')

test('what the law reserves ends with the body that may decide it, and nowhere else (X1, X4)', () => {
  fc.assert(
    fc.property(kinds, matters, mandates, (kind, concern, mandated) => {
      const last = reservedFor(kind, concern) === null
      // whoever has the last word may decide once it is in their hands; only a council or a branch talks without deciding
      if (mayDecide(kind, concern, mandated) && kind !== 'council' && kind !== 'branch') expect(last).toBe(true)
      // no mandate makes a council's word final, and none takes the collective's from it
      if (kind === 'council') expect(last).toBe(concernOf(concern).reserved === null)
      if (concern === 'collective-property' && kind !== 'council' && kind !== 'branch')
        expect(mayDecide(kind, concern, mandated)).toBe(kind === 'collective')
      expect(bodiesFor(concern).every((body) => reservedFor(body, concern) === null)).toBe(true)
    }),
  )
})

test('the representatives decide what they have a mandate for, and the covenant never (Art. 28, 31)', () => {
  expect(mayDecide('representatives', 'public-works', [])).toBe(false)
  expect(mayDecide('representatives', 'public-works', ['planning'])).toBe(false)
  expect(mayDecide('representatives', 'public-works', ['public-works'])).toBe(true)
  expect(mayDecide('representatives', 'covenant', ['covenant'])).toBe(false)
  expect(bodiesFor('covenant')).toEqual(['households', 'villagers'])
  expect(bodiesFor('common')).toEqual([])
  expect(mayDecide('households', 'covenant', [])).toBe(true)
})

test('a mandate names what may be given, for a time, by a villagers’ meeting that was enough (Art. 26, 28)', () => {
  expect(lacks({})).toEqual([])
  expect(lacks({ concerns: ['public-works', 'covenant'] })).toEqual(['concerns-delegable'])
  expect(lacks({ concerns: ['collective-property'] })).toEqual(['concerns-delegable'])
  expect(lacks({ on: '2026-12-01' })).toEqual(['held-before'])
  expect(lacks({ until: '2026-03-01' })).toEqual(['term-stated'])
  expect(lacks({ until: '2031-03-01' })).toEqual([])
  expect(lacks({ until: '2031-03-02' })).toEqual(['term-stated'])
  // 199 of 300 households are not two thirds, and 100 of 200 are not more than half
  expect(lacks({ present: 199, counts: { yes: 199, no: 0, abstain: 0 } })).toEqual(['quorum'])
  expect(lacks({ counts: { yes: 100, no: 90, abstain: 10 } })).toEqual(['passes'])
  expect(lacks({ counts: { yes: 150, no: 51, abstain: 0 } })).toEqual(['counts-fit'])
  expect(lacks({ entitled: 0, present: 0, counts: { yes: 0, no: 0, abstain: 0 } })).toEqual(['quorum', 'passes'])
  // a meeting of all of age counts heads, more than half of them (X2: bases are never mixed)
  expect(lacks({ by: 'villagers' })).toEqual([])
  expect(lacks({ by: 'villagers', entitled: 400 })).toEqual(['quorum'])
  expect(verdictsOfMandate(law, { ...enough, by: 'villagers' })[0].clauses[0]?.sums[0]).toMatchObject({
    ...{ countName: 'adultsPresent', ofName: 'adults', need: 151 },
  })
  expect(verdictsOfMandate(law, enough)[0].clauses[0]?.sums[0]).toMatchObject({ ofName: 'households', need: 200 })
})

test('one more in favour never takes a mandate away', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), fc.nat(500), (entitled, present, yes) => {
      const given = (n: number) => ({ ...enough, entitled, present, counts: { yes: n, no: 0, abstain: 0 } })
      if (lackingInMandate(law, given(yes), '2026-11-27').length === 0 && yes < present)
        expect(lackingInMandate(law, given(yes + 1), '2026-11-27')).toEqual([])
    }),
  )
})

test('a mandate holds from the day of its meeting to its last day, both included, and no longer', () => {
  const given = [{ concerns: ['planning'], on: '2026-03-01', until: '2027-02-28' }]
  for (const [day, holds] of [
    ['2026-02-28', false],
    ['2026-03-01', true],
    ['2027-02-28', true],
    ['2027-03-01', false],
  ] as const)
    expect(mandatedOn(given, day)).toEqual(holds ? ['planning'] : [])
})

test('only the villagers’ meeting gives a mandate: no body gives itself one, and no mandate covers giving another', () => {
  expect(bodyKinds.filter((kind) => reservedFor(kind, MANDATE) === null)).toEqual(['villagers', 'households'])
  expect(bodyKinds.filter((kind) => mayDecide(kind, MANDATE, [MANDATE]))).not.toContain('representatives')
  expect([MANDATE, 'covenant', 'planning', 'collective-property', 'common'].map(deciderOf)).toEqual([
    ...['assembly', 'assembly', 'villagers', 'collective', null],
  ])
})

test('signed, a resolution that gives a mandate is carried out; every other one waits for its tasks', () => {
  const facts = { reserved: false, everyClause: true, ownersKnown: true, datesAhead: true, open: 0, goesToFit: true }
  expect(perform(resolution, 'adopted', 'sign', { ...facts, grants: true })).toMatchObject({ to: 'done' })
  expect(perform(resolution, 'adopted', 'sign', { ...facts, grants: false })).toMatchObject({ to: 'signed' })
})
