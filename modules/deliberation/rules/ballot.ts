import { type Law, type Verdict, verdictOn } from '@gongzhi/law/rules'
import {
  type Candidate,
  type Counted,
  outcomeOf,
  papersFit,
  type Seats,
  type Sums,
  seatsOpen,
  seatsTied,
  votesFit,
} from './count.ts'
import { type Ballot, type Election, electedOf } from './election-rows.ts'
import { numbersOf, ruleOf } from './numbers.ts'

/* What a ballot of an election is about: who stands in it, for how many seats, and what its sums say (D08). */

/** The class under which those elected stand for the chair. */
const CHAIR = 'chair'

type Kind = Ballot['kind']

/** Seats a ballot fills: what is open, what the last tie left, or the chair. */
const seatsIn = (row: Election, kind: Kind): readonly Seats[] => {
  if (kind === 'choose-chair') return [{ class: CHAIR, seats: 1 }]
  const last = row.ballots.at(-1)
  return kind === 'run-off' ? (last ? seatsTied(last.seats, last.sums) : []) : seatsOpen(row.seats, electedOf(row))
}

/** Who stands in a ballot. */
const candidatesIn = (row: Election, kind: Kind): readonly Candidate[] => {
  if (kind === 'choose-chair') return electedOf(row).map(({ id }) => ({ id, class: CHAIR }))
  const seats = seatsIn(row, kind).map((one) => one.class)
  const tied = new Set(row.ballots.at(-1)?.sums.flatMap(({ nominee, result }) => (result === 'tied' ? [nominee] : [])))
  return row.nominees.filter(
    ({ id, state, elected, class: code }) =>
      state === 'accepted' && !elected && seats.includes(code) && (kind !== 'run-off' || tied.has(id)),
  )
}

/** Classes in which fewer stand than there are open seats, with how many are missing. */
export const lackingIn = (row: Election): readonly Seats[] => {
  const stand = candidatesIn(row, 'count')
  return seatsIn(row, 'count').flatMap(({ class: code, seats }) => {
    const missing = seats - stand.filter((one) => one.class === code).length
    return missing > 0 ? [{ class: code, seats: missing }] : []
  })
}

/** Two thirds of the representatives in the room, now (村民委员会组织法 第三十条). */
export const quorumIn = (law: Law, room: NonNullable<Election['room']>): Verdict =>
  verdictOn(
    law,
    ruleOf('representatives', 'quorum'),
    numbersOf('representatives', { entitled: room.entitled, present: room.present.length }),
  )

/** The sums of a form, or nothing while it says none. */
type Said = {
  readonly given: number
  readonly returned: number
  readonly valid: number
  readonly invalid: number
  readonly sums: readonly Sums[]
}

/** What a ballot would come to: whether papers and votes fit, and who is elected or tied. */
export const resultIn = (law: Law, row: Election, kind: Kind, said: Said) => {
  const present = row.room?.present.length ?? 0
  const [candidates, seats] = [candidatesIn(row, kind), seatsIn(row, kind)]
  const counted: readonly Counted[] = outcomeOf(law, present, candidates, seats, said.sums)
  return {
    papers: papersFit(said, present),
    votes: candidates.length > 0 && votesFit(said.valid, candidates, seats, said.sums),
    seats,
    counted,
    elected: counted.filter(({ result }) => result === 'elected').map(({ nominee }) => nominee),
    // a tie for the chair is no run-off of its own: the ballot is held again
    ties: kind !== 'choose-chair' && counted.some(({ result }) => result === 'tied'),
  }
}
