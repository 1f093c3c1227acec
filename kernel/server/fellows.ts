import cluster from 'node:cluster'
import { LRUCache } from 'lru-cache'

/*
 * Processes of one installation on one machine. With WORKERS above one there are several; the primary counts for all and
 * passes on what one says to the others. Alone, or in a test, a process is its own fellow.
 */

type Asked = { readonly gongzhi: 'ask'; readonly id: number; readonly what: string; readonly body: unknown }
type Answered = { readonly gongzhi: 'answer'; readonly id: number; readonly body: unknown }
type Told = { readonly gongzhi: 'tell'; readonly topic: string; readonly body: unknown }
export type FellowMessage = Asked | Answered | Told

const isOurs = (message: unknown): message is FellowMessage =>
  typeof message === 'object' && message !== null && 'gongzhi' in message

const waiting = new Map<number, (body: unknown) => void>()
const ears = new Map<string, Set<(body: unknown) => void>>()
let asked = 0

if (cluster.isWorker)
  process.on('message', (message: unknown) => {
    if (!isOurs(message)) return
    if (message.gongzhi === 'answer') waiting.get(message.id)?.(message.body)
    else if (message.gongzhi === 'tell') for (const hear of ears.get(message.topic) ?? []) hear(message.body)
  })

const send = (message: FellowMessage): boolean => process.connected === true && process.send?.(message) === true

/** Asks the primary; undefined when there is none or it does not answer within `ms`. */
export const askPrimary = (what: string, body: unknown, ms = 1000): Promise<unknown> =>
  new Promise((resolve) => {
    if (!cluster.isWorker) return resolve(undefined)
    const id = ++asked
    const done = (answer: unknown) => {
      clearTimeout(late)
      waiting.delete(id)
      resolve(answer)
    }
    const late = setTimeout(done, ms, undefined)
    late.unref()
    waiting.set(id, done)
    send({ gongzhi: 'ask', id, what, body })
  })

/** Tells the other processes; they hear it within a moment, or not at all: only for what they would find out anyway. */
export const tellFellows = (topic: string, body: unknown): void => {
  if (cluster.isWorker) send({ gongzhi: 'tell', topic, body })
}

/** Hears what other processes tell. Answers how to stop. */
export const hearFellows = (topic: string, hear: (body: unknown) => void): (() => void) => {
  const all = ears.get(topic) ?? new Set()
  ears.set(topic, all.add(hear))
  return () => void all.delete(hear)
}

export type Counted = { readonly current: number; readonly ttl: number }
/** A table of counts, each good for a window from its first; ms. */
export const openCounts = (most = 100_000) => {
  const counts = new LRUCache<string, { since: number; count: number }>({ max: most })
  return (key: string, window: number, now: number): Counted => {
    const last = counts.get(key)
    const held = last && now >= last.since && now < last.since + window ? last : { since: now, count: 0 }
    held.count++
    counts.set(key, held)
    return { current: held.count, ttl: held.since + window - now }
  }
}

const here = openCounts()
/** Counts once under a key, over all processes of this machine; in `own` alone when there is no other, or the primary is silent. */
export const countTogether = async (key: string, window: number, now: number, own = here): Promise<Counted> => {
  const answer = cluster.isWorker ? await askPrimary('count', { key, window, now }, 500) : undefined
  return (answer as Counted | undefined) ?? own(key, window, now)
}
