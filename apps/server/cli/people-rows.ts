import type { Clash, PersonRow } from '../imports/person-rows.ts'

export type Fault = { readonly line: number; readonly what: string }

const COLUMNS = {
  name: ['姓名', 'name'],
  phone: ['手机号', '手机', '电话', 'phone'],
  seat: ['区划代码', '代码', 'code', 'seat'],
  title: ['岗位', 'post', 'title'],
  from: ['任期从', '任期起', 'from'],
  until: ['任期到', '任期止', 'until'],
} as const
type Column = keyof typeof COLUMNS
type Columns = Readonly<Record<Column, number>>

/** Where each column stands, by its name in either language; or which are missing. */
export const placeColumns = (head: readonly string[]): Columns | { readonly missing: readonly string[] } => {
  const names = head.map((cell) => cell.toLowerCase())
  const found = Object.entries(COLUMNS).map(
    ([column, said]) => [column, names.findIndex((name) => (said as readonly string[]).includes(name))] as const,
  )
  const missing = found.filter(([, at]) => at < 0).map(([column]) => COLUMNS[column as Column][0])
  return missing.length > 0 ? { missing } : (Object.fromEntries(found) as Columns)
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
/** 2026/1/5 as spreadsheets write it. */
const dayOf = (text: string): string => {
  const [, year, month = '', day = ''] = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/.exec(text) ?? []
  return year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
}
const isGoodDay = (text: string): boolean => {
  try {
    return isDay(text)
  } catch {
    return false
  }
}

/** Reads one row; every fault of it at once. */
export const readRow = (line: number, cells: readonly string[], columns: Columns): PersonRow | Fault => {
  const cell = (column: Column) => (cells[columns[column]] ?? '').normalize('NFKC').trim()
  const row = {
    line,
    name: cell('name'),
    phone: cell('phone').replace(/[\s-]/g, ''),
    seat: cell('seat').padEnd(12, '0'),
    title: cell('title'),
    from: dayOf(cell('from')),
    until: dayOf(cell('until')),
  }
  const faults = [
    row.name.length < 2 || row.name.length > 40 ? '姓名 name' : '',
    /^1\d{10}$/.test(row.phone) ? '' : '手机号 phone',
    /^\d{12}$/.test(row.seat) ? '' : '区划代码 code',
    row.title === '' ? '岗位 post' : '',
    isGoodDay(row.from) ? '' : '任期从 from',
    isGoodDay(row.until) && row.until >= row.from ? '' : '任期到 until',
  ].filter((fault) => fault !== '')
  return faults.length > 0 ? { line, what: `填写不对 wrong: ${faults.join('、')}` } : row
}

const CLASHES: Readonly<Record<Clash['code'], string>> = {
  'no-post-here': '没有这个区划，或还没有岗位 no such place, or no posts there',
  'no-post': '没有这个岗位，有 no such post; there are',
  'post-filled': '已经有人 filled',
  'term-too-long': '任期超过五年 term beyond five years',
  'two-names': '同一手机号有两个姓名 one phone, two names',
}
/** What is wrong between a row and the county, in words. */
export const sayClash = ({ line, code, value, right }: Clash): Fault => ({
  line,
  what: `${CLASHES[code]}: ${value}${right ? `（${right}）` : ''}`,
})
