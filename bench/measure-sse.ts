import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { uuidv7 } from '@gongzhi/kernel/ids.ts'
import { startEmbeddedPostgres } from '@gongzhi/kernel/server/embedded-postgres.ts'
import { newToken, tokenHash } from '@gongzhi/kernel/server/session.ts'
import { asOwner, urlFor } from './databases.ts'
import type { Figure } from './print.ts'
import { startServer } from './server-process.ts'
import { COUNTY } from './sign-in.ts'
import { addListeners, freshDatabase, tellAll } from './store-sse.ts'

const SUBSCRIBERS = 2_000
const SINGLES = 200
/** Streams opened at the same moment: more would measure the accept queue. */
const AT_ONCE = 100

type Stream = { readonly account: string; readonly socket: Socket; heard: number; at: number }

const freshId = () => uuidv7(Date.now(), randomBytes(10))
const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0
const sorted = (all: readonly number[]) => [...all].sort((a, b) => a - b)

const open = (port: number, account: string, token: string, onEvent: (stream: Stream) => void): Promise<Stream> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const stream: Stream = { account, socket, heard: 0, at: 0 }
    socket.once('error', reject)
    socket.write(`GET /api/notices/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: gongzhi=${token}\r\n\r\n`)
    socket.on('data', (chunk) => {
      const events = chunk.toString('latin1').split('event: unread').length - 1
      if (events === 0) return
      stream.heard += events
      stream.at = performance.now()
      onEvent(stream)
      resolve(stream)
    })
    socket.once('close', () => reject(new Error(`a stream closed after ${stream.heard} events`)))
  })

/** Until `done` says so; ten seconds at most. */
const until = async (done: () => boolean): Promise<void> => {
  for (const since = performance.now(); !done(); ) {
    if (performance.now() - since > 10_000) throw new Error('not everybody was told within ten seconds')
    await new Promise((tick) => setTimeout(tick, 5))
  }
}

/** 2,000 open screens on one server: what they weigh, how long one notice to all takes, and one to each of some. */
export const measureSse = async (cache: string, say: (line: string) => void): Promise<Figure[]> => {
  const postgres = await startEmbeddedPostgres({ dir: join(cache, 'postgres'), log: say })
  const url = urlFor(postgres.url, 'bench_sse')
  try {
    await asOwner(postgres.url, (client) => freshDatabase(client, 'bench_sse'))
    const server = await startServer({ DATABASE_URL: url, DATA_DIR: join(cache, 'data-sse'), DEMO: '1' })
    const streams: Stream[] = []
    try {
      return await asOwner(url, async (client) => {
        const people = Array.from({ length: SUBSCRIBERS }, () => {
          const token = `${COUNTY}.${newToken()}`
          return { account: freshId(), session: freshId(), token, hash: tokenHash(token) }
        })
        await addListeners(client, COUNTY, people)
        const before = server.memory().now
        const opening = performance.now()
        for (let n = 0; n < people.length; n += AT_ONCE)
          streams.push(
            ...(await Promise.all(
              people
                .slice(n, n + AT_ONCE)
                .map(({ account, token }) => open(server.port, account, token, () => undefined)),
            )),
          )
        const openMs = performance.now() - opening
        const held = server.memory().now - before
        say(`${streams.length} streams in ${openMs.toFixed(0)} ms, ${held} MB`)

        const told = (list: readonly Stream[]) => list.map(({ account }) => ({ id: freshId(), account }))
        const all: number[] = []
        for (let round = 0; round < 3; round++) {
          const heard = streams.map((stream) => stream.heard)
          await tellAll(client, COUNTY, told(streams))
          const committed = performance.now()
          await until(() => streams.every((stream, n) => stream.heard > (heard[n] ?? 0)))
          all.push(...streams.map((stream) => Math.max(0, stream.at - committed)))
        }
        const one: number[] = []
        for (let n = 0; n < SINGLES; n++) {
          const stream = streams[(n * 7) % streams.length]
          if (!stream) continue
          const { heard } = stream
          await tellAll(client, COUNTY, told([stream]))
          const committed = performance.now()
          await until(() => stream.heard > heard)
          one.push(Math.max(0, stream.at - committed))
        }
        const figures: Figure[] = [
          { name: 'sse-open', value: (streams.length / openMs) * 1000, unit: 'streams/s' },
          { name: `sse-${SUBSCRIBERS}-memory`, value: held, unit: 'MB' },
          { name: `sse-${SUBSCRIBERS}-all-p50`, value: quantile(sorted(all), 0.5), unit: 'ms' },
          { name: `sse-${SUBSCRIBERS}-all-p99`, value: quantile(sorted(all), 0.99), unit: 'ms' },
          { name: `sse-${SUBSCRIBERS}-one-p50`, value: quantile(sorted(one), 0.5), unit: 'ms' },
          { name: `sse-${SUBSCRIBERS}-one-p99`, value: quantile(sorted(one), 0.99), unit: 'ms' },
        ]
        for (const { socket } of streams) socket.removeAllListeners('close').destroy()
        return figures
      })
    } finally {
      for (const { socket } of streams) socket.removeAllListeners('close').destroy()
      await server.stop()
    }
  } finally {
    await postgres.stop()
  }
}
