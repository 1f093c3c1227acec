import { offline, type WebProblem, webProblem } from '../web-problem.ts'
import {
  dueNext,
  type Item,
  type ItemPhoto,
  isUnsent,
  type NewItem,
  NO_SIGNAL,
  NOBODY,
  nextOf,
  photosAreGone,
  type Receipt,
  verdictOf,
} from './item.ts'

/*
 * Sends what was put into the outbox: each item once, those of one subject in order, none under another's name. Knows no
 * browser: what keeps, sends, waits and tells the time is handed in. What it does between two writes to the store may be
 * done twice after a crash; the key of the item makes the second time an echo of the first.
 */

export type Photo = { readonly id: string; readonly type: string; readonly bytes: ArrayBuffer }

/** Keeps items and their photos; each call is whole or did not happen. */
export type Store = {
  /** Adds it behind all others; the same id again changes nothing. */
  readonly add: (item: NewItem, photos: readonly Photo[]) => Promise<Item>
  /** All items in their order, without the bytes of photos. */
  readonly list: () => Promise<Item[]>
  /** Changes one; undefined when it is gone. */
  readonly change: (id: string, to: (item: Item) => Item) => Promise<Item | undefined>
  /** Removes one with its photos. */
  readonly drop: (id: string) => Promise<void>
  readonly photo: (id: string) => Promise<ArrayBuffer | undefined>
  /** Throws away the bytes of an item's photos: they have arrived. */
  readonly dropPhotos: (item: Item) => Promise<void>
}

/** One request: an act with its key, or the bytes of a photo. `as`: the account it must go out under, or `nobody`. */
export type Delivery = {
  readonly as: string
  readonly params?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly photo?: Photo
  readonly key?: string
  readonly madeAt?: number
}

export type Ports = {
  readonly store: Store
  /** Sends once and answers with the reply; throws a `WebProblem`. */
  readonly post: (endpoint: string, delivery: Delivery) => Promise<unknown>
  /** The account that is signed in as far as this device knows, or `nobody`. */
  readonly me: () => Promise<string>
  /** The device's clock, ms. */
  readonly now: () => number
  /** A number in [0, 1). */
  readonly random: () => number
  /** Does something after so many ms; answers how to call it off. */
  readonly later: (ms: number, run: () => void) => () => void
  /** Works while nobody else on this device does; `wait`: until it may, else not at all. */
  readonly alone: (work: () => Promise<void>, wait: boolean) => Promise<void>
  /** Something changed. */
  readonly told: () => void
}

const BASE = 2_000
const CAP = 300_000
/** A photo sent longer ago than this is sent anew: the server keeps unattached ones for a day. */
const STALE = 12 * 3_600_000

