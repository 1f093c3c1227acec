import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

/** Whether the bytes are UTF-8 (a letter cut at the end does not count against it): what Excel saves in China often is not. */
const encodingOf = async (file: string): Promise<string> => {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0)
    new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead), { stream: true })
    return 'utf-8'
  } catch {
    return 'gb18030'
  } finally {
    await handle.close()
  }
}

async function* lettersOf(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(await encodingOf(file))
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>)
    yield* decoder.decode(chunk, { stream: true })
  yield* decoder.decode()
}

/** Rows of a CSV file (RFC 4180; UTF-8 or GB 18030), each with the line it begins at; empty lines are left out. */
export async function* rowsOfCsv(file: string): AsyncGenerator<{ line: number; cells: string[] }> {
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let closed = false
  let line = 1
  let begun = 1
  const next = () => {
    cells.push(cell.trim())
    cell = ''
    closed = false
  }
  for await (const letter of lettersOf(file)) {
    if (quoted && letter !== '"') cell += letter
    else if (letter === '"') {
      // a quote after a closing one is a quote of the text
      if (!quoted && closed) cell += '"'
      closed = quoted
      quoted = !quoted
    } else if (letter === ',') next()
    else if (letter === '\n') {
      next()
      if (cells.some((one) => one !== '')) yield { line: begun, cells }
      cells = []
      begun = line + 1
    } else if (letter !== '\r' && letter !== '\uFEFF') cell += letter
    if (letter === '\n') line++
  }
  next()
  if (cells.some((one) => one !== '')) yield { line: begun, cells }
}

/** One row as CSV; text that a spreadsheet would take for a formula is kept text. */
export const csvRow = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`).join(',')}\n`
