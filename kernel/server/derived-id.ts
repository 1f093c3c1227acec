import { hash } from 'node:crypto'

/** A UUID that follows from others: what an act makes beside itself has the same id and key at every repetition. */
export const derivedId = (...parts: readonly string[]): string => {
  const h = hash('sha256', parts.join('\n'))
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-9${h.slice(17, 20)}-${h.slice(20, 32)}`
}
