/* A list that a program wrote as text: separated by commas, tabs or semicolons, quoted as RFC 4180 has it. */

const SEPARATORS = [',', '\t', ';', '，'] as const

/** What separates the cells: whatever there is most of, outside quotes, in the first lines. */
const separatorOf = (text: string): string => {
  const head = text.slice(0, 4_000).replace(/"[^"]*"/g, '')
  const counts = SEPARATORS.map((one) => [one, head.split(one).length] as const)
  return counts.reduce((most, one) => (one[1] > most[1] ? one : most))[0]
}

/** Rows of a CSV text, empty ones included, so that the n-th is line n of the sheet. An open quote runs to the end. */
export function* rowsOfCsv(text: string): Generator<string[]> {
  const separator = separatorOf(text)
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] as string
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text[i + 1] === '"') cell += text[i++]
      else quoted = false
    } else if (letter === '"' && cell.trim() === '') {
      cell = ''
      quoted = true
    } else if (letter === separator) {
      row.push(cell)
      cell = ''
    } else if (letter === '\n' || letter === '\r') {
      if (letter === '\r' && text[i + 1] === '\n') i++
      yield [...row, cell]
      row = []
      cell = ''
    } else cell += letter
  }
  if (row.length > 0 || cell !== '') yield [...row, cell]
}
