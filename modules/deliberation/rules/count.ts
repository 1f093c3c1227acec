import { type Law, type Verdict, verdictOn } from '@gongzhi/law/rules'
import { numbersOf, ruleOf } from './numbers.ts'

/* D08 推选: what the sums of the ballots say. Nobody is elected with half or less, and a tie is never decided by an order. */

/** Seats of a class to be filled now. */
export type Seats = { readonly class: string; readonly seats: number }
export type Candidate = { readonly id: string; readonly class: string }
export type Sums = { readonly nominee: string; readonly votes: number }
/** Papers of a ballot as two tellers counted them. */
export type Papers = {
  readonly given: number
  readonly returned: number
  readonly valid: number
  readonly invalid: number
}
export type Result = 'elected' | 'tied' | 'not'
export type Counted = {
  readonly nominee: string
  readonly class: string
  readonly votes: number
  readonly verdict: Verdict
  readonly result: Result
}

/** Whether the papers add up: no more given out than people there, no more back than given out. */
export const papersFit = ({ given, returned, valid, invalid }: Papers, present: number): boolean =>
  given <= present && returned <= given && valid + invalid === returned

/** Whether the votes can stand on the valid papers: each paper names somebody once, and in a class no more than it has seats. */
export const votesFit = (
  valid: number,
  candidates: readonly Candidate[],
  seats: readonly Seats[],
  sums: readonly Sums[],
): boolean => {
  const ids = new Set(sums.map(({ nominee }) => nominee))
  if (ids.size !== sums.length || sums.length !== candidates.length) return false
  if (candidates.some(({ id }) => !ids.has(id))) return false
  const votesOf = (id: string) => sums.find(({ nominee }) => nominee === id)?.votes ?? 0
  return (
    sums.every(({ votes }) => Number.isInteger(votes) && votes >= 0 && votes <= valid) &&
    seats.every(({ class: code, seats: n }) => {
      const all = candidates.filter((one) => one.class === code).reduce((sum, { id }) => sum + votesOf(id), 0)
      return all <= valid * n
    })
  )
}

/** More than half of those present, by the law of the representatives’ meeting (村民委员会组织法 第三十条). */
const enoughVotes = (law: Law, body: 'representatives', present: number, votes: number): Verdict =>
  verdictOn(
    law,
    ruleOf(body, 'pass'),
    numbersOf(body, { entitled: present, present }, { yes: votes, no: 0, abstain: 0 }),
  )

/**
 * Who is elected in each class: with enough votes, the most votes first, as many as there are seats. Those who share the last
 * seats with the same number are `tied`, all of them, and none of them is elected.
 */
export const outcomeOf = (
  law: Law,
  present: number,
  candidates: readonly Candidate[],
  seats: readonly Seats[],
  sums: readonly Sums[],
): readonly Counted[] => {
  const all = candidates.map(({ id, class: code }) => {
    const votes = sums.find(({ nominee }) => nominee === id)?.votes ?? 0
    return { nominee: id, class: code, votes, verdict: enoughVotes(law, 'representatives', present, votes) }
  })
  return all.map((one) => {
    const n = seats.find((seat) => seat.class === one.class)?.seats ?? 0
    const enough = all.filter((other) => other.class === one.class && other.verdict.met)
    const above = enough.filter(({ votes }) => votes > one.votes).length
    const same = enough.filter(({ votes }) => votes === one.votes).length
    const result: Result = !one.verdict.met || above >= n ? 'not' : above + same <= n ? 'elected' : 'tied'
    return { ...one, result }
  })
}

/** Seats that a tie leaves to a run-off, by class. */
export const seatsTied = (seats: readonly Seats[], counted: readonly Counted[]): readonly Seats[] =>
  seats.flatMap(({ class: code, seats: n }) => {
    const here = counted.filter((one) => one.class === code)
    if (!here.some(({ result }) => result === 'tied')) return []
    return [{ class: code, seats: n - here.filter(({ result }) => result === 'elected').length }]
  })

/** Seats that nobody sits on yet, by class. */
export const seatsOpen = (seats: readonly Seats[], elected: readonly Candidate[]): readonly Seats[] =>
  seats.flatMap(({ class: code, seats: n }) => {
    const left = n - elected.filter((one) => one.class === code).length
    return left > 0 ? [{ class: code, seats: left }] : []
  })
