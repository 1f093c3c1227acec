import { once } from 'node:events'
import { MOST_COLUMNS, MOST_ROWS, type RawCell } from '../../rules/raw-cell.ts'
import { faultOf } from './archive.ts'
import { BookReader } from './book-reader.ts'

/* A spreadsheet on stdin becomes JSON lines: `{"sheet": name}`, then `[row number, cells]` for every row that holds anything. */

const refuse = (code: string): never => {
  process.stderr.write(`refused: ${code}\n`)
  process.exit(3)
}

const plain = (value: unknown): RawCell => {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? '是' : '否'
  // the clock on the wall, without a zone
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? { fault: 'date' } : { at: value.toISOString().slice(0, 16) }
  if (typeof value !== 'object') return String(value)
  if ('formula' in value || 'sharedFormula' in value) return { fault: 'formula' }
  if ('error' in value) return { fault: 'error' }
  if ('richText' in value) return (value.richText as { text: string }[]).map(({ text }) => text).join('')
  if ('text' in value) return plain(value.text)
  return { fault: 'unreadable' }
}

const write = async (line: unknown): Promise<void> => {
  if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain')
}

export const run = async (): Promise<void> => {
  const parts: Buffer[] = []
  for await (const part of process.stdin) parts.push(part as Buffer)
  const file = Buffer.concat(parts)
  const fault = await faultOf(file)
  if (fault) refuse(fault)
  const reader = new BookReader(file)
  let count = 0
  try {
    for await (const sheet of reader) {
      await write({ sheet: (sheet as unknown as { name: string }).name })
      for await (const row of sheet) {
        const values = (row.values as unknown[]).slice(1, MOST_COLUMNS + 1)
        const cells = Array.from(values, plain)
        if (cells.every((cell) => cell === null || cell === '')) continue
        if (++count > MOST_ROWS) refuse('too-many-rows')
        await write([row.number, cells])
      }
    }
  } catch {
    refuse('not-a-sheet')
  }
}
