/*
 * What this device has seen of each county's record: the key, and how far it had come. Whoever signs with another key, or
 * shows a record that does not begin with the one of last time, is noticed here, without asking anybody.
 */

type Seen = { readonly key: string; readonly size: number; readonly root: string }

const KEY = 'record.seen'

const read = (): Record<string, Seen> => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return kept && typeof kept === 'object' ? (kept as Record<string, Seen>) : {}
  } catch {
    return {}
  }
}

export const seenOf = (county: string): Seen | undefined => read()[county]

export const remember = (county: string, seen: Seen): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...read(), [county]: seen }))
  } catch {}
}
