import { useEffect, useRef } from 'react'

/**
 * Asks again when somebody comes back to the page, and every `ms` while it is looked at: what moves in one's unit comes by the
 * live stream, this is for what moved elsewhere and for hints that were lost.
 */
export const usePolling = (again: () => unknown, ms = 300_000): void => {
  const latest = useRef(again)
  latest.current = again
  useEffect(() => {
    const ask = () => document.visibilityState === 'visible' && latest.current()
    const timer = setInterval(ask, ms)
    document.addEventListener('visibilitychange', ask)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', ask)
    }
  }, [ms])
}
