import type { Verdict } from '@gongzhi/law/rules'
import type { Counted, Papers, Seats } from './count.ts'

/* Rows of an election as rules see them. Instants in ms, days as YYYY-MM-DD. */

export const electionGrounds = ['procedure', 'count', 'eligibility', 'other'] as const

export type Nominee = {
  readonly id: string
  readonly class: string
  readonly account: string | null
  readonly state: 'named' | 'accepted' | 'withdrawn'
  readonly elected: boolean
  readonly chair: boolean
}

/** One ballot as it was counted: for seats, again among the tied, or for the chair. No ballot tells who cast it (P3). */
export type Ballot = Papers & {
  readonly kind: 'count' | 'run-off' | 'choose-chair'
  readonly round: number
  readonly at: string
  readonly meeting: string
  readonly entitled: number
  readonly present: number
  /** Hash of the roll of representatives at the opening of their meeting, by its snapshot. */
  readonly snapshot: string | null
  readonly tellers: readonly string[]
  readonly quorum: Verdict
  readonly seats: readonly Seats[]
  readonly sums: readonly Counted[]
}

/** The meeting of the representatives that was called for it; read along. */
export type ElectionRoom = {
  readonly meeting: string
  readonly state: string
  readonly startsAt: string
  readonly entitled: number
  readonly present: readonly string[]
  readonly snapshot: string | null
}

export type Election = {
  readonly unitCode: string
  readonly body: string
  readonly title: string
  /** A renewal ends the terms of those before; a by-election 补选 fills what is empty. */
  readonly sort: 'renewal' | 'by-election'
  readonly seats: readonly Seats[]
  /** Least of each class in the council, as its roll asked when this was opened. */
  readonly quotas: readonly Seats[]
  readonly withChair: boolean
  /** How the village’s own rule makes the chair, when not by a second ballot. */
  readonly chairRule: string | null
  readonly from: string
  readonly until: string
  readonly on: string
  readonly round: number
  readonly ballots: readonly Ballot[]
  readonly postedAt: number | null
  readonly digest: string | null
  readonly signature: string | null
  readonly nominees: readonly Nominee[]
  readonly objections: readonly { readonly id: string; readonly answered: boolean }[]
  readonly room: ElectionRoom | null
}

/** Of those elected, as candidates of the chair’s ballot and holders of seats. */
export const electedOf = ({ nominees }: Pick<Election, 'nominees'>): readonly Nominee[] =>
  nominees.filter(({ elected }) => elected)
