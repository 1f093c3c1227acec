import type { Calendar } from '../clock.ts'
import type { Procedure } from '../procedure.ts'
import type { Actor } from '../reach.ts'
import type { Db, Row, Statement } from './db.ts'
import type { AccessTable, Capacity, DocketRow, Standing } from './docket.ts'
import type { Memory } from './memory.ts'

/** What every part of the server shares. `now` is ms since epoch; tests and the demo move it. */
export type Env = {
  readonly db: Db
  readonly now: () => number
  readonly calendar: Calendar
  /** Whether anybody listens for an act; without it, everything is kept for whoever may. */
  readonly hears?: ((fact: Heard) => boolean) | undefined
  /** What acts of this process left behind; without it, every act looks. */
  readonly memory?: Memory | undefined
}

/** What a listener may choose by. */
export type Heard = {
  readonly kind: string
  readonly act: string
  readonly to: string
  readonly data: Readonly<Record<string, unknown>>
}

/** What a rule may look at: the subject, who acts, when, and what the person stated. Pure. */
export type Moment<R, I = unknown> = {
  readonly row: R
  readonly docket: DocketRow
  readonly actor: Actor
  readonly capacity: Capacity
  readonly now: number
  readonly calendar: Calendar
  /** What the person stated in the form; empty for prospects. */
  readonly input: Partial<I>
}

/** Where and when a subject stands. Instants in ms; `sinceAt`: since when it is in this state. */
export type StandingAt = {
  readonly county: string
  readonly unitCode: string
  readonly openedAt: number
  readonly sinceAt: number
  readonly now: number
  readonly calendar: Calendar
}

/** A kind of subject: its procedure, who may act, how it is stored and how it stands. One per kind, in its module. */
export type Subject<S extends string, F, R, A extends string = string> = {
  readonly kind: string
  /** Letters in its number: M gives 2026-M-0042. */
  readonly series: string
  readonly procedure: Procedure<S, F, A>
  readonly access: AccessTable<A>
  /** Rule version written beside each act. */
  readonly rule: string
  /** The module's own row. */
  readonly load: (county: string, id: string) => Statement
  readonly read: (stored: Row) => R
  readonly insert: (county: string, id: string, row: R) => Statement
  readonly patch: (county: string, id: string, change: Partial<R>) => Statement | undefined
  /** What is true now, for the requirements. */
  readonly facts: (moment: Moment<R, Record<string, unknown>>) => F
  /** Whose turn, until when, and what the clock will do. Instants in ms. */
  readonly standing: (state: S, row: R, at: StandingAt) => Standing
  /** Its row and its docket change by its own acts alone: an act may begin from what the one before it left behind. */
  readonly remembered?: true
  /** Units on the way: they keep seeing it. */
  readonly units: (row: R, docket: DocketRow) => readonly string[]
}
