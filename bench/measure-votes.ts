import { randomBytes, randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { uuidv7 } from '@gongzhi/kernel/ids.ts'
import { startEmbeddedPostgres } from '@gongzhi/kernel/server/embedded-postgres.ts'
import { newToken, tokenHash } from '@gongzhi/kernel/server/session.ts'
import pg from 'pg'
import { asOwner, urlFor } from './databases.ts'
import type { Figure } from './print.ts'
import { startServer } from './server-process.ts'
import { addListeners, freshDatabase } from './store-sse.ts'
import { addMembers, plainBallots } from './store-votes.ts'
import { openWire, requestOf, type Wire } from './wire.ts'

/*
 * A talk with 5,000 on its roll: 500 votes a second while 2,000 people watch the count, then a whole vote from its opening to
 * the signed resolution. By the public API of the real server; members and their coming in are put there by SQL.
 */

const COUNTY = '510704'
const UNIT = '510704123206'
const VOTERS = 5_000
const WATCHERS = 2_000
const PACE = 500
const SECONDS = 5
const WIRES = 32

const freshId = () => uuidv7(Date.now(), randomBytes(10))
const quantile = (all: readonly number[], q: number): number => {
  const sorted = [...all].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0
}

type Person = { readonly account: string; readonly role: string; readonly place: string }
const cookieOf = async (base: string, role: string): Promise<string> => {
  const people = (await (await fetch(`${base}/demo/people`)).json()) as Person[]
  const account = people.find((one) => one.role === role && one.place === '石龙村')?.account
  const reply = await fetch(`${base}/demo/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account }),
  })
  return reply.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

const post = async <T>(wire: Wire, cookie: string, path: string, body: object = {}): Promise<T> => {
  const reply = await wire.ask(requestOf('POST', `/api${path}`, { cookie, key: randomUUID(), body }))
  if (reply.status !== 201) throw new Error(`${path}: ${reply.status} ${reply.body.slice(0, 300)}`)
  return JSON.parse(reply.body) as T
}

/** One who watches: when they saw which count. */
type Watcher = { readonly socket: Socket; readonly seen: { readonly in: number; readonly at: number }[] }
const watch = (port: number, meeting: string, vote: string): Promise<Watcher> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const watcher: Watcher = { socket, seen: [] }
    socket.once('error', reject)
    socket.write(`GET /api/meetings/${meeting}/live?county=${COUNTY} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`)
    socket.on('data', (chunk) => {
      resolve(watcher)
      const text = chunk.toString('latin1')
      for (const [, id, n] of text.matchAll(/"vote":"([^"]+)","in":(\d+)/g))
        if (id === vote) watcher.seen.push({ in: Number(n), at: performance.now() })
    })
  })

type Voting = { readonly cookie: string; readonly address: string }
const castAll = async (
  wires: readonly Wire[],
  vote: string,
  voters: readonly Voting[],
  due: (n: number) => number,
): Promise<number[]> => {
  const known: number[] = []
  const next = voters.entries()
  await Promise.all(
    wires.map(async (wire) => {
      for (const [n, { cookie, address }] of next) {
        const wait = due(n) - performance.now()
        if (wait > 1) await new Promise((tick) => setTimeout(tick, wait))
        const body = { choice: n % 10 === 0 ? 'no' : 'yes' }
        const reply = await wire.ask(
          requestOf('POST', `/api/votes/${vote}/ballots`, { cookie, address, key: randomUUID(), body }),
        )
        if (reply.status !== 201) throw new Error(`ballot: ${reply.status} ${reply.body.slice(0, 200)}`)
        known.push(performance.now())
      }
    }),
  )
  return known
}

/** How long it took until the count of the n-th known ballot stood on a screen, ms. */
const delays = (known: readonly number[], { seen }: Watcher): number[] => {
  const result: number[] = []
  let at = 0
  for (const [n, time] of [...known].sort((a, b) => a - b).entries()) {
    while (at < seen.length && (seen[at]?.in ?? 0) <= n) at++
    const shown = seen[at]
    if (shown) result.push(Math.max(0, shown.at - time))
  }
  return result
}

export const measureVotes = async (cache: string, say: (line: string) => void): Promise<Figure[]> => {
  const postgres = await startEmbeddedPostgres({ dir: join(cache, 'postgres'), log: say })
  const url = urlFor(postgres.url, 'bench_votes')
  try {
    await asOwner(postgres.url, (client) => freshDatabase(client, 'bench_votes'))
    const server = await startServer({ DATABASE_URL: url, DATA_DIR: join(cache, 'data-votes'), DEMO: '1' })
    const watchers: Watcher[] = []
    const wires: Wire[] = []
    try {
      return await asOwner(url, async (client) => {
        const base = `http://127.0.0.1:${server.port}/api`
        const [chair, branch] = [await cookieOf(base, 'council-chair'), await cookieOf(base, 'branch-secretary')]
        wires.push(...(await Promise.all(Array.from({ length: WIRES }, () => openWire(server.port)))))
        const [wire] = wires as [Wire]
        const people = Array.from({ length: VOTERS }, () => {
          const token = `${COUNTY}.${newToken()}`
          return { account: freshId(), session: freshId(), token, hash: tokenHash(token), member: freshId() }
        })
        await addListeners(client, COUNTY, people)
        const meetings: { id: string; topic: string }[] = []
        for (const title of ['人人都看', '从头到尾']) {
          const { id: topic } = await post<{ id: string }>(wire, branch, '/topics', {
            unit: UNIT,
            title,
            text: '压测用的议题。',
          })
          // who brings a topic does not pass it
          await client.query('UPDATE kernel.docket SET party = NULL WHERE county = $1 AND id = $2', [COUNTY, topic])
          await client.query('UPDATE deliberation.topic SET party = NULL WHERE county = $1 AND id = $2', [
            COUNTY,
            topic,
          ])
          await post(wire, branch, `/topics/${topic}/admission`)
          const { id } = await post<{ id: string }>(wire, chair, '/meetings', {
            body: `${UNIT}.council`,
            title,
            startsAt: new Date(Date.now() + 600_000).toISOString(),
            venue: '议事堂',
            venueKind: 'hall',
            agenda: [topic],
            urgent: '压测。',
          })
          await post(wire, chair, `/meetings/${id}/notice`)
          meetings.push({ id, topic })
        }
        await addMembers(
          client,
          COUNTY,
          `${UNIT}.council`,
          meetings.map(({ id }) => id),
          people,
        )
        const voters = people.map(({ token }, n) => ({
          cookie: `gongzhi=${token}`,
          address: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
        }))
        const putToVote = async ({ id, topic }: { id: string; topic: string }) => {
          await post(wire, chair, `/meetings/${id}/opening`)
          await post(wire, chair, `/meetings/${id}/open-list`)
          await post(wire, chair, `/meetings/${id}/item`, { topic })
          await post(wire, chair, `/meetings/${id}/round`)
          const vote = randomUUID()
          await post(wire, chair, `/meetings/${id}/votes`, {
            id: vote,
            mode: 'open',
            text: '照办。',
            clauses: [{ text: '照办' }],
          })
          return vote
        }
        const [watched, whole] = meetings as [(typeof meetings)[0], (typeof meetings)[0]]

        const vote = await putToVote(watched)
        for (let n = 0; n < WATCHERS; n += 100)
          watchers.push(...(await Promise.all(Array.from({ length: 100 }, () => watch(server.port, watched.id, vote)))))
        say(`${watchers.length} watch`)
        const began = performance.now()
        const known = await castAll(wires, vote, voters.slice(0, PACE * SECONDS), (n) => began + (n / PACE) * 1000)
        const rate = known.length / ((performance.now() - began) / 1000)
        await new Promise((tick) => setTimeout(tick, 500))
        const seen = watchers.filter((_, n) => n % 20 === 0).flatMap((one) => delays(known, one))
        for (const { socket } of watchers) socket.destroy()
        say(
          `votes: ${rate.toFixed(0)}/s, seen after ${quantile(seen, 0.5).toFixed(0)} ms, p95 ${quantile(seen, 0.95).toFixed(0)} ms`,
        )

        const from = performance.now()
        const second = await putToVote(whole)
        const casting = performance.now()
        await castAll(wires, second, voters, () => 0)
        const castMs = performance.now() - casting
        await post(wire, chair, `/votes/${second}/closing`)
        const { rows } = (await (await fetch(`${base}/resolutions?unit=${UNIT}`)).json()) as { rows: { id: string }[] }
        await post(wire, chair, `/resolutions/${rows[0]?.id}/signature`)
        const wholeMs = performance.now() - from
        say(`a roll of ${VOTERS}: ${(wholeMs / 1000).toFixed(2)} s, casts ${((VOTERS / castMs) * 1000).toFixed(0)}/s`)

        const plain = await plainBallots(
          async () => {
            const one = new pg.Client(url)
            await one.connect()
            return one
          },
          WIRES,
          COUNTY,
          randomUUID(),
          people.map(({ member }) => member),
        )
        return [
          { name: 'votes-cast-watched', value: rate, unit: 'votes/s' },
          { name: `votes-watch-${WATCHERS}-p50`, value: quantile(seen, 0.5), unit: 'ms' },
          { name: `votes-watch-${WATCHERS}-p95`, value: quantile(seen, 0.95), unit: 'ms' },
          { name: 'votes-cast', value: (VOTERS / castMs) * 1000, unit: 'votes/s', plain },
          { name: `votes-roll-${VOTERS}`, value: wholeMs / 1000, unit: 's' },
        ]
      })
    } finally {
      for (const { socket } of watchers) socket.destroy()
      for (const wire of wires) wire.close()
      await server.stop()
    }
  } finally {
    await postgres.stop()
  }
}
