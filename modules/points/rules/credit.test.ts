import fc from 'fast-check'
import { expect, test } from 'vitest'
import acts from '../data/acts.json' with { type: 'json' }
import goods from '../data/goods.json' with { type: 'json' }
import { actCodes, goodsKinds, onPaper, smallThing } from './acts.ts'
import { balanceOf, creditFor, type Earned } from './credit.ts'
import { clockOf } from './year.ts'

const clauseOf = fc.record({ points: fc.integer({ min: 1, max: 100 }), most: fc.integer({ min: 1, max: 300 }) })
const game = fc.record({
  clauses: fc.tuple(...actCodes.map(() => clauseOf)),
  yearMost: fc.integer({ min: 1, max: 500 }),
  done: fc.array(fc.nat({ max: actCodes.length - 1 }), { maxLength: 60 }),
})
type Game = typeof game extends fc.Arbitrary<infer T> ? T : never

/** All that is entered for a year of acts, in an order. */
const yearOf = ({ clauses, yearMost }: Game, done: readonly number[]) => {
  let earned: Earned = {}
  const lines: { act: string; points: number }[] = []
  for (const at of done) {
    const act = actCodes[at] ?? 'attended'
    const points = creditFor({ act, ...(clauses[at] ?? { points: 1, most: 1 }) }, yearMost, earned)
    if (points > 0) lines.push({ act, points })
    earned = { ...earned, [act]: (earned[act] ?? 0) + points }
  }
  return lines
}
const sum = (lines: readonly { points: number }[]) => lines.reduce((total, { points }) => total + points, 0)

test('no act ever takes points away, and neither ceiling is ever passed', () => {
  fc.assert(
    fc.property(game, (it) => {
      const lines = yearOf(it, it.done)
      expect(lines.every(({ points }) => Number.isInteger(points) && points > 0)).toBe(true)
      expect(sum(lines)).toBeLessThanOrEqual(it.yearMost)
      for (const [at, act] of actCodes.entries())
        expect(sum(lines.filter((line) => line.act === act))).toBeLessThanOrEqual(it.clauses[at]?.most ?? 0)
    }),
  )
})

test('the sum of a year does not depend on the order in which things were done', () => {
  fc.assert(
    fc.property(game, fc.infiniteStream(fc.nat()), (it, chance) => {
      const other = [...it.done]
      for (let at = other.length - 1; at > 0; at--) {
        const to = (chance.next().value ?? 0) % (at + 1)
        ;[other[at], other[to]] = [other[to] ?? 0, other[at] ?? 0]
      }
      expect(sum(yearOf(it, other))).toBe(sum(yearOf(it, it.done)))
    }),
  )
})

test('what is left is never below zero, also when a line is set aside after it was spent', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(10_000), (effective, spent) => {
      expect(balanceOf(effective, spent)).toBe(effective > spent ? effective - spent : 0)
    }),
  )
})

test('the clock announces each year’s clearing a month ahead, then clears it, then waits for the next', () => {
  const day = ({ at, act }: { at: number; act: string }) => [
    new Date(at + 8 * 3_600_000).toISOString().slice(0, 16),
    act,
  ]
  expect(day(clockOf(2025, 2025))).toEqual(['2026-12-01T09:00', 'announce-clearing'])
  expect(day(clockOf(2025, 2026))).toEqual(['2027-01-01T09:00', 'clear-year'])
  expect(day(clockOf(2026, 2026))).toEqual(['2027-12-01T09:00', 'announce-clearing'])
})

test('the list of acts and of things is closed: the data names the same as the code, and nothing that is a right', () => {
  expect(acts.acts.map(({ code }) => code)).toEqual([...actCodes])
  expect(goods.kinds.map(({ code }) => code)).toEqual([...goodsKinds])
  expect(actCodes.filter(onPaper)).toEqual(['opinion-given'])
  for (const name of ['毛巾', '锄头', '表扬信']) expect(smallThing(name), name).toBe(true)
  for (const name of ['现金20元', '医保缴费', '低保名额', '年底分红', '贫困证明', '购物卡'])
    expect(smallThing(name), name).toBe(false)
})
