import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import type pg from 'pg'

/*
 * COPY in both directions over `pg`, which speaks it on the wire but has no word for it. A table flows in pieces of the
 * network's size; the socket waits while nobody takes them.
 */

type Wire = {
  readonly stream: Duplex
  query: (text: string) => void
  sendCopyFromChunk: (chunk: Buffer) => void
  endCopyFrom: () => void
  sendCopyFail: (why: string) => void
}
const MOST_WAITING = 2 ** 20

const nothing = () => undefined
/** What `pg` calls on whatever it is told to submit. */
const base = {
  handleRowDescription: nothing,
  handleDataRow: nothing,
  handlePortalSuspended: nothing,
  handleEmptyQuery: nothing,
}
const countOf = (said: { text: string }): number => Number(/^COPY (\d+)/.exec(said.text)?.[1] ?? 0)

/** `COPY … TO STDOUT`: its bytes as they come; `counted` hears the number of rows at the end. */
export async function* copyOut(
  client: pg.ClientBase,
  text: string,
  counted: (rows: number) => void,
): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let size = 0
  let ended = false
  let failure: Error | undefined
  let wake = nothing as () => void
  let wire: Wire | undefined
  client.query({
    ...base,
    submit: (connection: unknown) => {
      wire = connection as Wire
      wire.query(text)
    },
    handleCopyData: ({ chunk }: { chunk: Buffer }) => {
      // the parser uses its buffer again
      waiting.push(Buffer.from(chunk))
      size += chunk.length
      if (size > MOST_WAITING) wire?.stream.pause()
      wake()
    },
    handleCommandComplete: (said: { text: string }) => counted(countOf(said)),
    handleReadyForQuery: () => {
      ended = true
      wake()
    },
    handleError: (error: Error) => {
      failure = error
      ended = true
      wake()
    },
  } as unknown as pg.Submittable)
  try {
    for (;;) {
      const taken = waiting
      waiting = []
      size = 0
      if (taken.length > 0) yield Buffer.concat(taken)
      else if (failure) throw failure
      else if (ended) return
      else
        await new Promise<void>((resolve) => {
          wake = resolve
          wire?.stream.resume()
        })
    }
  } finally {
    wire?.stream.resume()
  }
}

/** `COPY … FROM STDIN` with the bytes of `source`; answers the number of rows. */
export const copyIn = (client: pg.ClientBase, text: string, source: AsyncIterable<Buffer>): Promise<number> =>
  new Promise((resolve, reject) => {
    let rows = 0
    let refused = false
    let broken: unknown
    const feed = async (wire: Wire) => {
      try {
        for await (const chunk of source) {
          if (refused) return
          wire.sendCopyFromChunk(chunk)
          if (wire.stream.writableNeedDrain) await once(wire.stream, 'drain')
        }
        if (!refused) wire.endCopyFrom()
      } catch (error) {
        broken = error
        wire.sendCopyFail('the source failed')
      }
    }
    client.query({
      ...base,
      submit: (connection: unknown) => (connection as Wire).query(text),
      handleCopyInResponse: (connection: unknown) => void feed(connection as Wire),
      handleCommandComplete: (said: { text: string }) => {
        rows = countOf(said)
      },
      handleReadyForQuery: () => resolve(rows),
      handleError: (error: Error) => {
        refused = true
        reject(broken ?? error)
      },
    } as unknown as pg.Submittable)
  })
