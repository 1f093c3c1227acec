import { useEffect, useRef } from 'react'

/** Asks again every `ms` while the page is looked at, and at once when somebody comes back to it. */
export const usePolling = (again: () => unknown, ms = 30_000): void => {
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
