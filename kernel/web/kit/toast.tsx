import { useEffect, useState } from 'react'

type Said = { id: number; words: string }
let said: Said[] = []
let last = 0
const listeners = new Set<() => void>()
const tell = () => {
  for (const listen of listeners) listen()
}

/** Says a short thing for `ms` (default 6,000) at the foot of the screen and to screen readers. */
export const toast = (words: string, ms = 6000): void => {
  const id = ++last
  said = [...said, { id, words }]
  tell()
  setTimeout(() => {
    said = said.filter((one) => one.id !== id)
    tell()
  }, ms)
}

/** Where toasts appear; the Shell holds one. The live region is there from the start, or nothing would be read out. */
export const Toasts = () => {
  const [shown, show] = useState(said)
  useEffect(() => {
    const listen = () => show(said)
    listeners.add(listen)
    return () => {
      listeners.delete(listen)
    }
  }, [])
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((one) => (
        <p key={one.id}>{one.words}</p>
      ))}
    </div>
  )
}
