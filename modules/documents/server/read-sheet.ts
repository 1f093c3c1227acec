import { Problem } from '@gongzhi/kernel/problem.ts'
import { findHeads, type ImportColumn, isHeadRow, letterOf, type RawCell } from '../rules/index.ts'
import { linesOf } from './lines-of.ts'
import { inWorkshop } from './workshop.ts'

/** A row under its heads: which sheet it is on, its number there, and where a column's cell is. */
export type SheetRow = {
  readonly sheet: string
  readonly row: number
  readonly cells: readonly RawCell[]
  readonly places: ReadonlyMap<string, number>
}

/** A title, a unit, a date may stand above the heads. */
const HEAD_WITHIN = 20

/**
 * The rows of every sheet that has the heads, as they are read. 422: `not-a-sheet`, `sheet-old`, `sheet-too-large`,
 * `too-many-rows`; `no-heads` with those that are missing.
 */
export async function* readSheet(
  bytes: Buffer,
  columns: readonly ImportColumn[],
  job: 'sheet-in' | 'csv-in' = 'sheet-in',
): AsyncGenerator<SheetRow> {
  let sheet = ''
  let places: ReadonlyMap<string, number> | undefined
  let looked = 0
  let found = false
  let nearest: ReadonlyMap<string, number> = new Map()
  for await (const line of linesOf(await inWorkshop(job, [bytes]))) {
    const read = JSON.parse(line) as { sheet: string } | [number, RawCell[]]
    if (!Array.isArray(read)) {
      sheet = read.sheet
      places = undefined
      looked = 0
      continue
    }
    const [row, cells] = read
    if (places) {
      yield { sheet, row, cells, places }
    } else if (looked++ < HEAD_WITHIN) {
      const heads = findHeads(cells, columns)
      if (heads.size > nearest.size) nearest = heads
      if (isHeadRow(heads, columns)) {
        places = heads
        found = true
      }
    }
  }
  if (found) return
  const missing = columns.filter(({ id, required }) => required && !nearest.has(id)).map(({ head }) => head)
  throw new Problem(422, 'no-heads', { missing })
}

/** Where a column of a row stands: `C5`, with the sheet before it. */
export const cellAt = ({ sheet, row, places }: SheetRow, column: string): string => {
  const place = places.get(column)
  return `${sheet} ${place === undefined ? '' : letterOf(place)}${row}`
}
