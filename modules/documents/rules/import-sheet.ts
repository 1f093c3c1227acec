import type { RawCell } from './raw-cell.ts'
import { readDay, readPhone, readText } from './read-cell.ts'

/** A column that an import knows: by its head or any of its aliases. */
export type ImportColumn = {
  readonly id: string
  readonly head: string
  readonly aliases?: readonly string[]
  /** A day lies within 1990–2060, a birthday may be of the century before. */
  readonly kind: 'text' | 'day' | 'birthday' | 'phone' | 'choice'
  readonly required?: true
  /** At most so many characters. */
  readonly most?: number
  /** For a choice: what may stand there, and what it means. */
  readonly choices?: Readonly<Record<string, string>>
  /** What belongs here, said in the template. */
  readonly hint: string
  readonly example: string
}

/** One thing wrong in one cell: where, what, and what would be right. */
export type RowFault = {
  readonly row: number
  /** Such as `C5`; the row alone when the column is missing. */
  readonly cell: string
  readonly head: string
  readonly code: string
  readonly value: string
  readonly right: string
}

/** A row as read: texts by column id; days in ISO, choices by what they mean. */
export type ReadRow = { readonly row: number; readonly values: Readonly<Record<string, string>> }

/** Heads are compared without spaces, brackets and what stands in them, stars and colons. */
const bare = (head: string): string =>
  head
    .normalize('NFKC')
    .replace(/[(（【[].*?[)）】\]]/g, '')
    .replace(/[\s*:：、，,。]/g, '')
    .toLowerCase()

/** Which column stands where, from a row of heads; the first of two that mean the same counts. */
export const findHeads = (cells: readonly RawCell[], columns: readonly ImportColumn[]): ReadonlyMap<string, number> => {
  const places = new Map<string, number>()
  cells.forEach((cell, place) => {
    const head = bare(readText(cell))
    if (head === '') return
    const column = columns.find((one) => [one.head, ...(one.aliases ?? [])].some((name) => bare(name) === head))
    if (column && !places.has(column.id)) places.set(column.id, place)
  })
  return places
}

/** Whether a row can be the row of heads: every required column is there, or at least half of all. */
export const isHeadRow = (places: ReadonlyMap<string, number>, columns: readonly ImportColumn[]): boolean => {
  const required = columns.filter(({ required }) => required)
  return required.every(({ id }) => places.has(id)) || places.size * 2 >= columns.length
}

/** `A`, `B`, … `Z`, `AA`. */
export const letterOf = (place: number): string =>
  place < 26 ? String.fromCharCode(65 + place) : letterOf(Math.floor(place / 26) - 1) + letterOf(place % 26)

const readCell = (cell: RawCell, column: ImportColumn): { value: string } | { code: string; right: string } => {
  if (cell !== null && typeof cell === 'object' && 'fault' in cell) return { code: cell.fault, right: column.example }
  const typed = readText(cell)
  if (typed === '') return column.required ? { code: 'missing', right: column.hint } : { value: '' }
  switch (column.kind) {
    case 'day':
    case 'birthday': {
      const day = readDay(cell, column.kind)
      return day === undefined ? { code: 'no-day', right: '2025-03-07、2025/3/7 或 2025年3月7日' } : { value: day }
    }
    case 'phone': {
      const phone = readPhone(cell)
      return phone === undefined ? { code: 'no-phone', right: '11位手机号' } : { value: phone }
    }
    case 'choice': {
      const meant = column.choices?.[typed]
      return meant === undefined ? { code: 'no-choice', right: column.hint } : { value: meant }
    }
    case 'text': {
      const most = column.most ?? 200
      return [...typed].length > most ? { code: 'too-long', right: `最多${most}字` } : { value: typed }
    }
  }
}

/** A row read by its columns: its values, and everything wrong with it at once. */
export const readRow = (
  row: number,
  cells: readonly RawCell[],
  places: ReadonlyMap<string, number>,
  columns: readonly ImportColumn[],
): { readonly read: ReadRow; readonly faults: readonly RowFault[] } => {
  const faults: RowFault[] = []
  const values: Record<string, string> = {}
  for (const column of columns) {
    const place = places.get(column.id)
    const cell = place === undefined ? null : (cells[place] ?? null)
    const found = readCell(cell, column)
    if ('value' in found) values[column.id] = found.value
    else
      faults.push({
        row,
        cell: place === undefined ? String(row) : `${letterOf(place)}${row}`,
        head: column.head,
        code: found.code,
        value: readText(cell).slice(0, 60),
        right: found.right,
      })
  }
  return { read: { row, values }, faults }
}