/** Opens the sending side of an outbox. Nothing moves before `run`. */
export const openEngine = (ports: Ports) => {
  const { store } = ports
  // the network is one for all: what fails for want of it makes everything wait
  let failures = 0
  let quietUntil = 0
  let running: Promise<void> | undefined
  let again = false
  let stopped = false
  let callOff = () => {}
  let sending: string | undefined
  // whose session the server has called ended, until somebody signs in
  const ended = new Set<string>()

  const pause = (n: number) => Math.round(Math.min(CAP, BASE * 2 ** Math.min(n, 12)) * (0.5 + ports.random() / 2))
  const change = async (item: Item, part: Partial<Item>) => {
    // what has arrived has arrived, whatever another window met meanwhile
    const changed = await store.change(item.id, (now) => (now.state === 'done' ? now : { ...now, ...part }))
    ports.told()
    return changed
  }

  const sendPhoto = async (item: Item, photo: ItemPhoto): Promise<string> => {
    const bytes = await store.photo(photo.id)
    if (!bytes) throw webProblem({ type: 'photo-lost', status: 400 })
    const { id } = (await ports.post('files.keep', {
      as: item.account,
      photo: { id: photo.id, type: photo.type, bytes },
    })) as { id: string }
    const sent = { ...photo, file: id, sentAt: ports.now() }
    await store.change(item.id, (now) => ({
      ...now,
      photos: now.photos.map((one) => (one.id === photo.id ? sent : one)),
    }))
    return id
  }

  const isFresh = ({ sentAt = 0 }: ItemPhoto) => Math.abs(ports.now() - sentAt) < STALE

  const deliver = async (item: Item): Promise<Receipt> => {
    const photos: string[] = []
    for (const photo of item.photos)
      photos.push(photo.file !== undefined && isFresh(photo) ? photo.file : await sendPhoto(item, photo))
    const { account: as, params, madeAt } = item
    const body = photos.length > 0 ? { ...item.body, photos } : item.body
    return (await ports.post(item.endpoint, { as, params, body, key: item.key, madeAt })) as Receipt
  }

  /** What an answer that is no receipt does; answers whether others may still go. */
  const fall = async (item: Item, problem: WebProblem): Promise<boolean> => {
    const tries = item.tries + 1
    const verdict = verdictOf(problem)
    switch (verdict === 'sign-in' && item.account === NOBODY ? 'refused' : verdict) {
      case 'no-answer':
        quietUntil = ports.now() + Math.max(pause(failures++), problem.retryAfter ?? 0)
        if (problem.type !== NO_SIGNAL) await change(item, { tries })
        ports.told()
        return false
      case 'sign-in':
        ended.add(item.account)
        return true
      case 'later':
        await change(item, { tries, notBefore: ports.now() + pause(tries) })
        return true
      case 'refused': {
        const gone = photosAreGone(problem) && !item.renewed && item.photos.some(({ file }) => file !== undefined)
        const { status, type, unmet, errors } = problem
        const photos = item.photos.map(({ id, type: kind }) => ({ id, type: kind }))
        await change(
          item,
          gone ? { photos, renewed: true } : { state: 'refused', tries: 0, refusal: { status, type, unmet, errors } },
        )
        return true
      }
    }
  }

  const attempt = async (item: Item): Promise<boolean> => {
    let receipt: Receipt
    sending = item.id
    ports.told()
    try {
      receipt = await deliver(item)
    } catch (thrown) {
      sending = undefined
      // where there are no locks another window may have been quicker, and thrown the photos away
      const now = (await store.list()).find(({ id }) => id === item.id)
      return now?.state === 'waiting' ? fall(item, offline(thrown)) : true
    }
    sending = undefined
    failures = 0
    await change(item, { state: 'done', receipt, doneAt: ports.now(), refusal: undefined })
    await store.dropPhotos(item)
    return true
  }

  const mayGo = async () => {
    const me = await ports.me()
    return (account: string) => account === NOBODY || (account === me && !ended.has(account))
  }

  // one at a time, and the store looked at anew each time: whoever takes an item back gets in between
  const drain = async () => {
    for (let more = true; more && !stopped; ) {
      more = false
      await ports.alone(async () => {
        const item = nextOf(await store.list(), ports.now(), await mayGo())
        more = item !== undefined && (await attempt(item))
      }, false)
    }
  }

  const schedule = async () => {
    callOff()
    if (stopped) return
    const due = dueNext(await store.list(), ports.now(), await mayGo())
    if (due === undefined) return
    const wait = Math.max(due, Math.min(quietUntil, ports.now() + CAP)) - ports.now()
    // never at once: what is due and did not go was stopped by something that takes time to pass
    callOff = ports.later(Math.max(wait, 1_000), () => void run())
  }

  const rounds = async () => {
    while (again && !stopped) {
      again = false
      // told to be quiet, and not by a clock that has since been set back
      if (quietUntil > ports.now() && quietUntil <= ports.now() + CAP) return
      await drain()
    }
  }

  /** Sends whatever may go now; answers when nothing more can. A call while it sends is joined to it. */
  const run = (): Promise<void> => {
    again = true
    if (!running) {
      const round = rounds().finally(() => {
        running = undefined
      })
      running = round
    }
    return running.then(schedule)
  }

  return {
    run,
    /** The world has changed (signal again, page in sight, a press): nothing waits any longer. */
    wake: (): Promise<void> => {
      quietUntil = 0
      return run()
    },
    /** Keeps it; it goes out with the next run. */
    add: async (item: NewItem, photos: readonly Photo[] = []): Promise<Item> => {
      const added = await store.add(item, photos)
      ports.told()
      return added
    },
    /** Whether there was no answer a moment ago, and everything waits for that reason. */
    isQuiet: (): boolean => quietUntil > ports.now(),
    /** Whether anything that may go has not gone. */
    waits: async (): Promise<boolean> => dueNext(await store.list(), ports.now(), await mayGo()) !== undefined,
    /** The item on its way right now. */
    sending: (): string | undefined => sending,
    /** Somebody has signed in: what waited for that may go. */
    signedIn: (account: string): void => {
      ended.delete(account)
    },
    /** Whether the server has called this account's session ended. */
    hasEnded: (account: string): boolean => ended.has(account),
    /** Takes an item out, unless it has arrived meanwhile; answers it as it was. */
    takeBack: async (id: string): Promise<Item | undefined> => {
      let taken: Item | undefined
      // alone, or it might be on its way in this very moment
      await ports.alone(async () => {
        const found = (await store.list()).find((item) => item.id === id)
        if (!found || !isUnsent(found)) return
        await store.drop(id)
        taken = found
      }, true)
      ports.told()
      return taken
    },
    /** Sends a refused item again, changed or not, in its old place. What was refused is over: it gets a key of its own. */
    mend: async (id: string, key: string, body: Item['body']): Promise<void> => {
      await ports.alone(async () => {
        await store.change(id, (item) =>
          item.state === 'refused'
            ? { ...item, key, body, state: 'waiting', tries: 0, notBefore: 0, refusal: undefined, renewed: undefined }
            : item,
        )
      }, true)
      ports.told()
    },
    stop: (): void => {
      stopped = true
      callOff()
    },
  }
}

export type Engine = ReturnType<typeof openEngine>
