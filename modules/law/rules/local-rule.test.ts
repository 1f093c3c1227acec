import { perform } from '@gongzhi/kernel/procedure.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  above,
  judge,
  type LocalRule,
  type LocalRuleFacts,
  localRule,
  ruleOfStated,
  type Stated,
} from './local-rule.ts'
import { amountOf, flagOf, type Law, lawOf } from './merge.ts'
import type { Pack } from './pack.ts'
import { shippedPacks } from './packs.ts'
import { levelOfPlace, settable } from './settable.ts'
import { loosened, shareBelow } from './stricter.ts'
import { verdictOn, verdictOnAmount } from './verdict.ts'

const shilong = '510704123206'
const county = '510704000000'
const [today, tomorrow] = ['2026-11-27', '2026-11-28']
const wider = lawOf(above(shippedPacks, shilong), shilong, tomorrow)

const own = (rule: string, stated: Stated, more: Partial<LocalRule> = {}): LocalRule => ({
  place: shilong,
  rule,
  stated,
  document: '石龙村群众议事会履职工作规则',
  article: '第三条',
  from: tomorrow,
  until: null,
  ...more,
})
const unmetBy = (set: LocalRule, law: Law = wider): readonly string[] => {
  const outcome = perform(localRule, 'drafted', 'publish-rule', judge(set, law, today))
  return outcome.done ? [] : outcome.unmet
}

/* Golden: what a village may say, and what stops it. */

test.each([
  ['a day more of notice for the council, which no law gives', own('council.notice', { amount: 4 })],
  ['a day less of it: a default gives way', own('council.notice', { amount: 2 })],
  [
    'twelve days for the villagers’ meeting, where Art. 25 asks for ten',
    own('villagersMeeting.notice', { amount: 12 }),
  ],
  ['twenty days on the board, where Art. 35 asks for fifteen', own('disclosure.post', { amount: 20 })],
  ['exactly what the law asks for', own('disclosure.post', { amount: 15 })],
  ['two thirds of those present in the council', own('council.pass', { share: [2, 3, 'inclusive'] })],
  ['three quarters there, where two thirds are asked for', own('villagerReps.quorum', { share: [3, 4, 'inclusive'] })],
  ['no meeting of the collective online', own('collectiveMembers.online', { value: false })],
  ['the county for all its villages', own('disclosure.post', { amount: 18 }, { place: county })],
])('may be set: %s', (_what, set) => {
  expect(unmetBy(set)).toEqual([])
})

test.each([
  ['nine days where Art. 25 asks for ten', own('villagersMeeting.notice', { amount: 9 }), ['not-looser']],
  [
    'half of those there where two thirds are asked for',
    own('villagerReps.quorum', { share: [51, 100, 'inclusive'] }),
    ['not-looser'],
  ],
  [
    'half instead of more than half',
    own('villagerReps.pass', { share: [1, 2, 'inclusive'] }),
    ['within-bounds', 'not-looser'],
  ],
  ['ballots online', own('election.online', { value: true }), ['settable', 'not-looser']],
  ['open ballots', own('election.secret', { value: false }), ['settable', 'not-looser']],
  ['a rule nobody knows', own('weather.sun', { value: true }), ['settable', 'spoken-of']],
  [
    'more villagers needed to have a meeting called',
    own('villagersMeeting.call', { share: [1, 2, 'inclusive'] }),
    ['settable', 'same-kind'],
  ],
  ['days where a share is asked for', own('council.pass', { amount: 3 }), ['same-kind', 'within-bounds']],
  ['no notice at all', own('council.notice', { amount: 0 }), ['within-bounds']],
  ['a notice so long that nobody meets', own('council.notice', { amount: 90 }), ['within-bounds']],
  ['from today', own('council.notice', { amount: 4 }, { from: today }), ['from-tomorrow']],
  ['an end before its beginning', own('council.notice', { amount: 4 }, { until: today }), ['days-in-order']],
  ['no document', own('council.notice', { amount: 4 }, { document: ' ', article: '' }), ['document-named']],
  ['what only a county sets, by a village', own('petition.close', { amount: 30 }), ['settable']],
  ['a town', own('council.notice', { amount: 4 }, { place: '510704123000' }), ['settable']],
  [
    'everything at once',
    own('disclosure.post', { amount: 0 }, { from: today, until: '2026-11-01', document: '' }),
    ['within-bounds', 'not-looser', 'from-tomorrow', 'days-in-order', 'document-named'],
  ],
])('may not be set: %s', (_what, set, unmet) => {
  expect(unmetBy(set)).toEqual(unmet)
})

test('a village’s word may not go below what its county has set', () => {
  const countys = packOf(own('council.notice', { amount: 5 }, { place: county }), '510704')
  const law = lawOf(above([...shippedPacks, countys], shilong), shilong, tomorrow)
  expect(unmetBy(own('council.notice', { amount: 4 }), law)).toEqual(['not-looser'])
  expect(unmetBy(own('council.notice', { amount: 6 }), law)).toEqual([])
  // and the county does not ask its villages
  expect(above([...shippedPacks, countys], county)).not.toContain(countys)
})

test('nothing that belongs to elections, recalls or the right to call a meeting may be set by a place (P22)', () => {
  for (const id of settable.keys())
    expect(id).not.toMatch(/^(election|recall|branchElection)\.|\.(call|propose|secret)$/)
})

test('only counties and villages set rules', () => {
  expect([county, shilong, '510704123000', '510700000000', '510000000000'].map(levelOfPlace)).toEqual([
    'county',
    'village',
    undefined,
    undefined,
    undefined,
  ])
})

