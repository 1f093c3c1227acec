import { dayNumber, isoDay } from '@gongzhi/kernel/clock.ts'
import type { RawCell } from './raw-cell.ts'

/* Cells of real ledgers: what a hand typed into Excel over ten years, in whatever shape. */

/** Days of Excel's calendar begin here: serial 1 is 1900-01-01, and it believes in a 29 February 1900. */
const EPOCH = dayNumber('1899-12-30')
const FIRST = { day: '1990-01-01', birthday: '1900-01-01' } as const
const LAST = '2060-12-31'

const iso = (year: number, month: number, day: number): string | undefined => {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const at = Date.parse(`${text}T00:00:00Z`)
  // 31 April would roll over into May
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? undefined : text
}

const SHAPES = [
  // 2025-03-07, 2025/3/7, 2025.3.7, 2025年3月7日, 2025 年 3 月 7 号, with a time behind or without
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[\sT].*)?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
]

/** A day as ISO from any of its shapes; undefined when it is none, or lies outside 1990–2060 (a birthday: 1900–2060). */
export const readDay = (cell: RawCell, of: keyof typeof FIRST = 'day'): string | undefined => {
  let found: string | undefined
  if (typeof cell === 'number') {
    if (Number.isFinite(cell) && cell >= 1 && cell < 100_000) found = isoDay(EPOCH + Math.floor(cell))
    // a day typed as a figure: 20250307
    else if (Number.isInteger(cell)) return readDay(String(cell), of)
  } else if (typeof cell === 'string') {
    const typed = cell.normalize('NFKC').trim()
    const match = SHAPES.map((shape) => shape.exec(typed)).find((one) => one !== null)
    if (match) found = iso(Number(match[1]), Number(match[2]), Number(match[3]))
    // a serial that lost its format and became a text
    else if (/^\d{5}(\.\d+)?$/.test(typed)) found = isoDay(EPOCH + Math.floor(Number(typed)))
  } else if (cell !== null && 'at' in cell) found = cell.at.slice(0, 10)
  return found !== undefined && found >= FIRST[of] && found <= LAST ? found : undefined
}

/** A text as somebody meant it: figures without exponents, days in words of their own, spaces around taken off. */
export const readText = (cell: RawCell): string => {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell.replaceAll('\u00a0', ' ').trim()
  if (typeof cell === 'number') return Number.isInteger(cell) ? BigInt(cell).toString() : String(cell)
  return 'at' in cell ? cell.at.slice(0, 10) : ''
}

/** A mobile number from `138 0013 8000`, `+86-13800138000`, `138-0013-8000`; undefined when it is none. */
export const readPhone = (cell: RawCell): string | undefined => {
  const digits = readText(cell)
    .normalize('NFKC')
    .replace(/[\s()—–-]/g, '')
    .replace(/^(\+|00)?86(?=1\d{10}$)/, '')
  return /^1\d{10}$/.test(digits) ? digits : undefined
}
