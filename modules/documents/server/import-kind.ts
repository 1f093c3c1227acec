import { notFound } from '@gongzhi/kernel/problem.ts'
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

/** What rows are brought into: a roll, which has a name, a page of the desk, and perhaps columns of its own. */
export type Into = { readonly title: string; readonly href: string; readonly columns: readonly ImportColumn[] }

/** A kind of row that can be brought in from a sheet. */
export type ImportKind<I = never> = {
  readonly id: string
  readonly title: string
  readonly columns: readonly ImportColumn[]
  /** Whether one of somebody's posts may bring such rows in at all. */
  readonly may: (actor: Actor) => boolean
  /** For a kind whose rows all belong to one thing: what it is; undefined when there is none, or none of theirs. */
  readonly into?: (env: Env, actor: Actor, into: string) => Promise<Into | undefined>
  /** Rows are weighed against each other too: all of a file at once. */
  readonly whole?: true
  /**
   * Weighs rows against the world, a few hundred at a time. `mark` is the same for the same content; `there`: it has been
   * written before.
   */
  readonly check: (env: Env, actor: Actor, rows: readonly ReadRow[], into: string) => Promise<readonly Checked<I>[]>
  /** Writes one, idempotently by its content; answers the subject it became, null when it was there. */
  readonly write: (env: Env, by: By, item: I) => Promise<string | null>
  /** Writes several at once, all or none; what stops it is then found by writing them one by one. */
  readonly writeMany?: (env: Env, items: readonly { readonly by: By; readonly item: I }[]) => Promise<readonly string[]>
  /** Takes one back; a kind without it cannot be undone. */
  readonly undo?: (env: Env, by: By, subject: string) => Promise<void>
  /** Slips for accounts among the subjects that were written, those not signed in yet; kept nowhere. */
  readonly slips?: (env: Env, actor: Actor, subjects: readonly string[]) => Promise<readonly Slip[]>
}

/** A kind as somebody may use it, with what its rows go into. 404: there is none, or it is not theirs. */
export const kindFor = async (
  kinds: readonly ImportKind[],
  env: Env,
  actor: Actor,
  { kind: id, into }: { readonly kind: string; readonly into: string },
): Promise<ImportKind & { readonly goes: Into | null }> => {
  const kind = kinds.find((one) => one.id === id)
  if (!kind?.may(actor)) throw notFound()
  if (!kind.into) return { ...kind, goes: null }
  const goes = await kind.into(env, actor, into)
  if (!goes) throw notFound()
  return { ...kind, columns: goes.columns, goes }
}
