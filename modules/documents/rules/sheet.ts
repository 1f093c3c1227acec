/** What a cell may hold: text as it is (ids, phones), a number, a day `2026-11-25`, or an instant in ISO. */
export type CellKind = 'text' | 'number' | 'day' | 'time'
export type Cell = string | number | null

/** A column of a sheet; `width` in characters. */
export type SheetColumn = {
  readonly head: string
  readonly kind: CellKind
  readonly width?: number
}

/** A sheet before its rows: what it is, said on a first sheet, and its columns. */
export type SheetPlan = {
  readonly name: string
  readonly notes: readonly (readonly [string, string])[]
  readonly columns: readonly SheetColumn[]
  /** Choices offered in the cells of a template, by column index. */
  readonly choices?: Readonly<Record<number, readonly string[]>>
}
