import type { Verdict } from '@gongzhi/law/rules'

/* The rows of the module as rules see them. Instants in ms, days as YYYY-MM-DD. */

export const grounds = ['not-ready', 'law', 'covenant'] as const
export type Ground = (typeof grounds)[number]

export type Topic = {
  readonly unitCode: string
  readonly body: string
  readonly party: string | null
  readonly title: string
  readonly text: string
  readonly photos: readonly string[]
  readonly concerns: string
  /** What is to be given into the hands of the representatives, where the topic is that (X4). */
  readonly grants: Grants | null
  /** How often it was handed in: 1, and one more at each resubmission. */
  readonly rounds: number
  readonly ground: Ground | null
  readonly groundText: string | null
  readonly article: string | null
  readonly appeal: string | null
  readonly appealAnswer: string | null
  readonly meeting: string | null
  readonly resolution: string | null
  /** X4: the council’s resolution it comes from, where the decision is another body’s by law. */
  readonly origin: string | null
  /** Read along, not kept in the row. */
  readonly supports: number
}

export type Named = { readonly id: string; readonly name: string }
export type Adviser = { readonly topic: string; readonly name: string; readonly office: string }

/** What the villagers’ meeting gives into the hands of the representatives (X4). */
export type Grants = {
  /** Concern ids; each one of those that may be delegated. */
  readonly concerns: readonly string[]
  /** The last day it holds; YYYY-MM-DD. */
  readonly until: string
}
/** The same once it is given, with the day of the meeting: as decisions rest on it. */
export type Entrusted = Grants & { readonly on: string }

/** Who stands where in the room; read along with the meeting. */
export type Room = {
  /** Entitled on the day, suspended and expired members left out. */
  readonly entitled: number
  readonly present: readonly string[]
  /** Open promises of the body when they have not been laid before it yet. */
  readonly turnsLeft: readonly string[]
  readonly recused: readonly string[]
  /** Advisers of the item whose advice is not in the file. */
  readonly adviceMissing: readonly string[]
  /** Members with a written objection that has no answer. */
  readonly objections: number
  readonly openVotes: number
  /** Items voted on, passed or not. */
  readonly decided: readonly string[]
  /** What the item is about, and the mandates of the villagers’ meeting to its representatives (X4). */
  readonly concern: string | null
  readonly mandates: readonly Entrusted[]
  readonly grants: Grants | null
}

export type Meeting = {
  readonly unitCode: string
  readonly body: string
  readonly title: string
  readonly venue: string
  readonly venueKind: 'hall' | 'outdoor' | 'online'
  readonly venueNotes: string | null
  readonly startsAt: number
  readonly urgent: string | null
  readonly materials: readonly Named[]
  readonly agenda: readonly string[]
  /** D08: the election that this meeting of the representatives is called for. */
  readonly election: string | null
  readonly advisers: readonly Adviser[]
  readonly doorCode: string
  readonly notifiedAt: number | null
  readonly openedAt: number | null
  /** Verdicts on notice and quorum at the opening, as they were printed. */
  readonly opening: readonly Verdict[] | null
  readonly snapshot: string | null
  readonly presentedAt: number | null
  readonly item: string | null
  readonly floor: string | null
  readonly endedAt: number | null
  readonly summary: string | null
  readonly recordedBy: string | null
  readonly signedBy: string | null
  readonly cancelled: string | null
  readonly room: Room
}

export type Choice = 'yes' | 'no' | 'abstain'
export type Counts = Readonly<Record<Choice, number>>
export type Clause = { readonly text: string }

/** What a body votes on: a consensus text, clause by clause. */
export type Vote = {
  readonly meeting: string
  readonly topic: string
  readonly unitCode: string
  readonly body: string
  readonly mode: 'open' | 'secret'
  readonly text: string
  readonly clauses: readonly Clause[]
  readonly snapshot: string
  readonly entitled: number
  readonly present: number
  readonly recused: number
  readonly publicKey: string | null
  readonly privateKey: string | null
  /** Paper slips: counted by two tellers; the first one's count is sealed until the vote is over, and then gone (P3). */
  readonly paper: {
    readonly sealed: string | null
    readonly tellers: readonly string[]
    readonly confirmed: boolean
  } | null
  readonly counts: Counts | null
  readonly verdicts: readonly Verdict[] | null
  readonly passed: boolean | null
  /** SHA-256 over the ballots as they were counted, hex. */
  readonly ballots: string | null
  readonly resolution: string | null
  readonly annulled: string | null
  /** Read along: ballots in so far, those of the urn for a secret one. */
  readonly cast: Counts
  readonly slipsByPaper: number
  readonly slipsByPhone: number
  readonly roomPresent: number
  readonly roomEntitled: number
  /** When its meeting begins, ms: a vote after midnight is held by the law its sitting began under. */
  readonly sitsAt: number
}

export type Resolution = {
  readonly vote: string
  readonly meeting: string
  readonly topic: string
  readonly unitCode: string
  readonly body: string
  readonly title: string
  readonly text: string
  readonly clauses: readonly Clause[]
  readonly concerns: string
  /** X4: `villagers` or `collective` when the law leaves the decision to them; null: this body's own. */
  readonly reserved: string | null
  readonly digest: string | null
  readonly signature: string | null
  readonly signedBy: string | null
  readonly signedAt: number | null
  readonly handedAt: number | null
  /** Read along: its tasks, and those not struck off. */
  readonly tasks: number
  readonly open: number
}

export type Task = {
  readonly resolution: string
  readonly unitCode: string
  readonly body: string
  /** Which clause it carries out, from 1. */
  readonly clause: number
  readonly text: string
  readonly org: string
  readonly owner: string
  readonly until: string
  readonly progress: string | null
  readonly evidence: string | null
  readonly photos: readonly string[]
  readonly claimedBy: string | null
  readonly claimedAt: number | null
  readonly extended: number
  readonly extension: string | null
  readonly struckAt: number | null
  readonly struckIn: string | null
  readonly hands: Counts | null
  readonly reminded: boolean
}
