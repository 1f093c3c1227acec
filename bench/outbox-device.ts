import { setImmediate as turn } from 'node:timers/promises'
import { type Delivery, type Engine, openEngine, type Photo, type Store } from '../kernel/web/outbox/engine.ts'
import { isUnsent, NOBODY } from '../kernel/web/outbox/item.ts'
import { memoryStore } from '../kernel/web/outbox/store-memory.ts'
import { webProblem } from '../kernel/web/web-problem.ts'
import type { Server } from './outbox-server.ts'

/*
 * A phone in a valley: its store lives through crashes, its clock jumps, its network loses, doubles and delays what is
 * sent, and several windows of it may be open at the same time. The sending engine in it is the real one.
 */

const never = () => new Promise<never>(() => {})
const silence = () => webProblem({ type: 'network', status: 0 })

type Signed = { readonly account: string; readonly cookie: string }
type Timer = { at: number; run: () => void; window: object }

/** Opens a phone on a server. `random` decides everything that chance decides. */
export const openDevice = (server: Server, random: () => number, startAt: number) => {
  const store = memoryStore()
  let signed: Signed | undefined
  let time = startAt
  let skew = 0
  // 0: all well, 1: nothing gets through
  let trouble = 0.4
  let timers: Timer[] = []
  /** Requests that the network still holds: they arrive when nobody waits for them any more. */
  const held: (() => Promise<unknown>)[] = []
  let holder: object | undefined
  let locks = true
  const counted = { requests: 0, lost: 0, doubled: 0, delayed: 0, crashes: 0 }

  const overTheNetwork = async (endpoint: string, delivery: Delivery): Promise<unknown> => {
    const cookie = delivery.as === NOBODY ? '' : (signed?.cookie ?? '')
    const arrive = () => server.handle(endpoint, delivery, cookie)
    counted.requests++
    if (random() >= trouble) return arrive()
    const what = random()
    if (what < 0.2) throw silence()
    if (what < 0.5) {
      counted.lost++
      await arrive().catch(() => undefined)
      throw silence()
    }
    if (what < 0.65) {
      counted.doubled++
      const [first] = await Promise.all([arrive(), arrive().catch(() => undefined)])
      return first
    }
    if (what < 0.8) {
      counted.delayed++
      held.push(arrive)
      if (random() < 0.5) return arrive()
      throw silence()
    }
    const status = [408, 425, 429, 500, 502, 503][Math.floor(random() * 6)] ?? 500
    throw webProblem({ type: 'about:blank', status, retryAfter: 1_000 })
  }

  /** One window: when it is closed in the middle of anything, nothing more comes of that. */
  const openWindow = (): { engine: Engine; kill: () => void } => {
    const window = {}
    let dead = false
    const alive =
      <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        if (dead) return never()
        const result = await work(...args)
        return dead ? never() : result
      }
    const own: Store = {
      add: alive(store.add),
      list: alive(store.list),
      change: alive(store.change),
      drop: alive(store.drop),
      photo: alive(store.photo),
      dropPhotos: alive(store.dropPhotos),
    }
    const engine = openEngine({
      store: own,
      post: (endpoint, delivery) =>
        alive(overTheNetwork)(endpoint, delivery).catch((thrown) => (dead ? never() : Promise.reject(thrown))),
      me: alive(async () => signed?.account ?? NOBODY),
      now: () => Math.round(time + skew),
      random,
      later: (ms, run) => {
        const timer = { at: time + ms, run, window }
        timers.push(timer)
        return () => {
          timers = timers.filter((one) => one !== timer)
        }
      },
      alone: async (work, wait) => {
        if (dead) return never()
        if (!locks) return work()
        while (holder) {
          if (!wait) return
          await turn()
        }
        if (dead) return never()
        holder = window
        try {
          await work()
        } finally {
          if (holder === window) holder = undefined
        }
      },
      told: () => undefined,
    })
    return {
      engine,
      kill: () => {
        dead = true
        counted.crashes++
        if (holder === window) holder = undefined
        timers = timers.filter((timer) => timer.window !== window)
      },
    }
  }

  let windows = [openWindow()]
  const current = () => windows[0]?.engine ?? openWindow().engine

  return {
    store,
    counted,
    sign: (who: Signed | undefined) => {
      signed = who
      if (who) for (const { engine } of windows) engine.signedIn(who.account)
    },
    now: () => Math.round(time + skew),
    /** Keeps what its owner has pressed; it is on the disk when this answers. */
    add: (item: Parameters<Engine['add']>[0], photos: readonly Photo[]) => current().add(item, photos),
    takeBack: (id: string) => current().takeBack(id),
    /** One thing that happens to a phone. */
    happen: async () => {
      const what = random()
      if (what < 0.35) void current().wake()
      else if (what < 0.55) {
        const next = timers.sort((a, b) => a.at - b.at).shift()
        if (next) {
          time = Math.max(time, next.at)
          next.run()
        }
      } else if (what < 0.65) {
        windows.shift()?.kill()
        if (windows.length === 0) windows = [openWindow()]
        void current().run()
      } else if (what < 0.72) skew = (random() - 0.5) * 20 * 86_400_000
      else if (what < 0.82) trouble = random() < 0.5 ? 1 : random() * 0.8
      else if (what < 0.9)
        await held
          .shift()?.()
          .catch(() => undefined)
      else if (what < 0.95 && windows.length < 2) {
        // a second window, now and then where there are no locks
        locks = random() < 0.5
        windows.push(openWindow())
        void windows[1]?.engine.run()
      } else time += random() * 3_600_000
      for (let n = Math.floor(random() * 4); n > 0; n--) await turn()
    },
    /** The valley ends: the network is good, and whatever it still held arrives. */
    comeHome: async () => {
      trouble = 0
      for (const arrive of held.splice(0)) await arrive().catch(() => undefined)
      for (const { kill } of windows.splice(0)) kill()
      locks = true
      holder = undefined
      windows = [openWindow()]
      const engine = current()
      if (signed) engine.signedIn(signed.account)
      for (let n = 0; n < 50; n++) {
        await engine.wake()
        const left = (await store.list()).filter((item) => isUnsent(item) && item.state === 'waiting')
        if (left.length === 0) break
        time += 600_000
      }
      engine.stop()
    },
  }
}
export type Device = ReturnType<typeof openDevice>
