import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountOf, flagOf, lawOf, sharesOf } from './merge.ts'
import type { Condition, Pack, Rule } from './pack.ts'
import { shippedPacks } from './packs.ts'
import { readPack } from './read-pack.ts'
import { verdictOn, verdictOnAmount } from './verdict.ts'

const source = { law: '某法', article: '第一条', mark: 'local' as const }
const empty = {
  id: 'some',
  title: '某地',
  scope: '',
  from: '2026-01-01',
  until: null,
  version: '2026-11',
  rules: [] as unknown[],
}
function least(id: string, amount: number) {
  return { id, kind: 'least', amount, unit: 'day', source }
}
function flag(id: string, kind: 'must' | 'may', value: boolean) {
  return { id, kind, value, source }
}
function share(id: string, anyOf: readonly Condition[]) {
  return { id, kind: 'share', anyOf, source }
}

const day = '2026-11-25'
const shilong = '510704123206'
const here = lawOf(shippedPacks, shilong, day)
const needs = (rule: string, numbers: Record<string, number>) =>
  verdictOn(here, rule, numbers).clauses[0]?.sums[0]?.need

/* Golden: one line an article. */

test.each([
  // 第三十条: 三分之二以上的组成人员 (test vectors of the rules: 8 → 6, 9 → 6, 10 → 7, 11 → 8)
  ['villagerReps.quorum', { members: 8, present: 0 }, 6],
  ['villagerReps.quorum', { members: 9, present: 0 }, 6],
  ['villagerReps.quorum', { members: 10, present: 0 }, 7],
  ['villagerReps.quorum', { members: 11, present: 0 }, 8],
  ['villagerReps.quorum', { members: 40, present: 27 }, 27],
  // 到会人员的过半数: 10 → 6, 11 → 6
  ['villagerReps.pass', { present: 10, yes: 0 }, 6],
  ['villagerReps.pass', { present: 11, yes: 0 }, 6],
  // 第二十六条
  ['villagersMeeting.quorum', { adults: 1000, adultsPresent: 0 }, 501],
  ['villagersMeeting.quorum', { households: 301, householdsPresent: 0 }, 201],
  // 第二十九条
  ['villagerReps.representatives', { members: 26, representatives: 0 }, 21],
  ['villagerReps.women', { members: 26, womenRepresentatives: 0 }, 9],
  // 第三十二条
  ['groupMeeting.quorum', { adults: 100, adultsPresent: 0 }, 67],
  // 第十八、十九条
  ['election.valid', { voters: 2000, voted: 0 }, 1001],
  ['election.again', { voted: 100, votesFor: 0 }, 34],
  ['recall.propose', { voters: 1001, proposingVoters: 0 }, 201],
  // 农村集体经济组织法第二十七、二十八条: of all members, present or not
  ['collectiveMembers.pass', { capableMembers: 600, yes: 0 }, 400],
  ['collectiveReps.pass', { representatives: 31, yes: 0 }, 21],
  ['collectiveMembers.nonMemberBenefits', { capableMembers: 601, yes: 0 }, 451],
  // 城市居民委员会组织法第二十七条
  ['residentsMeeting.quorum', { adults: 901, present: 0 }, 451],
  // 支部工作条例第十一条: at least half there, more than half of all entitled agree
  ['branchAssembly.quorum', { entitled: 15, present: 0 }, 8],
  ['branchAssembly.pass', { entitled: 16, yes: 0 }, 9],
] as const)('%s of %j needs %i', (rule, numbers, need) => {
  expect(needs(rule, numbers)).toBe(need)
})

test('the bases are never mixed: six of ten present pass among the villagers and fail in the branch of thirteen', () => {
  expect(verdictOn(here, 'villagerReps.pass', { present: 10, yes: 6 }).met).toBe(true)
  expect(verdictOn(here, 'branchAssembly.pass', { entitled: 13, yes: 6 }).met).toBe(false)
  expect(verdictOn(here, 'collectiveMembers.pass', { capableMembers: 13, yes: 6 }).met).toBe(false)
})

test('abstentions stay in the base: five for, none against, six silent of eleven there is no majority', () => {
  expect(verdictOn(here, 'council.pass', { present: 11, yes: 5 }).met).toBe(false)
  expect(verdictOn(here, 'council.pass', { present: 11, yes: 6 }).met).toBe(true)
})

