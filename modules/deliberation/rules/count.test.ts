import { lawOf, shippedPacks } from '@gongzhi/law/rules'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outcomeOf, papersFit, type Seats, seatsOpen, seatsTied, votesFit } from './count.ts'

const law = lawOf(shippedPacks, '510704123206', '2026-11-27')
const classes = ['committees', 'masses', 'worthies']

/** A ballot of so many people there, with candidates of three classes and any sums that the papers allow. */
const ballots = fc.integer({ min: 5, max: 60 }).chain((present) =>
  fc
    .record({
      seats: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 3 }),
      candidates: fc.array(
        fc.record({ class: fc.constantFrom(...classes), votes: fc.integer({ min: 0, max: present }) }),
        {
          minLength: 1,
          maxLength: 14,
        },
      ),
    })
    .map(({ seats, candidates }) => ({
      present,
      seats: classes.map((code, at): Seats => ({ class: code, seats: seats[at] ?? 1 })),
      candidates: candidates.map((one, at) => ({ id: `n${at}`, class: one.class })),
      sums: candidates.map(({ votes }, at) => ({ nominee: `n${at}`, votes })),
    })),
)

test('no class ever gets more members than it has seats', () => {
  fc.assert(
    fc.property(ballots, ({ present, seats, candidates, sums }) => {
      const counted = outcomeOf(law, present, candidates, seats, sums)
      for (const { class: code, seats: n } of seats)
        expect(counted.filter((one) => one.class === code && one.result === 'elected').length).toBeLessThanOrEqual(n)
    }),
  )
})

test('nobody is elected, or tied, with half of those present or less', () => {
  fc.assert(
    fc.property(ballots, ({ present, seats, candidates, sums }) => {
      for (const one of outcomeOf(law, present, candidates, seats, sums))
        if (one.result !== 'not') expect(2 * one.votes).toBeGreaterThan(present)
    }),
  )
})

test('two with the same number in a class share the same fate: no order decides between them', () => {
  fc.assert(
    fc.property(ballots, ({ present, seats, candidates, sums }) => {
      const counted = outcomeOf(law, present, candidates, seats, sums)
      for (const a of counted)
        for (const b of counted) if (a.class === b.class && a.votes === b.votes) expect(a.result).toBe(b.result)
    }),
  )
})

test('in whatever order nominees and sums are handed in, the same are elected', () => {
  fc.assert(
    fc.property(
      ballots.chain((one) =>
        fc.record({
          one: fc.constant(one),
          candidates: fc.shuffledSubarray(one.candidates, { minLength: one.candidates.length }),
          sums: fc.shuffledSubarray(one.sums, { minLength: one.sums.length }),
          seats: fc.shuffledSubarray([...one.seats], { minLength: 3 }),
        }),
      ),
      ({ one, candidates, sums, seats }) => {
        const of = (list: ReturnType<typeof outcomeOf>) =>
          Object.fromEntries(list.map(({ nominee, result }) => [nominee, result]))
        expect(of(outcomeOf(law, one.present, candidates, seats, sums))).toEqual(
          of(outcomeOf(law, one.present, one.candidates, one.seats, one.sums)),
        )
      },
    ),
  )
})

test('whoever has more votes than somebody elected in the class is elected too', () => {
  fc.assert(
    fc.property(ballots, ({ present, seats, candidates, sums }) => {
      const counted = outcomeOf(law, present, candidates, seats, sums)
      for (const a of counted)
        for (const b of counted)
          if (a.class === b.class && a.votes > b.votes && b.result === 'elected') expect(a.result).toBe('elected')
    }),
  )
})

test('a tie leaves exactly the seats that those above it do not fill, and more people than seats', () => {
  fc.assert(
    fc.property(ballots, ({ present, seats, candidates, sums }) => {
      const counted = outcomeOf(law, present, candidates, seats, sums)
      for (const { class: code, seats: n } of seatsTied(seats, counted)) {
        expect(n).toBeGreaterThan(0)
        expect(counted.filter((one) => one.class === code && one.result === 'tied').length).toBeGreaterThan(n)
      }
      const elected = counted
        .filter(({ result }) => result === 'elected')
        .map((one) => ({ id: one.nominee, class: one.class }))
      const open = seatsOpen(seats, elected).reduce((sum, one) => sum + one.seats, 0)
      expect(open + elected.length).toBe(seats.reduce((sum, one) => sum + one.seats, 0))
    }),
  )
})

test('exactly half of those present is not enough: 10 of 20 is refused, 11 is elected', () => {
  const seats = [{ class: 'masses', seats: 1 }]
  const at = (votes: number) =>
    outcomeOf(law, 20, [{ id: 'a', class: 'masses' }], seats, [{ nominee: 'a', votes }])[0]?.result
  expect(at(10)).toBe('not')
  expect(at(11)).toBe('elected')
})

test('papers add up or are refused', () => {
  expect(papersFit({ given: 20, returned: 19, valid: 18, invalid: 1 }, 20)).toBe(true)
  expect(papersFit({ given: 21, returned: 19, valid: 18, invalid: 1 }, 20)).toBe(false)
  expect(papersFit({ given: 20, returned: 21, valid: 20, invalid: 1 }, 20)).toBe(false)
  expect(papersFit({ given: 20, returned: 19, valid: 18, invalid: 2 }, 20)).toBe(false)
})

test('a class gets at most as many votes as papers times its seats; each candidate has one sum', () => {
  const candidates = ['a', 'b', 'c'].map((id) => ({ id, class: 'masses' }))
  const seats = [{ class: 'masses', seats: 2 }]
  const sums = (...votes: number[]) => votes.map((n, at) => ({ nominee: 'abc'[at] ?? '', votes: n }))
  expect(votesFit(10, candidates, seats, sums(10, 5, 5))).toBe(true)
  expect(votesFit(10, candidates, seats, sums(10, 6, 5))).toBe(false)
  expect(votesFit(10, candidates, seats, sums(11, 0, 0))).toBe(false)
  expect(votesFit(10, candidates, seats, sums(5, 5))).toBe(false)
  expect(votesFit(10, candidates, seats, [...sums(5, 5), { nominee: 'a', votes: 1 }])).toBe(false)
})
