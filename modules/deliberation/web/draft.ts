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

/** Keeps a draft on this device. */
export const keepDraft = (key: string, values: object): void => {
  try {
    localStorage.setItem(keyOf(key), JSON.stringify(values))
  } catch {}
}

/** What was typed before, or `initial`. */
export const readDraft = read

/** Something that is being typed, kept as it grows; `drop` when it has been sent. */
export const useDraft = <V extends object>(key: string, initial: V) => {
  const [values, set] = useState(() => read(key, initial))
  // at once, not after the next picture: a phone is put away in the middle of a word
  useLayoutEffect(() => {
    if (values !== initial) keepDraft(key, values)
  }, [key, values])
  const drop = () => {
    set(initial)
    dropDraft(key)
  }
  return { values, change: (part: Partial<V>) => set((before) => ({ ...before, ...part })), drop }
}
