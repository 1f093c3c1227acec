import { Readable } from 'node:stream'

/*
 * One who watches a talk. For whoever is slow nothing is kept: only the last stand matters, and it is said whole as soon as they
 * take something again. Whoever takes nothing for a minute is not there any more.
 */

/** What may lie ready for one watcher, in bytes; one event more than that at most. */
const READY_BYTES = 4_096
const STALLED_MS = 60_000

export type Watcher = {
  readonly out: Readable
  /** Says what has changed. */
  readonly say: (text: string) => void
  /** Something for proxies, which cut what is quiet. */
  readonly beat: () => void
  /** Ends it when its time is up, and cuts it when it has taken nothing for too long. `time`: ms. */
  readonly look: (time: number) => void
  readonly end: () => void
}

/** `first`: what is said at once; `latest`: how it stands as a whole, for one who missed something; `endsAt`: ms. */
export const openWatcher = (
  first: string,
  latest: () => string,
  endsAt: number,
  now: () => number = Date.now,
): Watcher => {
  let [ready, missed, over] = [true, false, false]
  let stalledAt: number | null = null
  const push = (text: string) => {
    ready = out.push(text)
    stalledAt = ready ? null : (stalledAt ?? now())
  }
  const say = (text: string) => {
    if (over) return
    if (ready) push(text)
    else missed = true
  }
  const out = new Readable({
    highWaterMark: READY_BYTES,
    read: () => {
      ready = true
      stalledAt = null
      if (!missed) return
      missed = false
      say(latest())
    },
  })
  const end = () => {
    if (over) return
    over = true
    // what is still to be said would wait for one who takes nothing
    if (ready) out.push(null)
    else out.destroy()
  }
  say(first)
  return {
    out,
    say,
    beat: () => {
      if (ready && !over) push(': beat\n\n')
    },
    look: (time) => {
      if (stalledAt !== null && time - stalledAt > STALLED_MS) out.destroy()
      else if (time > endsAt) end()
    },
    end,
  }
}