test('every rule that may be set is spoken of by some pack, in the kind that its bounds are of', () => {
  const spoken = new Map(shippedPacks.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule] as const)))
  for (const [id, bounds] of settable) {
    const rule = spoken.get(id)
    const kind = bounds.share ? 'share' : bounds.amount ? 'amount' : 'value'
    expect(rule && (rule.kind === 'share' ? 'share' : 'amount' in rule ? 'amount' : 'value'), id).toBe(kind)
  }
})

/* Properties. */

const packOf = (set: LocalRule, scope: string = shilong): Pack => {
  const rule = ruleOfStated(set, wider)
  return {
    id: `own-${scope}-${set.rule}`,
    title: '本地',
    scope,
    from: '2026-11-01',
    until: null,
    version: today,
    rules: rule ? [rule] : [],
  }
}
const anyShare = fc
  .tuple(
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 12 }),
    fc.constantFrom('inclusive' as const, 'strict' as const),
  )
  .filter(([part, whole, kind]) => part < whole || (part === whole && kind === 'inclusive'))
const anySet = fc
  .tuple(
    fc.constantFrom(...wider.rules.keys()),
    fc.oneof(
      anyShare.map((share) => ({ share })),
      fc.nat(100).map((amount) => ({ amount })),
      fc.boolean().map((value) => ({ value })),
    ),
  )
  .map(([rule, stated]) => own(rule, stated))

test('whatever places set, lawfully or not, no rule that a law gives is loosened (X3, P22)', () => {
  fc.assert(
    fc.property(fc.array(anySet, { maxLength: 4 }), fc.nat(100), fc.nat(100), (sets, of, count) => {
      const all = sets.map((set, n) => ({ ...packOf(set), id: `own-${n}` }))
      const law = lawOf([...shippedPacks, ...all], shilong, tomorrow)
      for (const [id, words] of wider.rules) {
        const first = words[0]?.rule
        if (!first || first.default) continue
        if (first.kind === 'share') {
          const numbers = Object.fromEntries(
            first.anyOf.flatMap((c) => [[c.count, count] as const, [c.of, of] as const]),
          )
          if (verdictOn(law, id, numbers).met) expect(verdictOn(wider, id, numbers).met, id).toBe(true)
        } else if ('amount' in first) {
          if (verdictOnAmount(law, id, count)?.met) expect(verdictOnAmount(wider, id, count)?.met, id).toBe(true)
        } else {
          const was = flagOf(wider, id)?.rule.value
          if (was === (first.kind === 'must')) expect(flagOf(law, id)?.rule.value, id).toBe(was)
        }
      }
    }),
  )
})

test('what may be set is never below what holds, and what may not for that reason alone always is', () => {
  fc.assert(
    fc.property(anySet, (set) => {
      const rule = ruleOfStated(set, wider)
      fc.pre(rule !== undefined)
      const words = wider.rules.get(set.rule) ?? []
      expect(judge(set, wider, today).notLooser).toBe(rule !== undefined && loosened(rule, words).length === 0)
      if (unmetBy(set).length > 0 || rule === undefined || !('amount' in rule)) return
      const held = amountOf(wider, set.rule)
      if (held && !held.rule.default)
        expect(rule.kind === 'least' ? rule.amount >= held.rule.amount : rule.amount <= held.rule.amount).toBe(true)
    }),
  )
})

test('a share that is not below another never needs fewer', () => {
  fc.assert(
    fc.property(anyShare, anyShare, fc.integer({ min: 1, max: 400 }), (a, b, of) => {
      const need = (share: typeof a) => {
        const rules = [
          {
            id: 'x.y',
            kind: 'share' as const,
            anyOf: [{ count: 'n', of: 'm', share }],
            source: { law: 'l', article: 'a', mark: 'local' as const },
          },
        ]
        const law = lawOf(
          [{ id: 'p', title: 'p', scope: '', from: '2026-01-01', until: null, version: '2026', rules }],
          shilong,
          today,
        )
        return verdictOn(law, 'x.y', { n: 0, m: of }).clauses[0]?.sums[0]?.need ?? 0
      }
      if (!shareBelow(a, b)) expect(need(a)).toBeGreaterThanOrEqual(need(b))
    }),
  )
})

test('a default decides while nobody else speaks and gives way to any word, in whatever order they come', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30 }), fc.boolean(), (days, back) => {
      const packs = [...shippedPacks, packOf(own('council.notice', { amount: days }))]
      const law = lawOf(back ? packs.reverse() : packs, shilong, tomorrow)
      expect(amountOf(law, 'council.notice')?.rule).toMatchObject({ amount: days, source: { mark: 'local' } })
      // its word stays to be read
      expect(
        law.rules
          .get('council.notice')
          ?.map(({ rule }) => rule.default === true)
          .sort(),
      ).toEqual([false, true])
      expect(amountOf(wider, 'council.notice')?.rule).toMatchObject({ amount: 3, default: true })
    }),
  )
})

test('a rule with anything unmet is never published, and nothing else stops it', () => {
  fc.assert(
    fc.property(
      fc.record<LocalRuleFacts>({
        settable: fc.boolean(),
        spoken: fc.boolean(),
        sameKind: fc.boolean(),
        within: fc.boolean(),
        notLooser: fc.boolean(),
        fromTomorrow: fc.boolean(),
        inOrder: fc.boolean(),
        named: fc.boolean(),
        reason: fc.boolean(),
      }),
      ({ reason, ...lawful }) => {
        const { done } = perform(localRule, 'drafted', 'publish-rule', { ...lawful, reason })
        expect(done).toBe(Object.values(lawful).every((met) => met))
        expect(perform(localRule, 'published', 'withdraw-rule', { ...lawful, reason }).done).toBe(reason)
      },
    ),
  )
})
