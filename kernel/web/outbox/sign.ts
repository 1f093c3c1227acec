import { useEffect, useState } from 'react'
import type { Item } from './item.ts'

/** What pages show of the outbox. */
export type Sign = {
  /** Mine: unsent ones and those that have arrived lately, in their order. */
  readonly items: readonly Item[]
  /** The one on its way right now. */
  readonly sending?: string | undefined
  /** How many of other people wait on this device for their makers; nothing more is told of them. */
  readonly others: number
  /** Mine wait until I have signed in again. */
  readonly signIn: boolean
  /** Whether items outlive this page; a private window keeps nothing. */
  readonly lasting: boolean
}

let sign: Sign = { items: [], others: 0, signIn: false, lasting: true }
const listeners = new Set<() => void>()

/** Tells every page what is in the outbox now. */
export const putUp = (next: Sign): void => {
  sign = next
  for (const listen of listeners) listen()
}

/** What is in the outbox; follows it. Costs nothing until the outbox has been opened. */
export const useSign = (): Sign => {
  const [shown, show] = useState(sign)
  useEffect(() => {
    const listen = () => show(sign)
    listen()
    listeners.add(listen)
    return () => {
      listeners.delete(listen)
    }
  }, [])
  return shown
}
