import { address } from '@gongzhi/kernel/web/call.ts'
import { useEffect, useRef, useState } from 'react'

type Tally = {
  readonly vote: string
  readonly in: number
  readonly counts: { yes: number; no: number; abstain: number } | null
}
/** What is known of a talk at this moment, beyond the page as it was read. */
export type Live = {
  readonly room: { readonly entitled: number; readonly present: number } | undefined
  readonly tallies: ReadonlyMap<string, Tally>
  /** The line is gone: the page asks again every few seconds. */
  readonly away: boolean
}
const POLL_MS = 5_000

/** A talk as it goes on: numbers as they change, `onChanged` when the page should be read again. */
export const useLive = (id: string, county: string, on: boolean, onChanged: () => void): Live => {
  const [live, setLive] = useState<Live>({ room: undefined, tallies: new Map(), away: false })
  const changed = useRef(onChanged)
  changed.current = onChanged
  useEffect(() => {
    if (!on) return undefined
    let polling = 0
    const away = (is: boolean) => {
      setLive((before) => (before.away === is ? before : { ...before, away: is }))
      clearInterval(polling)
      if (is) polling = window.setInterval(() => changed.current(), POLL_MS)
    }
    if (!('EventSource' in window)) {
      away(true)
      return () => clearInterval(polling)
    }
    const [, url] = address('deliberation.live', { params: { id }, query: { county } })
    const source = new EventSource(url)
    source.onopen = () => away(false)
    source.onerror = () => away(true)
    source.addEventListener('room', (event) =>
      setLive((before) => ({ ...before, room: JSON.parse((event as MessageEvent<string>).data) })),
    )
    source.addEventListener('tally', (event) => {
      const tally = JSON.parse((event as MessageEvent<string>).data) as Tally
      setLive((before) => ({ ...before, tallies: new Map(before.tallies).set(tally.vote, tally) }))
    })
    source.addEventListener('changed', () => changed.current())
    return () => {
      clearInterval(polling)
      source.close()
    }
  }, [id, county, on])
  return live
}
