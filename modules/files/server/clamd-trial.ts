import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** What a text must hold to be found by the scanner for tests. */
export const MARK = 'this-part-is-a-test-virus'

/**
 * A scanner for tests, over real TCP: reads the pieces of INSTREAM as clamd does, answers `stream: OK` or what it found.
 * `most`: bytes it takes before it says that it is too much. It can be sent away and called back on the same port.
 */
export const openClamd = async (most = 25 * 1024 * 1024) => {
  let scans = 0
  const hear = (socket: Socket) => {
    let held = Buffer.alloc(0)
    let begun = false
    const taken: Buffer[] = []
    const say = (words: string) => socket.end(`${words}\0`)
    socket.on('error', () => undefined)
    socket.on('data', (part: Buffer) => {
      held = Buffer.concat([held, part])
      if (!begun) {
        const end = held.indexOf(0)
        if (end < 0) return
        if (held.subarray(0, end).toString() !== 'zINSTREAM') return say('UNKNOWN COMMAND')
        begun = true
        held = held.subarray(end + 1)
      }
      while (held.length >= 4) {
        const length = held.readUInt32BE()
        if (length === 0) {
          scans++
          return say(Buffer.concat(taken).includes(MARK) ? 'stream: Test.Mark-1 FOUND' : 'stream: OK')
        }
        if (held.length < 4 + length) return
        taken.push(held.subarray(4, 4 + length))
        held = held.subarray(4 + length)
        if (taken.reduce((sum, { length }) => sum + length, 0) > most) return say('INSTREAM size limit exceeded. ERROR')
      }
    })
  }
  let server = createServer(hear).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const leave = async () => {
    server.close()
    await once(server, 'close')
  }
  return {
    port,
    /** How many files it has looked at. */
    scans: () => scans,
    leave,
    comeBack: async () => {
      server = createServer(hear).listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
    close: async () => {
      if (server.listening) await leave()
    },
  }
}
