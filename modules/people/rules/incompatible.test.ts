import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Standing } from './incompatible.ts'
import { findConflicts, incompatible } from './incompatible.ts'
import { roles } from './roles.ts'

const county = '441226'
const village = '441226103213'
const who = (account: string, role: string, kin: string[] = [], at: string | null = village): Standing => ({
  account,
  role,
  village: at,
  kin,
})

const anyRole = fc.constantFrom(...new Set(Object.values(roles).flat()))
const anyAccount = fc.constantFrom('a', 'b', 'c')
const anyStanding = fc.record({
  account: anyAccount,
  role: anyRole,
  village: fc.constantFrom(village, '441226103214', null),
  kin: fc.uniqueArray(anyAccount, { maxLength: 2 }),
})
const anyCounty = fc.constantFrom('441226', '371602')

test('a member of the villagers’ committee is not its supervisor, nor is a near relative (Art. 37)', () => {
  for (const role of ['village-chair', 'village-committee-member']) {
    expect(findConflicts(county, who('a', 'village-supervisor'), [who('a', role)])).toMatchObject([
      { with: role, kin: false, article: '37' },
    ])
    expect(findConflicts(county, who('a', 'village-supervisor', ['b']), [who('b', role)])).toMatchObject([
      { with: role, kin: true, article: '37' },
    ])
  }
})

test('it is enough that one of two relatives declared it', () => {
  expect(findConflicts(county, who('a', 'village-supervisor'), [who('b', 'village-chair', ['a'])])).toHaveLength(1)
  expect(findConflicts(county, who('a', 'village-supervisor'), [who('b', 'village-chair')])).toHaveLength(0)
})

test('members of one committee are not near relatives, and one may be both chair and member (Art. 8)', () => {
  expect(findConflicts(county, who('a', 'village-committee-member', ['b']), [who('b', 'village-chair')])).toMatchObject(
    [{ article: '8' }],
  )
  expect(findConflicts(county, who('a', 'village-committee-member'), [who('a', 'village-chair')])).toEqual([])
})

test('one person may be secretary and chair (一肩挑)', () => {
  expect(findConflicts(county, who('a', 'village-chair'), [who('a', 'branch-secretary')])).toEqual([])
})

test('the collective’s directors and accountants do not supervise it (集体经济组织法 Art. 34)', () => {
  expect(findConflicts(county, who('a', 'collective-supervisor'), [who('a', 'collective-accountant')])).toMatchObject([
    { article: '34' },
  ])
})

test('a local rule binds where it holds and nowhere else', () => {
  const clerk = [who('a', 'village-clerk')]
  expect(findConflicts('371602', who('a', 'village-supervisor'), clerk)).toHaveLength(1)
  expect(findConflicts(county, who('a', 'village-supervisor'), clerk)).toEqual([])
})

test('it does not matter who of two took the post first', () => {
  fc.assert(
    fc.property(anyCounty, anyStanding, anyStanding, (at, a, b) => {
      const rulesOf = (x: Standing, y: Standing) =>
        findConflicts(at, x, [y])
          .map((c) => `${c.rule} ${c.kin}`)
          .sort()
      expect(rulesOf(a, b)).toEqual(rulesOf(b, a))
    }),
  )
})

test('more people in office never make fewer conflicts, and another village’s make none', () => {
  fc.assert(
    fc.property(anyCounty, anyStanding, fc.array(anyStanding), fc.array(anyStanding), (at, fresh, some, more) => {
      expect(findConflicts(at, fresh, [...some, ...more])).toEqual([
        ...findConflicts(at, fresh, some),
        ...findConflicts(at, fresh, more),
      ])
      expect(
        findConflicts(
          at,
          fresh,
          some.filter((held) => held.village !== fresh.village),
        ),
      ).toEqual([])
    }),
  )
})

test('strangers never conflict, whatever they hold', () => {
  fc.assert(
    fc.property(anyRole, anyRole, (one, other) => {
      expect(findConflicts('371602', who('a', one), [who('b', other)])).toEqual([])
    }),
  )
})

test('every row of the table can stop somebody', () => {
  for (const rule of incompatible) {
    const at = rule.where === undefined ? county : rule.where.padEnd(6, '0')
    for (const one of rule.one) {
      for (const other of rule.other) {
        const fresh = who('a', one, rule.binds.includes('person') ? [] : ['b'])
        const held = who(rule.binds.includes('person') ? 'a' : 'b', other)
        expect(findConflicts(at, fresh, [held]).map((c) => c.rule)).toContain(rule.id)
      }
    }
  }
})
