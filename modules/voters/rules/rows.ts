import type { verdictOnAmount } from '@gongzhi/law/rules'
import type { ObjectionKind } from './objection.ts'

/* Rows of the two subjects; instants in ms, days ISO. */

export const choosers = ['villagers', 'representatives', 'groups'] as const
/** Who chose the election committee (Art. 15). */
export type Chooser = (typeof choosers)[number]

export type AmountVerdict = NonNullable<ReturnType<typeof verdictOnAmount>>

export type VoterRoll = {
  readonly unitCode: string
  readonly electionDay: string
  /** How many are to be elected. */
  readonly seats: number
  readonly chosenBy: Chooser
  readonly chosenOn: string
  /** Members of the villagers’ roll; the first presides. */
  readonly committee: readonly string[]
  readonly live: boolean
  readonly postedAt: number | null
  readonly postedVerdict: AmountVerdict | null
  readonly objectUntil: string | null
  readonly postedDigest: string | null
  readonly settledAt: number | null
  readonly digest: string | null
  readonly voters: number | null
  readonly women: number | null
  /** Numbers on the roll. */
  readonly candidates: readonly number[]
}

/** What an accepted objection changes: somebody added, struck off, or entered under the right name. */
export type RollChange =
  | { readonly kind: 'missing'; readonly class: string; readonly household: string | null; readonly woman: boolean }
  | { readonly kind: 'wrong' | 'entry'; readonly no: number; readonly member: string }

export type Objection = {
  readonly unitCode: string
  readonly roll: string
  readonly kind: ObjectionKind
  /** Whom it is about, sealed, and as others read it. */
  readonly aboutEnc: string
  readonly shown: string
  readonly reason: string
  readonly account: string | null
  /** Who objected on paper, sealed. */
  readonly byEnc: string | null
  /** It is about whoever objects. */
  readonly own: boolean
  readonly lodgedAt: number
  readonly decideDays: number
  readonly decision: string | null
  readonly deciders: readonly string[]
  readonly change: RollChange | null
}

/** Somebody on a posted roll. */
export type Listed = {
  readonly no: number
  readonly member: string
  readonly account: string | null
  readonly nameEnc: string
  readonly shown: string
  readonly class: string | null
  readonly household: string | null
  readonly woman: boolean
  readonly struck: boolean
}
