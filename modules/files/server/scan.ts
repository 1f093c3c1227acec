import { connect } from 'node:net'
import { startError } from '@gongzhi/kernel/server/start-error.ts'

/** What a scanner says: nothing found, the name of what it found, or that it could not be asked. */
export type Scanned =
  | { readonly is: 'clean' }
  | { readonly is: 'found'; readonly name: string }
  | { readonly is: 'away' }
export type Scanner = (bytes: Buffer) => Promise<Scanned>

const CHUNK = 64 * 1024

/**
 * A scanner that speaks the protocol of clamd over TCP (INSTREAM: four bytes of length before each piece, a piece of no
 * length at the end). Whatever is no plain answer within `ms` counts as away: neither clean nor found.
 */
export const clamdAt = (host: string, port: number, ms = 30_000): Scanner => {
  const ask = (bytes: Buffer): Promise<string> =>
    new Promise((done, fail) => {
      const socket = connect({ host, port })
      let answer = ''
      socket.setTimeout(ms, () => socket.destroy(new Error('no answer')))
      socket.setEncoding('utf8')
      socket.on('data', (part: string) => {
        answer += part
      })
      socket.once('error', fail)
      socket.once('close', () => done(answer))
      socket.once('connect', () => {
        socket.write('zINSTREAM\0')
        for (let at = 0; at < bytes.length; at += CHUNK) {
          const piece = bytes.subarray(at, at + CHUNK)
          const length = Buffer.alloc(4)
          length.writeUInt32BE(piece.length)
          socket.write(length)
          socket.write(piece)
        }
        socket.end(Buffer.alloc(4))
      })
    })
  return async (bytes) => {
    const answer = await ask(bytes).catch(() => '')
    const said = answer.replace(/\0/g, '').trim()
    if (said === 'stream: OK') return { is: 'clean' }
    const name = /^stream: (.+) FOUND$/.exec(said)?.[1]
    return name === undefined ? { is: 'away' } : { is: 'found', name }
  }
}

/**
 * The scanner of the settings: CLAMD_HOST is `host` or `host:port` (3310); none when it is not set. SCAN_AWAY says what
 * becomes of a file while the scanner cannot be reached: `hold` (until it has been scanned) or `accept`.
 */
export const scanFrom = (
  env: Readonly<Record<string, string | undefined>>,
): { readonly scanner?: Scanner; readonly whenAway: 'hold' | 'accept' } => {
  const [at, away] = [env.CLAMD_HOST?.trim() || undefined, env.SCAN_AWAY?.trim() || 'hold']
  const [, host, port = '3310'] = /^\[?([^\]\s/]+?)\]?(?::(\d{1,5}))?$/.exec(at ?? '') ?? []
  // a scanner that was meant and is not there must not look like none that was wanted
  const wrong = [
    ...(at !== undefined && host === undefined ? [`CLAMD_HOST=${at} (host:3310)`] : []),
    ...(away !== 'hold' && away !== 'accept' ? [`SCAN_AWAY=${away} (hold / accept)`] : []),
  ]
  if (wrong.length > 0)
    throw startError('bad-config', `wrong settings: ${wrong.join(', ')}`, { list: wrong.join('\n') })
  const whenAway = away === 'accept' ? 'accept' : 'hold'
  return host === undefined ? { whenAway } : { scanner: clamdAt(host, Number(port)), whenAway }
}