test('either the adults or the households of Art. 26 are enough, and whichever is not kept counts as not there', () => {
  expect(
    verdictOn(here, 'villagersMeeting.quorum', {
      adults: 900,
      adultsPresent: 100,
      households: 300,
      householdsPresent: 200,
    }).met,
  ).toBe(true)
  expect(verdictOn(here, 'villagersMeeting.quorum', { households: 300, householdsPresent: 199 }).met).toBe(false)
  expect(() => verdictOn(here, 'villagersMeeting.quorum', { present: 500, members: 900 })).toThrow(RangeError)
})

test('an empty roll reaches nothing', () => {
  for (const [rule, words] of here.rules) {
    if (words[0]?.rule.kind !== 'share') continue
    const zeros = Object.fromEntries(
      words[0].rule.anyOf.flatMap(({ count, of }) => [
        [count, 0],
        [of, 0],
      ]),
    )
    expect(verdictOn(here, rule, zeros).met, rule).toBe(false)
  }
})

test('the country asks for 15 days on the board and ten of notice', () => {
  expect(verdictOnAmount(here, 'disclosure.post', 14)?.met).toBe(false)
  expect(verdictOnAmount(here, 'disclosure.post', 15)?.met).toBe(true)
  expect(verdictOnAmount(here, 'villagersMeeting.notice', 9)).toMatchObject({
    met: false,
    bar: 10,
    source: { article: '第二十五条' },
  })
})

test('the articles are those in force since 2026: before, the pack says nothing', () => {
  expect(lawOf(shippedPacks, shilong, '2025-12-31').packs).toEqual([])
  expect(() =>
    verdictOn(lawOf(shippedPacks, shilong, '2025-12-31'), 'villagerReps.quorum', { members: 3, present: 3 }),
  ).toThrow(/no rule/)
})

test.each([
  ['330000000000', 3],
  ['370000000000', 5],
  ['310000000000', 10],
  ['500000000000', 3],
])('representatives of %s are told %i days before', (place, days) => {
  expect(amountOf(lawOf(shippedPacks, place, day), 'villagerReps.notice')?.rule.amount).toBe(days)
})

test('山东 asks for two thirds of the women representatives besides', () => {
  expect(
    verdictOn(lawOf(shippedPacks, '370100', day), 'villagerReps.womenPresent', {
      womenRepresentatives: 7,
      womenRepresentativesPresent: 5,
    }).met,
  ).toBe(true)
  expect(sharesOf(here, 'villagerReps.womenPresent')).toEqual([])
})

test('no election online, and nobody can allow it', () => {
  expect(flagOf(here, 'election.online')?.rule.value).toBe(false)
  const lax = readPack({ ...empty, id: 'lax', scope: '51', rules: [flag('election.online', 'may', true)] })
  expect(flagOf(lawOf([...shippedPacks, lax], shilong, day), 'election.online')?.rule.value).toBe(false)
})

test('a local minimum below the country’s changes nothing (X3)', () => {
  const old = readPack({ ...empty, id: 'old', scope: '5107', rules: [least('disclosure.post', 5)] })
  expect(amountOf(lawOf([...shippedPacks, old], shilong, day), 'disclosure.post')).toMatchObject({
    pack: 'cn-national',
    rule: { amount: 15 },
  })
})

test.each([
  ['a rule twice', { rules: [least('a.b', 1), least('a.b', 2)] }],
  [
    'a share nothing reaches',
    { rules: [{ ...share('a.b', []), anyOf: [{ count: 'x', of: 'y', share: [1, 1, 'strict'] }] }] },
  ],
  [
    'a share above one',
    { rules: [{ ...share('a.b', []), anyOf: [{ count: 'x', of: 'y', share: [3, 2, 'inclusive'] }] }] },
  ],
  ['no source', { rules: [{ id: 'a.b', kind: 'least', amount: 1, unit: 'day' }] }],
  ['half a day', { rules: [{ ...least('a.b', 1), amount: 0.5 }] }],
])('a pack with %s is refused', (_what, part) => {
  expect(() => readPack({ ...empty, ...part })).toThrow()
})

/* Properties. */

const anyCondition: fc.Arbitrary<Condition> = fc
  .tuple(
    fc.constantFrom('present', 'yes'),
    fc.constantFrom('members', 'entitled'),
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 6 }),
    fc.boolean(),
  )
  .filter(([, , a, b, strict]) => a < b || (a === b && !strict))
  .map(([count, of, a, b, strict]) => ({ count, of, share: [a, b, strict ? 'strict' : 'inclusive'] as const }))
