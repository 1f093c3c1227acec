import { media } from '@gongzhi/kernel/endpoint.ts'
import { notFound, Problem } from '@gongzhi/kernel/problem.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { endpoints } from '../contract.ts'
import { totalOf } from '../rules/tally.ts'
import { publicReach } from './reading.ts'
import { standOf } from './store-live.ts'
import { openWatcher, type Watcher } from './watcher.ts'

/*
 * A talk as it goes on. Each process reads the numbers of a talk that is watched a few times a second, once for all who watch it
 * here, and says them only when they changed. No process has to tell another; a lost line costs a quarter of a second, and whoever
 * is slow misses what lies between and gets the last stand whole.
 */

const MOST = 5_000
const TICK_MS = 110
const IDLE_MS = 700
const BEAT_MS = 20_000
const LIFE_MS = 3_600_000

type Room = {
  readonly watchers: Set<Watcher>
  /** The stand as a whole. */
  said: string
  /** That the page should be read again, for one who may have missed it. */
  changed: string
  seen: string
  at: number
  timer: NodeJS.Timeout | undefined
}

const rooms = new Map<string, Room>()
let count = 0

type Stand = {
  readonly seq: number
  readonly entitled: number
  readonly present: number
  readonly votes: readonly Vote[]
}
type Vote = {
  readonly id: string
  readonly state: string
  readonly mode: string
  readonly cast: { readonly yes: number; readonly no: number; readonly abstain: number }
}

const line = (event: string, data: unknown) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** The events that say a stand: what is there, how each open vote stands, and that the page should be read again. */
const eventsOf = (now: Stand, before: Stand | undefined): string => {
  const room = { entitled: now.entitled, present: now.present }
  const tally = (vote: Vote) => ({
    vote: vote.id,
    in: totalOf(vote.cast),
    // P3: a secret vote says no more than how many lie in the urn
    counts: vote.mode === 'open' ? vote.cast : null,
  })
  const was = new Map(before?.votes.map((vote) => [vote.id, JSON.stringify(tally(vote))]))
  return [
    ...(before && before.entitled === room.entitled && before.present === room.present ? [] : [line('room', room)]),
    ...now.votes.flatMap((vote) => {
      const said = tally(vote)
      return was.get(vote.id) === JSON.stringify(said) ? [] : [line('tally', said)]
    }),
    ...(before && before.seq !== now.seq ? [line('changed', { seq: now.seq })] : []),
  ].join('')
}

const tick = async (env: Env, county: string, meeting: string, room: Room): Promise<void> => {
  let wait = IDLE_MS
  try {
    const [rows = []] = await env.db.batch({ scopes: [county], orgs: [], account: null }, [standOf(county, meeting)])
    const now = rows[0]?.stand as Stand | undefined
    if (now) {
      if (now.votes.some(({ state }) => state === 'open')) wait = TICK_MS
      const text = eventsOf(now, room.seen === '' ? undefined : (JSON.parse(room.seen) as Stand))
      room.seen = JSON.stringify(now)
      room.said = eventsOf(now, undefined)
      room.changed = line('changed', { seq: now.seq })
      if (text !== '') {
        room.at = Date.now()
        for (const watcher of room.watchers) watcher.say(text)
      }
    }
  } catch {
    // the database is away: the next turn asks again
  }
  const time = Date.now()
  if (time - room.at > BEAT_MS) {
    room.at = time
    for (const watcher of room.watchers) watcher.beat()
  }
  for (const watcher of room.watchers) watcher.look(time)
  if (room.watchers.size > 0) room.timer = setTimeout(() => void tick(env, county, meeting, room), wait)
  else rooms.delete(`${county} ${meeting}`)
}

/** Handles GET /meetings/:id/live, for anybody; 503 when this process carries as many as it can: the page polls then. */
export const live = async ({ env, actor, params, query }: Context<typeof endpoints.live>) => {
  const { county } = publicReach(actor, query.county)
  if (count >= MOST) throw new Problem(503, 'too-many-streams')
  const key = `${county} ${params.id}`
  let room = rooms.get(key)
  if (!room) {
    const [rows = []] = await env.db.batch({ scopes: [county], orgs: [], account: null }, [standOf(county, params.id)])
    if (!rows[0]?.stand) throw notFound()
    room = rooms.get(key) ?? { watchers: new Set(), said: '', changed: '', seen: '', at: Date.now(), timer: undefined }
    if (!rooms.has(key)) {
      rooms.set(key, room)
      const fresh = room
      room.timer = setTimeout(() => void tick(env, county, params.id, fresh), 0)
    }
  }
  const watched = room
  const watcher = openWatcher(
    `retry: ${1_000 + Math.floor(Math.random() * 3_000)}\n\n${watched.said}`,
    () => watched.said + watched.changed,
    Date.now() + LIFE_MS * (0.9 + Math.random() * 0.2),
  )
  const { out } = watcher
  count++
  watched.watchers.add(watcher)
  out.once('close', () => {
    if (watched.watchers.delete(watcher)) count--
  })
  return { raw: out, type: media.events, cache: 'no-store, no-transform' }
}

/** Ends every stream: before the server closes. */
export const closeLive = (): void => {
  for (const { watchers, timer } of rooms.values()) {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.end()
  }
}
