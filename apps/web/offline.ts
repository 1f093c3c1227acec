import { hashKey, type QueryClient } from '@tanstack/react-query'
import { makeCall } from '../../kernel/web/call.ts'
import { t } from '../../kernel/web/i18n.ts'
import { keep, keepFor, keptFrom, throughKept } from '../../kernel/web/kept.ts'
import { toast } from '../../kernel/web/kit/index.ts'
import { NOBODY } from '../../kernel/web/outbox/item.ts'
import { theOutbox } from '../../kernel/web/outbox/outbox.ts'

const HOUR = 3_600_000

const accountOf = (session: unknown): string | undefined =>
  typeof session === 'object' && session !== null && 'account' in session && typeof session.account === 'string'
    ? session.account
    : undefined

/** What can be read without signal: my lists and matters, and what a report needs to be written. */
const READS = {
  who: { id: 'identity.session', accountOf },
  own: ['matters.mine', 'matters.inbox', 'matters.matter', 'notices.list'],
  anyone: [
    'matters.categories',
    'matters.duties',
    'territory.counties',
    'territory.places',
    'territory.place',
    'territory.grids',
    'territory.orgs',
    'territory.studios',
  ],
}

/** Read ahead when a face opens: without it no report could be begun in the valley. */
const AHEAD = ['matters.categories', 'territory.counties']
const ask = makeCall() as unknown as (id: string, input: object) => Promise<unknown>

// As long as a session of theirs may last: a desk's twelve hours, a month for who lives here (R19).
const lastsAt = (base: string) => (base === '/work' ? 12 * HOUR : 30 * 24 * HOUR)

const later = (run: () => void) =>
  typeof requestIdleCallback === 'function' ? requestIdleCallback(run, { timeout: 3_000 }) : setTimeout(run, 1_500)

/** Makes a face go on without signal: answers are kept, what was written goes out when it can, the shell opens anyway. */
export const goOffline = (base: string, queries: QueryClient): void => {
  const kept = () =>
    queries.getQueryCache().findAll({ predicate: ({ queryHash }) => keptFrom(queryHash) !== undefined })
  const renew = (hash: string) => void queries.invalidateQueries({ predicate: ({ queryHash }) => queryHash === hash })
  keep({ ...READS, renew, lasts: lastsAt(base) })

  // who is here decides whose answers are shown and whose items go out
  queries.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || query.queryKey[0] !== READS.who.id || query.state.status !== 'success') return
    const account = accountOf(query.state.data)
    keepFor(account)
    void theOutbox().then((outbox) => outbox.hereIs(account ?? NOBODY, keptFrom(query.queryHash) === undefined))
  })
  addEventListener('online', () => {
    for (const query of kept()) void query.invalidate()
    void queries.refetchQueries({ predicate: ({ queryHash }) => keptFrom(queryHash) !== undefined })
  })

  later(async () => {
    for (const id of AHEAD) {
      const queryFn = () => throughKept(id, {}, hashKey([id, {}]), () => ask(id, {}))
      void queries.prefetchQuery({ queryKey: [id, {}], queryFn, staleTime: HOUR })
    }
    const outbox = await theOutbox()
    outbox.onArrived((item) => {
      toast(t('kit.outbox.arrived', { what: item.title }))
      void queries.invalidateQueries({ predicate: ({ queryKey: [id] }) => String(id).startsWith('matters.') })
    })
    let ended = false
    outbox.onChange((signIn) => {
      // a session the server has called ended is asked for again: the page then offers to sign in
      if (signIn && !ended) void queries.invalidateQueries({ queryKey: [READS.who.id] })
      ended = signIn
    })
    // where nothing can be installed (WeChat on an iPhone) the outbox does without
    if (import.meta.env.PROD && 'serviceWorker' in navigator)
      void import('./installed.ts').then(({ keepShell }) => keepShell(base))
  })
  // P5: nobody is asked to install anything; who wants to finds it in the browser's own menu
  addEventListener('beforeinstallprompt', (event) => event.preventDefault())
}
