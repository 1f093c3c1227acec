import { once } from 'node:events'
import { rowsOfCsv } from '../../rules/csv.ts'
import { MOST_COLUMNS, MOST_ROWS } from '../../rules/raw-cell.ts'

/* A CSV on stdin becomes the same JSON lines as a spreadsheet. Excel in Chinese saves it in GB 18030, other programs in UTF-8. */

const refuse = (code: string): never => {
  process.stderr.write(`refused: ${code}\n`)
  process.exit(3)
}

const ENCODINGS = ['utf-8', 'gb18030'] as const

const textOf = (file: Buffer): string => {
  const wide = file[0] === 0xff && file[1] === 0xfe
  for (const encoding of wide ? (['utf-16le'] as const) : ENCODINGS) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(file)
      return text.includes('\0') ? refuse('not-a-sheet') : text
    } catch {}
  }
  return refuse('not-a-sheet')
}

const write = async (line: unknown): Promise<void> => {
  if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain')
}

export const run = async (): Promise<void> => {
  const parts: Buffer[] = []
  for await (const part of process.stdin) parts.push(part as Buffer)
  await write({ sheet: 'CSV' })
  let line = 0
  let count = 0
  for (const row of rowsOfCsv(textOf(Buffer.concat(parts)))) {
    line++
    const cells = row.slice(0, MOST_COLUMNS).map((cell) => (cell.trim() === '' ? null : cell))
    if (cells.every((cell) => cell === null)) continue
    if (++count > MOST_ROWS) refuse('too-many-rows')
    await write([line, cells])
  }
}
