import { calendarOf, dayNumber, dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { lawOf, shippedPacks } from '@gongzhi/law/rules'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  daysBefore,
  decidersNeeded,
  enoughDecide,
  findOnRoll,
  lastObjectionDay,
  objectionsOver,
  type ProxyPair,
  proxyUnmet,
  rollLaw,
  rollText,
} from './index.ts'

/* R1: the clock of a voter roll and written proxies (村民委员会组织法 Art. 17, 18). */

const law = rollLaw(lawOf(shippedPacks, '510704123206', '2026-11-27'))
const plain = calendarOf({ version: 'test', years: {} })
const at = (iso: string, hour = 9): number => Date.parse(`${iso}T00:00:00Z`) + (hour - 8) * 3_600_000

test('Art. 17, 18: posted twenty days before, objected to for five, decided in three, three proxies a holder', () => {
  expect([law.posted.amount, law.objection.amount, law.decision.amount, law.proxies.amount]).toEqual([20, 5, 3, 3])
  for (const { source } of [law.posted, law.objection, law.decision])
    expect(source).toMatchObject({ article: '第十七条', mark: 'found' })
  expect(law.proxies.source).toMatchObject({ article: '第十八条', mark: 'found' })
})

test('the twentieth day before the election is early enough, the nineteenth is not', () => {
  expect(daysBefore('2026-12-30', at('2026-12-10', 23.9))).toBe(20)
  expect(daysBefore('2026-12-30', at('2026-12-11', 0))).toBe(19)
})

test('the day of posting is not counted, the last day is to be had whole, and a day off moves it on (民法典 Art. 201, 203)', () => {
  // a Monday: until Saturday, which is off, so until the Monday after
  expect(lastObjectionDay(at('2026-11-23'), 5, plain)).toBe('2026-11-30')
  // a Friday: until the Wednesday
  expect(lastObjectionDay(at('2026-11-27'), 5, plain)).toBe('2026-12-02')
  expect(objectionsOver('2026-12-02', at('2026-12-02', 23.9))).toBe(false)
  expect(objectionsOver('2026-12-02', at('2026-12-03', 0))).toBe(true)
})

test('nobody ever has less than the days of the law for objecting, and the last of them is a working day', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: dayNumber('2026-01-01'), max: dayNumber('2027-12-01') }),
      fc.integer({ min: 1, max: 15 }),
      (day, days) => {
        const posted = at(isoDay(day), 12)
        const last = dayNumber(lastObjectionDay(posted, days, plain))
        return last >= dayOf(posted) + days && plain.isWorkday(last) && last <= dayOf(posted) + days + 3
      },
    ),
  )
})

test('whatever proxies are tried in whatever order: a vote is given once, nobody takes four, no candidate takes one, nobody away takes one', () => {
  const pair = fc.record({ principal: fc.integer({ min: 1, max: 14 }), holder: fc.integer({ min: 1, max: 14 }) })
  fc.assert(
    fc.property(
      fc.array(pair, { maxLength: 60 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }),
      (tried, candidates) => {
        const standing: ProxyPair[] = []
        const on = (no: number) => no <= 12
        for (const one of tried)
          if (proxyUnmet(one, { on, standing, candidates, most: law.proxies.amount }).length === 0) standing.push(one)
        const givers = standing.map(({ principal }) => principal)
        const takers = standing.map(({ holder }) => holder)
        expect(new Set(givers).size).toBe(givers.length)
        for (const holder of new Set(takers)) expect(takers.filter((no) => no === holder).length).toBeLessThanOrEqual(3)
        expect(takers.some((no) => candidates.includes(no) || givers.includes(no))).toBe(false)
        expect([...givers, ...takers].every(on)).toBe(true)
      },
    ),
  )
})

test('a refused proxy lists everything that stands in its way', () => {
  const known = {
    on: (no: number) => no > 0 && no < 9,
    standing: [{ principal: 4, holder: 5 }],
    candidates: [4],
    most: 3,
  }
  expect(proxyUnmet({ principal: 4, holder: 4 }, known)).toEqual([
    'holder-another',
    'principal-free',
    'holder-votes-self',
    'holder-no-candidate',
  ])
  expect(proxyUnmet({}, known)).toEqual(['principal-on-roll', 'holder-on-roll', 'holder-another'])
  expect(proxyUnmet({ principal: 5, holder: 6 }, known)).toEqual(['principal-holds-none'])
})

test('more than half of the election committee decides; a committee of nobody decides nothing', () => {
  expect([3, 4, 5, 0].map(decidersNeeded)).toEqual([2, 3, 3, null])
  expect(enoughDecide(2, 4)).toBe(false)
  expect(enoughDecide(3, 4)).toBe(true)
  expect(enoughDecide(0, 0)).toBe(false)
})

const lines = [
  { no: 1, name: '黄柑妹', class: 'resident', household: '12' },
  { no: 2, name: '李建国', class: 'away', household: '7' },
  { no: 3, name: '李建国', class: 'resident', household: null },
]
test('somebody is meant by a number, by a whole name, and by name with household where a name stands twice', () => {
  expect(findOnRoll(' 2 ', lines)).toEqual({ no: 2 })
  expect(findOnRoll('黄柑妹', lines)).toEqual({ no: 1 })
  expect(findOnRoll('黄柑', lines)).toEqual({ wrong: 'unknown' })
  expect(findOnRoll('李建国', lines)).toEqual({ wrong: 'several' })
  expect(findOnRoll('李建国 7', lines)).toEqual({ no: 2 })
  expect(findOnRoll('9', lines)).toEqual({ wrong: 'unknown' })
})

test('what is hashed is the roll as it hangs on the wall, in order of its numbers', () => {
  expect(rollText([...lines].reverse())).toBe('1\t黄柑妹\t12\tresident\n2\t李建国\t7\taway\n3\t李建国\t\tresident')
})
