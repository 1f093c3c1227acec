import type { FieldError, WebProblem } from '../web-problem.ts'

/** Whose an item is when nobody is signed in. Such a one goes out without any session, whoever has signed in since. */
export const NOBODY = 'nobody'

/** A photo of an item: its bytes stand beside it in the store; `file` is the server's id once it has arrived. */
export type ItemPhoto = { readonly id: string; readonly type: string; readonly file?: string; readonly sentAt?: number }

/** What the server said no to, as it said it. */
export type Refusal = {
  readonly status: number
  readonly type: string
  readonly unmet: readonly string[]
  readonly errors: readonly FieldError[]
}

/** What an act answers with; `code` where a matter was reported. */
export type Receipt = { readonly id: string; readonly number: string; readonly at: string; readonly code?: string }

/** What somebody asked to be sent. */
export type NewItem = {
  /** UUIDv7 made on this device. */
  readonly id: string
  /** Whose session it may go out under, or `nobody`. */
  readonly account: string
  /** What it is about: items of one subject go out one after the other, in the order they were made. */
  readonly subject: string
  readonly endpoint: string
  readonly params?: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
  /** When it was made, ms, by the clock of this device. */
  readonly madeAt: number
  /** What its maker knows it by: the matter's title, or the first words of a report. */
  readonly title: string
  /** The number of the matter it is about, when it has one. */
  readonly number?: string
  /** The page on which it can be written anew; what that page needs for it. */
  readonly draft?: unknown
}

/** `waiting` to be sent, `refused` and parked, or `done`: it has its receipt. */
export type Item = NewItem & {
  readonly order: number
  /** The Idempotency-Key: the id, until it is mended after a refusal. */
  readonly key: string
  readonly photos: readonly ItemPhoto[]
  readonly state: 'waiting' | 'refused' | 'done'
  /** How often it went out without an answer. Above 0 it may have arrived. */
  readonly tries: number
  /** Not sent again before, ms. */
  readonly notBefore: number
  readonly refusal?: Refusal
  readonly receipt?: Receipt
  readonly doneAt?: number
  /** Its photos were sent once more because the server had thrown them away. */
  readonly renewed?: true
}

/** Whether it still has to arrive. */
export const isUnsent = (item: Item): boolean => item.state !== 'done'

/** What stands before an item of the same subject and has not arrived; undefined when it may go. */
export const aheadOf = (items: readonly Item[], item: Item): Item | undefined =>
  items.find(
    (one) => one.subject === item.subject && one.account === item.account && one.order < item.order && isUnsent(one),
  )

// A clock set back by days must not hold an item for days.
const LONGEST = 600_000
const isDue = ({ notBefore }: Item, now: number) => notBefore <= now || notBefore > now + LONGEST

/** The next item that may go out now: the oldest whose subject has nothing before it. `items` in their order. */
export const nextOf = (items: readonly Item[], now: number, mayGo: (account: string) => boolean): Item | undefined =>
  items.find((item) => item.state === 'waiting' && mayGo(item.account) && isDue(item, now) && !aheadOf(items, item))

/** When the next waiting item comes due, ms; undefined when none does by itself. */
export const dueNext = (
  items: readonly Item[],
  now: number,
  mayGo: (account: string) => boolean,
): number | undefined => {
  const waiting = items.filter(({ state, account }) => state === 'waiting' && mayGo(account))
  const due = waiting.filter((item) => !aheadOf(items, item)).map(({ notBefore }) => Math.min(notBefore, now + LONGEST))
  return due.length > 0 ? Math.min(...due) : undefined
}

/** The type of a problem that says: there was no network at all, so nothing has left this device. */
export const NO_SIGNAL = 'no-signal'

/** What an answer means for the item that got it. */
export type Verdict =
  /** No answer, or nobody there to give one: everything waits. */
  | 'no-answer'
  /** The session has ended, or is another person's. */
  | 'sign-in'
  /** This item alone is tried again later. */
  | 'later'
  /** Said no: parked until its maker has looked at it. */
  | 'refused'

/** Reads an answer that is not a receipt. */
export const verdictOf = ({ status }: WebProblem): Verdict => {
  if (status === 0 || status === 429 || (status >= 502 && status <= 504)) return 'no-answer'
  if (status === 401) return 'sign-in'
  if (status === 408 || status === 425 || status >= 500) return 'later'
  return 'refused'
}

/** The server no longer has the photos: what nobody attached within a day is swept away. */
export const photosAreGone = ({ status, errors }: WebProblem): boolean =>
  status === 400 && errors.some(({ pointer }) => pointer.startsWith('/body/photos'))
