import { Readable } from 'node:stream'
import Excel from 'exceljs'
import { contentOf, type Entry, entriesOf } from './archive.ts'

/** What exceljs 4.4 does with one entry each; its types leave these out. */
type Parts = {
  _parseRels(entry: Readable): Promise<void>
  _parseWorkbook(entry: Readable): Promise<void>
  _parseStyles(entry: Readable): Promise<void>
  _parseSharedStrings(entry: Readable): AsyncIterable<unknown>
  _parseWorksheet(parts: Readable, number: string): Iterable<unknown>
}

const SHEET = /^xl\/worksheets\/sheet(\d+)\.xml$/

/**
 * A workbook sheet by sheet, row by row. exceljs alone takes the entries in the order of the file and believes itself at
 * the end when the last byte has gone in, so that once in some thousand files it loses the texts; and it decodes what is
 * unpacked piece by piece, which breaks a character that lies on the seam. Here the entries come by the archive's
 * directory, what the sheets refer to before the sheets, and as text.
 */
export class BookReader extends Excel.stream.xlsx.WorkbookReader {
  readonly #file: Buffer
  constructor(file: Buffer) {
    super(Readable.from([]), { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache' })
    this.#file = file
  }
  override async *parse() {
    const parts = this as unknown as Parts
    const entries = entriesOf(this.#file) ?? []
    const text = (entry: Entry): Readable => contentOf(this.#file, entry).setEncoding('utf8')
    const open = (name: string): Readable[] => entries.filter((one) => one.name === name).map(text)
    for (const entry of open('xl/_rels/workbook.xml.rels')) await parts._parseRels(entry)
    for (const entry of open('xl/workbook.xml')) await parts._parseWorkbook(entry)
    for (const entry of open('xl/styles.xml')) await parts._parseStyles(entry)
    for (const entry of open('xl/sharedStrings.xml')) yield* parts._parseSharedStrings(entry)
    for (const entry of entries) {
      const number = SHEET.exec(entry.name)?.[1]
      if (number) yield* parts._parseWorksheet(text(entry), number)
    }
  }
}
