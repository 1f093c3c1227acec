import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type * as z from 'zod'
import type { Paper, SheetColumn } from '../rules/index.ts'

/* What other modules bring to be made into files: lists and papers, each with the access of the thing itself. */

/** A list about to be written. Personal identity is never a column (P7). */
export type OpenedList = {
  /** `事项`: names the sheet and the file. */
  readonly title: string
  /** The stretch it is about, 6, 9 or 12 digits. */
  readonly unit: string
  /** What it covers, in words: period, filters. */
  readonly notes: readonly (readonly [string, string])[]
  readonly columns: readonly SheetColumn[]
  /** Pages by keyset, each a short read of its own, as JSON of rows of cells: PostgreSQL may have written it. */
  readonly pages: () => AsyncIterable<string>
}
export type ListSource = {
  readonly id: string
  readonly query: z.ZodType
  /** Throws the Problem that the list itself would answer. */
  readonly open: (env: Env, actor: Actor, query: never) => Promise<OpenedList>
}

/** A paper about to be drawn up, and the name of its file. `listed`: it holds a list, which is recorded as one (P7). */
export type OpenedPaper = {
  readonly name: string
  readonly paper: Paper
  readonly listed?: { readonly unit: string; readonly asked: Readonly<Record<string, string>> }
}
/** A paper by the id of what it is about, for whoever may see that; else 404. */
export type PaperSource = {
  readonly id: string
  readonly query: z.ZodType
  readonly open: (env: Env, actor: Actor, id: string, query: never) => Promise<OpenedPaper>
}

/** Keeps the exact types of a source's query. */
export const listSource = <Z extends z.ZodType>(source: {
  readonly id: string
  readonly query: Z
  readonly open: (env: Env, actor: Actor, query: z.output<Z>) => Promise<OpenedList>
}): ListSource => source as unknown as ListSource
export const paperSource = <Z extends z.ZodType>(source: {
  readonly id: string
  readonly query: Z
  readonly open: (env: Env, actor: Actor, id: string, query: z.output<Z>) => Promise<OpenedPaper>
}): PaperSource => source as unknown as PaperSource
