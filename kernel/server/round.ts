import pg from 'pg'
import utils from 'pg/lib/utils.js'
import { serialize } from 'pg-protocol'

/*
 * One round trip to PostgreSQL: any number of statements, written as one piece and answered as one piece, because a single
 * Sync stands behind them all. A Sync behind each, as the driver's own pipeline has it, costs a system call and a wake-up
 * on both sides for every statement; and what a prepared statement's columns are is asked once a connection, not each time.
 * When a statement fails, those behind it in the round are not run.
 */

/** One statement with its values; a `name` has it prepared once per connection. */
export type Statement = { readonly name?: string; readonly text: string; readonly values: readonly unknown[] }
export type Row = Record<string, unknown>
export type Answer = { readonly rows: Row[]; readonly command: string }
export type Asked = {
  readonly statement: Statement
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: Error) => void
}

type Field = { readonly name: string; readonly dataTypeID: number }
type Column = { readonly name: string; readonly read: (text: string) => unknown }
/** What the driver keeps of a connection, as far as a round needs it. */
type Connection = {
  readonly stream: { readonly write: (bytes: Buffer) => boolean }
  /** Names the server has parsed; the driver enters them when the server says so. */
  readonly parsedStatements: Record<string, string>
}

const columnsSeen = new WeakMap<Connection, Map<string, readonly Column[]>>()
const columnsOf = (connection: Connection): Map<string, readonly Column[]> => {
  const seen = columnsSeen.get(connection) ?? new Map<string, readonly Column[]>()
  columnsSeen.set(connection, seen)
  return seen
}

const instant = (value: unknown): unknown =>
  typeof value === 'string' || value === null
    ? value
    : value instanceof Date
      ? value.toISOString()
      : utils.prepareValue(value)

/** The bytes of a round; the columns of a statement are asked for when this connection has not seen them. */
const bytesOf = (asked: readonly Asked[], connection: Connection): Buffer => {
  const parsed = new Set<string>()
  const seen = columnsOf(connection)
  const parts: Buffer[] = []
  for (const { statement } of asked) {
    const { name = '', text, values } = statement
    if (name === '' || !(name in connection.parsedStatements || parsed.has(name)))
      parts.push(serialize.parse({ name, text, types: [] }))
    if (name !== '') parsed.add(name)
    parts.push(serialize.bind({ statement: name, values: values as unknown[], valueMapper: instant }))
    if (name === '' || !seen.has(name)) parts.push(serialize.describe({ type: 'P', name: '' }))
    parts.push(serialize.execute())
  }
  parts.push(serialize.sync())
  return Buffer.concat(parts)
}

/** A round as the driver takes it: it hands over what the server says, in the order of the statements. */
export const roundOf = (asked: readonly Asked[], ended: () => void) => {
  let at = 0
  let columns: readonly Column[] = []
  let rows: Row[] = []
  const answers: Answer[] = []
  let seen = new Map<string, readonly Column[]>()
  const begin = () => {
    columns = seen.get(asked[at]?.statement.name ?? '') ?? []
    rows = []
  }
  const fail = (error: Error) => {
    answers.forEach((answer, i) => {
      asked[i]?.resolve(answer)
    })
    for (const one of asked.slice(answers.length)) one.reject(error)
    ended()
  }
  return {
    /** Name and text of the statement now being answered: the driver notes them when the server has parsed it. */
    get name() {
      return asked[at]?.statement.name
    },
    get text() {
      return asked[at]?.statement.text
    },
    submit(connection: Connection) {
      let bytes: Buffer
      try {
        bytes = bytesOf(asked, connection)
      } catch (error) {
        // a value that cannot be written: nothing has been sent
        return error as Error
      }
      seen = columnsOf(connection)
      begin()
      connection.stream.write(bytes)
      return null
    },
    handleRowDescription({ fields }: { readonly fields: readonly Field[] }) {
      columns = fields.map(({ name, dataTypeID }) => ({ name, read: pg.types.getTypeParser(dataTypeID, 'text') }))
    },
    handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }) {
      const row: Row = {}
      for (let i = 0; i < columns.length; i++) {
        const column = columns[i] as Column
        const value = fields[i]
        row[column.name] = value === null || value === undefined ? null : column.read(value)
      }
      rows.push(row)
    },
    handleCommandComplete({ text }: { readonly text: string }) {
      const name = asked[at]?.statement.name
      if (name !== undefined) seen.set(name, columns)
      answers.push({ rows, command: text.split(' ', 1)[0] ?? '' })
      at++
      begin()
    },
    handleEmptyQuery() {
      this.handleCommandComplete({ text: '' })
    },
    handleReadyForQuery() {
      // ended first: what the answers lead to may already ask for the next round
      ended()
      answers.forEach((answer, i) => {
        asked[i]?.resolve(answer)
      })
    },
    handleError: fail,
  }
}
