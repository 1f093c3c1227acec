import { useLayoutEffect, useState } from 'react'

/*
 * What is being typed at a talk outlives a phone that is put away, a page read again and a battery that is changed. It lies on
 * this device until it is sent, under the subject it belongs to.
 */

const keyOf = (key: string) => `talk.${key}`

const read = <V extends object>(key: string, initial: V): V => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(key)) ?? '{}')
    return kept && typeof kept === 'object' ? { ...initial, ...kept } : initial
  } catch {
    return initial
  }
}

/** Throws a draft away: it was sent. */
export const dropDraft = (key: string): void => {
  try {
    localStorage.removeItem(keyOf(key))
  } catch {}
}

const keep = (key: string, values: object): void => {
  try {
    localStorage.setItem(keyOf(key), JSON.stringify(values))
  } catch {}
}

/** What was typed before, or `initial`. */
export const readDraft = read

/** Keeps what is being typed, with the letter: a phone is put away in the middle of a word. Without a key nothing is kept. */
export const useKept = (key: string | undefined, values: object): void =>
  // before the next picture, not after it
  useLayoutEffect(() => {
    if (key !== undefined) keep(key, values)
  }, [key, values])

/** Something that is being typed, kept as it grows; `drop` when it has been sent. */
export const useDraft = <V extends object>(key: string, initial: V) => {
  const [untouched] = useState(initial)
  const [values, set] = useState(() => read(key, untouched))
  useKept(values === untouched ? undefined : key, values)
  const drop = () => {
    set(untouched)
    dropDraft(key)
  }
  return { values, change: (part: Partial<V>) => set((before) => ({ ...before, ...part })), drop }
}
