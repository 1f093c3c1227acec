import { newId } from '../call.ts'
import { alone } from './alone.ts'
import { openDatabase } from './database.ts'
import { openEngine, type Photo } from './engine.ts'
import { aheadOf, type Item, isUnsent, type NewItem, NOBODY } from './item.ts'
import { post } from './post.ts'
import { putUp } from './sign.ts'
import { idbStore } from './store-idb.ts'
import { memoryStore } from './store-memory.ts'

const DAY = 86_400_000
/** How long a receipt stays on the device; without an account it opens the matter to whoever holds the phone. */
const KEPT = { mine: 30 * DAY, nobodys: 3 * DAY }

/** Where the browser can, it wakes the service worker when there is a signal, though no page is open any more. */
const askToSync = async () => {
  try {
    const worker = await navigator.serviceWorker?.getRegistration()
    if (worker && 'sync' in worker)
      await (worker.sync as { register: (tag: string) => Promise<void> }).register('outbox')
  } catch {
    // not here: it goes out when a page is opened
  }
}

/** Opens the outbox of this device in a page: IndexedDB where there is one, the page's memory where there is none. */
export const openOutbox = async () => {
  const lasting = await openDatabase().then(
    () => true,
    () => false,
  )
  const store = lasting ? idbStore(openDatabase) : memoryStore()
  let me = (lasting && (await (await openDatabase()).get('notes', 'me'))) || NOBODY
  const arrived = new Set<(item: Item) => void>()
  const changed = new Set<(signIn: boolean) => void>()
  // whoever waits for an item itself says what became of it
  const awaited = new Set<string>()
  let known: readonly Item[] = []

  const look = async () => {
    const items = await store.list()
    const mine = items.filter(({ account }) => account === me)
    const before = new Map(known.map((item) => [item.id, item]))
    known = mine
    putUp({
      items: mine,
      sending: engine.sending(),
      others: items.filter((item) => item.account !== me && item.account !== NOBODY && isUnsent(item)).length,
      signIn: engine.hasEnded(me),
      lasting,
    })
    for (const item of mine)
      if (item.state === 'done' && before.get(item.id)?.state === 'waiting' && !awaited.has(item.id))
        for (const hear of arrived) hear(item)
    for (const hear of changed) hear(engine.hasEnded(me))
  }
  // old Safari has no channels: there, other pages learn of it when they are looked at
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel('outbox') : undefined
  const engine = openEngine({
    store,
    post,
    me: async () => me,
    now: Date.now,
    random: Math.random,
    later: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    alone,
    told: () => {
      channel?.postMessage('changed')
      void look()
    },
  })
  if (channel) channel.onmessage = () => void look()

  const wake = () => {
    if (document.visibilityState === 'visible') void engine.wake().then(look)
  }
  addEventListener('online', wake)
  addEventListener('pageshow', wake)
  document.addEventListener('visibilitychange', wake)

  const old = (item: Item) =>
    Date.now() - (item.doneAt ?? Date.now()) > (item.account === NOBODY ? KEPT.nobodys : KEPT.mine)
  for (const item of await store.list()) if (item.state === 'done' && old(item)) await store.drop(item.id)
  await look()
  void engine.wake()

  return {
    /** Keeps an item of whoever is signed in. */
    add: async (item: Omit<NewItem, 'account' | 'madeAt'>, photos: readonly Photo[]): Promise<Item> => {
      awaited.add(item.id)
      return engine.add({ ...item, account: me, madeAt: Date.now() }, photos)
    },
    /** The item once its fate is known or it has to wait; after `ms` at the latest. */
    settled: async (id: string, ms: number): Promise<Item | undefined> => {
      const until = Date.now() + ms
      const enough = new Promise((done) => setTimeout(done, ms))
      for (;;) {
        await Promise.race([engine.wake(), enough])
        const items = await store.list()
        const item = items.find((one) => one.id === id)
        const waits = item?.state === 'waiting'
        const stuck = engine.isQuiet() || engine.hasEnded(me) || (item && (aheadOf(items, item) || item.tries > 0))
        if (!waits || stuck || Date.now() >= until) {
          awaited.delete(id)
          if (waits) void askToSync()
          return item
        }
        // another window is sending
        await new Promise((done) => setTimeout(done, 200))
      }
    },
    /** Takes an unsent item out; what stood behind it may go. Undefined when it has arrived meanwhile. */
    takeBack: async (id: string): Promise<Item | undefined> => {
      const taken = await engine.takeBack(id)
      void engine.wake()
      return taken
    },
    /** Sends a refused item again with another body. */
    mend: async (id: string, body: Item['body']): Promise<void> => {
      await engine.mend(id, newId(), body)
      await engine.wake()
    },
    /** Tries everything now. */
    sendNow: engine.wake,
    photo: store.photo,
    /** Takes a receipt off this device. */
    forget: async (id: string): Promise<void> => {
      await store.drop(id)
      await look()
    },
    /** Who is here: `fresh` when the server has just said so, else as this device remembers. */
    hereIs: async (account: string, fresh: boolean): Promise<void> => {
      const other = account !== me
      me = account
      if (lasting && other) await (await openDatabase()).put('notes', account, 'me')
      if (fresh) engine.signedIn(account)
      await look()
      if (fresh) void engine.wake()
    },
    /** Somebody has signed out: their receipts go; what waits stays for them, or goes as well. */
    leave: async (account: string, clear: boolean): Promise<void> => {
      for (const item of await store.list()) {
        if (item.account !== account) continue
        if (!isUnsent(item)) await store.drop(item.id)
        else if (clear) await engine.takeBack(item.id)
      }
      await look()
    },
    /** Hears of items of mine that arrived while nobody waited for them; answers how to stop. */
    onArrived: (hear: (item: Item) => void) => {
      arrived.add(hear)
      return () => arrived.delete(hear)
    },
    /** Hears of every change, and whether what is mine waits for me to sign in. */
    onChange: (hear: (signIn: boolean) => void) => {
      changed.add(hear)
      return () => changed.delete(hear)
    },
  }
}
export type Outbox = Awaited<ReturnType<typeof openOutbox>>
