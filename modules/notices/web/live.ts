import { address } from '@gongzhi/kernel/web/call.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

/** Without a stream, or while it is away, a page asks again so often. */
const POLL_MS = 60_000
/** A page nobody looks at lets go of its stream after so long: a browser has six connections to one house, for all its tabs. */
const HIDDEN_MS = 15_000
/** Nothing said for so long after opening: something on the way holds the stream back. */
const SILENT_MS = 20_000
/** After a refusal the stream is tried again in two to four minutes. */
const again = (): number => 120_000 + Math.random() * 120_000
/** A busy unit moves many things a second; a screen is renewed once in so long. */
const GATHER_MS = 2_000

type Live = { readonly close: () => void }
type On = {
  readonly unread: (n: number) => void
  readonly inbox: () => void
  readonly poll: () => void
  readonly end: () => void
}

/** Opens what is live: a stream of events while the page is looked at, or asking again where there is none. */
const openLive = (url: string, on: On): Live => {
  let source: EventSource | undefined
  let heard = 0
  let silence = 0
  let retry = 0
  let hiding = 0
  let polling = 0
  let closed = false

  const poll = (should: boolean): void => {
    if (!should) {
      clearInterval(polling)
      polling = 0
    } else if (polling === 0)
      polling = window.setInterval(() => document.visibilityState === 'visible' && on.poll(), POLL_MS)
  }
  const drop = (): void => {
    clearTimeout(silence)
    source?.close()
    source = undefined
  }
  const refused = (): void => {
    drop()
    poll(true)
    clearTimeout(retry)
    retry = window.setTimeout(open, again())
  }
  const open = (): void => {
    if (closed || source || document.visibilityState === 'hidden') return
    if (!('EventSource' in window)) {
      poll(true)
      return
    }
    const opened = new EventSource(url)
    source = opened
    heard = 0
    const hear = (work: () => void) => (): void => {
      heard++
      poll(false)
      work()
    }
    opened.addEventListener('unread', (event) => {
      const { unread } = JSON.parse((event as MessageEvent<string>).data) as { unread: number }
      hear(() => on.unread(unread))()
    })
    opened.addEventListener('inbox', hear(on.inbox))
    opened.addEventListener('end', () => {
      refused()
      on.end()
    })
    opened.onerror = () => {
      // the browser comes back by itself after a lost line; meanwhile, and after a refusal, the page asks
      if (opened.readyState === EventSource.CLOSED) refused()
      else poll(true)
    }
    silence = window.setTimeout(() => heard === 0 && refused(), SILENT_MS)
  }
  const looked = (): void => {
    clearTimeout(hiding)
    if (document.visibilityState === 'hidden') hiding = window.setTimeout(drop, HIDDEN_MS)
    else open()
  }
  document.addEventListener('visibilitychange', looked)
  open()
  return {
    close: () => {
      closed = true
      document.removeEventListener('visibilitychange', looked)
      clearTimeout(hiding)
      clearTimeout(retry)
      poll(false)
      drop()
    },
  }
}

/** Runs at once, and then at most once in a while, the last time never lost. */
const gathered = (work: () => void): (() => void) => {
  let last = 0
  let waiting = 0
  return () => {
    if (waiting !== 0) return
    waiting = window.setTimeout(
      () => {
        waiting = 0
        last = Date.now()
        work()
      },
      Math.max(0, last + GATHER_MS - Date.now()),
    )
  }
}

/**
 * Keeps what is on the screen up to date while somebody is signed in: counts and lists of messages, what a new message is
 * about, and what waits for one's unit. Once, in the frame of a face.
 */
export const useLive = (on: boolean): void => {
  const client = useQueryClient()
  useEffect(() => {
    if (!on) return
    const renew = (...beginnings: string[]) =>
      client.invalidateQueries({
        predicate: ({ queryKey: [of] }) => beginnings.some((one) => String(of).indexOf(one) === 0),
      })
    let known: number | undefined
    const live = openLive(address('notices.stream')[1], {
      unread: (n) => {
        // the first one only says what the page has just read; fewer is what another device has read
        const before = known ?? client.getQueryData<{ unread: number }>(['notices.list', {}])?.unread
        known = n
        if (n === before) return
        renew('notices.list')
        if (before !== undefined && n > before) renew('matters.')
      },
      inbox: gathered(() => renew('matters.inbox', 'matters.matter', 'notices.receipts')),
      poll: () => renew('notices.list', 'matters.inbox', 'matters.mine', 'matters.matter'),
      end: () => renew('identity.session'),
    })
    return live.close
  }, [on, client])
}
