import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { ImportColumn, ReadRow } from '../rules/index.ts'

/** A fault of one column, found only in the light of the world: no such village, not in one's reach. */
export type Found = { readonly column: string; readonly code: string; readonly right: string }
/** What looking at a row in the light of the world found: something to write, something that is there, or faults. */
export type Checked<I> =
  | { readonly item: I; readonly mark: string; readonly there: boolean }
  | { readonly found: readonly Found[] }

/** What a row was imported by and from. */
export type By = { readonly actor: Actor; readonly import: string; readonly number: string; readonly row: number }

/** What is handed over on paper to whoever an import opened an account for; good until their first sign-in. */
export type Slip = {
  readonly name: string
  readonly login: string
  readonly password: string
  /** The last instant of the first password. */
  readonly until: string
}

/** A kind of row that can be brought in from a sheet. */
export type ImportKind<I = never> = {
  readonly id: string
  readonly title: string
  readonly columns: readonly ImportColumn[]
  /** Whether one of somebody's posts may bring such rows in at all. */
  readonly may: (actor: Actor) => boolean
  /**
   * Weighs rows against the world, a few hundred at a time. `mark` is the same for the same content; `there`: it has been
   * written before.
   */
  readonly check: (env: Env, actor: Actor, rows: readonly ReadRow[]) => Promise<readonly Checked<I>[]>
  /** Writes one, idempotently by its content; answers the subject it became, null when it was there. */
  readonly write: (env: Env, by: By, item: I) => Promise<string | null>
  /** Takes one back; a kind without it cannot be undone. */
  readonly undo?: (env: Env, by: By, subject: string) => Promise<void>
  /** Slips for accounts among the subjects that were written, those not signed in yet; kept nowhere. */
  readonly slips?: (env: Env, actor: Actor, subjects: readonly string[]) => Promise<readonly Slip[]>
}