const anyRule: fc.Arbitrary<Rule> = fc.oneof(
  fc
    .array(anyCondition, { minLength: 1, maxLength: 3 })
    .map((anyOf) => ({ id: 'body.share', kind: 'share' as const, anyOf, source })),
  fc.nat(60).map((amount) => ({ id: 'body.least', kind: 'least' as const, amount, unit: 'day' as const, source })),
  fc.nat(60).map((amount) => ({ id: 'body.most', kind: 'most' as const, amount, unit: 'day' as const, source })),
  fc.boolean().map((value) => ({ id: 'body.must', kind: 'must' as const, value, source })),
  fc.boolean().map((value) => ({ id: 'body.may', kind: 'may' as const, value, source })),
)
const anyPack: fc.Arbitrary<Pack> = fc
  .tuple(
    fc.constantFrom('', '51', '5107', '510704', '33'),
    fc.uniqueArray(anyRule, { selector: ({ id }) => id, maxLength: 5 }),
    fc.uuid(),
  )
  .map(([scope, rules, id]) => ({ id, title: id, scope, from: '2026-01-01', until: null, version: '2026', rules }))
const anyNumbers = fc.record({ present: fc.nat(60), yes: fc.nat(60), members: fc.nat(60), entitled: fc.nat(60) })

test('one more present, or one more in favour, never loses what was reached', () => {
  fc.assert(
    fc.property(
      fc.array(anyPack, { maxLength: 4 }),
      anyNumbers,
      fc.constantFrom('present', 'yes'),
      (packs, numbers, more) => {
        const law = lawOf(packs, shilong, day)
        fc.pre(sharesOf(law, 'body.share').length > 0)
        const before = verdictOn(law, 'body.share', numbers).met
        const after = verdictOn(law, 'body.share', { ...numbers, [more]: numbers[more as 'yes'] + 1 }).met
        expect(before && !after).toBe(false)
      },
    ),
  )
})

test('one more on the roll never makes a quorum that was not there', () => {
  fc.assert(
    fc.property(
      fc.array(anyPack, { maxLength: 4 }),
      anyNumbers,
      fc.constantFrom('members', 'entitled'),
      (packs, numbers, more) => {
        const law = lawOf(packs, shilong, day)
        fc.pre(sharesOf(law, 'body.share').length > 0 && numbers.members > 0 && numbers.entitled > 0)
        const before = verdictOn(law, 'body.share', numbers).met
        const after = verdictOn(law, 'body.share', { ...numbers, [more]: numbers[more as 'members'] + 1 }).met
        expect(!before && after).toBe(false)
      },
    ),
  )
})

test('a further pack never loosens anything', () => {
  fc.assert(
    fc.property(
      fc.array(anyPack, { maxLength: 4 }),
      anyPack,
      anyNumbers,
      fc.nat(60),
      (packs, further, numbers, given) => {
        const [before, after] = [lawOf(packs, shilong, day), lawOf([...packs, further], shilong, day)]
        if (sharesOf(before, 'body.share').length > 0 && verdictOn(after, 'body.share', numbers).met)
          expect(verdictOn(before, 'body.share', numbers).met).toBe(true)
        for (const rule of ['body.least', 'body.most']) {
          const was = verdictOnAmount(before, rule, given)
          if (was && verdictOnAmount(after, rule, given)?.met) expect(was.met).toBe(true)
        }
        if (flagOf(before, 'body.must')?.rule.value) expect(flagOf(after, 'body.must')?.rule.value).toBe(true)
        if (flagOf(before, 'body.may')?.rule.value === false) expect(flagOf(after, 'body.may')?.rule.value).toBe(false)
      },
    ),
  )
})

test('the order in which packs come changes no verdict', () => {
  fc.assert(
    fc.property(fc.array(anyPack, { minLength: 1, maxLength: 4 }), anyNumbers, (packs, numbers) => {
      const [there, back] = [lawOf(packs, shilong, day), lawOf([...packs].reverse(), shilong, day)]
      fc.pre(sharesOf(there, 'body.share').length > 0)
      expect(verdictOn(there, 'body.share', numbers).met).toBe(verdictOn(back, 'body.share', numbers).met)
    }),
  )
})

test('the need of a sum is the smallest count that is enough', () => {
  fc.assert(
    fc.property(anyCondition, fc.integer({ min: 1, max: 500 }), (condition, of) => {
      const pack: Pack = { ...empty, rules: [{ id: 'body.share', kind: 'share', anyOf: [condition], source }] }
      const law = lawOf([pack], shilong, day)
      const at = (count: number) => verdictOn(law, 'body.share', { [condition.count]: count, [condition.of]: of })
      const need = at(0).clauses[0]?.sums[0]?.need ?? 0
      expect(at(need).met).toBe(true)
      expect(need === 0 || !at(need - 1).met).toBe(true)
    }),
  )
})
