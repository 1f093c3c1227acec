import { PassThrough } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import Excel from 'exceljs'
import type { Cell, CellKind, SheetPlan } from '../../rules/sheet.ts'
import { linesOf } from '../lines-of.ts'

/*
 * A spreadsheet from JSON lines: first the plan, then pages of rows. It is written as it comes; at no time is there more
 * than a page of it in memory.
 */

const FORMATS: Record<CellKind, string> = {
  text: '@',
  number: 'General',
  day: 'yyyy-mm-dd',
  time: 'yyyy-mm-dd hh:mm',
}
const WIDTHS: Record<CellKind, number> = { text: 16, number: 10, day: 12, time: 17 }
/** China keeps UTC+8; a sheet holds the clock on the wall, which exceljs takes from UTC. */
const ZONE = 8 * 3_600_000
/** What Excel can hold in one cell. */
const LONGEST = 32_767

const cellOf = (value: Cell, kind: CellKind): string | number | Date | null => {
  if (value === null || value === '') return null
  if (kind === 'day') return new Date(`${value}T00:00:00Z`)
  if (kind === 'time') return new Date(Date.parse(String(value)) + ZONE)
  if (kind === 'number') return Number(value)
  // what XML cannot hold is left out rather than breaking the file
  return String(value)
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .slice(0, LONGEST)
}

type Validations = { readonly add: (range: string, rule: Excel.DataValidation) => void }
/** A stream of exceljs with what still waits to be packed. */
type Packing = { readonly buffers: readonly unknown[] }

export const run = async (): Promise<void> => {
  // stdout never finishes, which the writer waits for
  const out = new PassThrough()
  out.pipe(process.stdout, { end: false })
  const book = new Excel.stream.xlsx.WorkbookWriter({
    stream: out,
    useSharedStrings: false,
    useStyles: true,
  })
  let plan: SheetPlan | undefined
  let sheet: Excel.Worksheet | undefined
  for await (const line of linesOf(process.stdin)) {
    if (line === '') continue
    if (!plan) {
      plan = JSON.parse(line) as SheetPlan
      sheet = begin(book, plan)
      continue
    }
    for (const row of JSON.parse(line) as Cell[][]) {
      sheet?.addRow(row.map((value, i) => cellOf(value, plan?.columns[i]?.kind ?? 'text'))).commit()
    }
    const packing = (sheet as unknown as { stream: Packing }).stream
    for (let waited = 0; packing.buffers.length > 2 && waited < 10_000; waited++) await turn()
  }
  sheet?.commit()
  await book.commit()
}

const begin = (book: Excel.stream.xlsx.WorkbookWriter, plan: SheetPlan): Excel.Worksheet => {
  book.views = [
    {
      x: 0,
      y: 0,
      width: 20_000,
      height: 12_000,
      firstSheet: 0,
      activeTab: plan.notes.length > 0 ? 1 : 0,
      visibility: 'visible',
    },
  ]
  if (plan.notes.length > 0) {
    const notes = book.addWorksheet('说明')
    notes.columns = [{ width: 14 }, { width: 80 }]
    for (const [label, text] of plan.notes) {
      const row = notes.addRow([label, text])
      row.getCell(1).font = { bold: true }
      row.getCell(2).alignment = { wrapText: true, vertical: 'top' }
      row.getCell(1).alignment = { vertical: 'top' }
      row.commit()
    }
    notes.commit()
  }
  const sheet = book.addWorksheet(plan.name, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: {
      orientation: 'landscape',
      paperSize: 9,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
    },
  })
  sheet.columns = plan.columns.map(({ head, kind, width }) => ({
    header: head,
    width: width ?? WIDTHS[kind],
    style: { numFmt: FORMATS[kind], alignment: { vertical: 'top' } },
  }))
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: plan.columns.length } }
  const first = sheet.getRow(1)
  for (let i = 1; i <= plan.columns.length; i++) {
    const cell = first.getCell(i)
    cell.font = { bold: true }
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEDF1F5' } }
    cell.border = { bottom: { style: 'thin', color: { argb: 'FF1B1B24' } } }
  }
  first.commit()
  for (const [i, choices] of Object.entries(plan.choices ?? {})) {
    const list = choices.join(',')
    // what Excel can hold as a list; longer ones are said on the first sheet
    if (list.length > 250) continue
    const letter = sheet.getColumn(Number(i) + 1).letter
    ;(sheet as unknown as { dataValidations: Validations }).dataValidations.add(`${letter}2:${letter}5000`, {
      type: 'list',
      allowBlank: true,
      formulae: [`"${list}"`],
    })
  }
  return sheet
}
