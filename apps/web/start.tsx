import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useErrorBoundary } from 'preact/hooks'
import { type ComponentType, type ReactNode, Suspense, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { Route, Router, Switch, useLocation } from 'wouter'
import { connect, type Routes } from '../../kernel/web/call.ts'
import { type Loaders, LocaleProvider, startWords } from '../../kernel/web/i18n.ts'
import { ErrorNotice, Loading, restoreSize } from '../../kernel/web/kit/index.ts'
import { isProblem } from '../../kernel/web/web-problem.ts'
import { goOffline } from './offline.ts'
import { NotFoundPage } from './pages/not-found-page.tsx'

/** A page of a face: its path (`/matters/:id`) and the lazy chunk that holds it, which gets the path's parameters. */
export type PageRoute = { path: string; page: ComponentType<never> }

// Each page names its own parameters and its path must carry them; the router hands over strings only.
const withParams = (page: PageRoute['page']) => page as unknown as ComponentType<Record<string, string | undefined>>

// After an update the old chunks are gone: a page opened from a phone's stale copy fetches the new house, once.
const renewOnce = () =>
  addEventListener('vite:preloadError', (event) => {
    if (sessionStorage.getItem('renewed') === location.pathname) return
    sessionStorage.setItem('renewed', location.pathname)
    event.preventDefault()
    location.reload()
  })

/** A page that breaks says so in its place; the frame around it stays. */
const Guarded = ({ children }: { children: ReactNode }) => {
  const [broken, tryAgain] = useErrorBoundary()
  const [path] = useLocation()
  useEffect(() => {
    if (broken) tryAgain()
  }, [path])
  if (broken) return <ErrorNotice problem={broken} onAgain={() => location.reload()} />
  return children
}

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'offlineFirst',
      staleTime: 15_000,
      // `call` has already tried three times over a bad network; an answer will not change by asking again.
      retry: (times, thrown) => times < 1 && !isProblem(thrown),
    },
    mutations: { networkMode: 'offlineFirst', retry: false },
  },
})

/** Starts one face: its words, routes, router, and the frame its pages stand in. `base` is `''` or `/work`. */
export const start = async (face: {
  base: string
  words: Loaders
  calls: Routes
  routes: readonly PageRoute[]
  frame: (page: ReactNode) => ReactNode
}) => {
  restoreSize()
  renewOnce()
  connect({ routes: face.calls })
  goOffline(face.base, queries)
  await startWords(face.words)
  const host = document.getElementById('app')
  if (!host) throw new Error('no #app')
  host.textContent = ''
  createRoot(host).render(
    <QueryClientProvider client={queries}>
      <LocaleProvider>
        <Router base={face.base}>
          {face.frame(
            <Guarded>
              <Suspense fallback={<Loading />}>
                <Switch>
                  {face.routes.map(({ path, page }) => {
                    const Page = withParams(page)
                    return (
                      <Route key={path} path={path}>
                        {(params) => <Page {...params} />}
                      </Route>
                    )
                  })}
                  <Route>
                    <NotFoundPage />
                  </Route>
                </Switch>
              </Suspense>
            </Guarded>,
          )}
        </Router>
      </LocaleProvider>
    </QueryClientProvider>,
  )
}
