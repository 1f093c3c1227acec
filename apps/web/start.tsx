import routes from 'virtual:routes'
import words from 'virtual:words'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ComponentType, type LazyExoticComponent, type ReactNode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { Route, Router, Switch } from 'wouter'
import { connect } from '../../kernel/web/call.ts'
import { LocaleProvider, startWords } from '../../kernel/web/i18n.ts'
import { Loading, restoreLarge } from '../../kernel/web/kit/index.ts'
import { isProblem } from '../../kernel/web/web-problem.ts'
import { NotFoundPage } from './pages/not-found-page.tsx'

/** A page of a face: its path (`/matters/:id`) and the lazy chunk that holds it, which gets the path's parameters. */
// biome-ignore lint/suspicious/noExplicitAny: each page names its own parameters; the router hands over strings only
export type PageRoute = { path: string; page: LazyExoticComponent<ComponentType<any>> }

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

/** Starts one face: words, routes, router, and the frame its pages stand in. `base` is `''` or `/work`. */
export const start = async (face: {
  base: string
  routes: readonly PageRoute[]
  frame: (page: ReactNode) => ReactNode
}) => {
  restoreLarge()
  connect({ routes })
  await startWords(words)
  const host = document.getElementById('app')
  if (!host) throw new Error('no #app')
  host.textContent = ''
  createRoot(host).render(
    <QueryClientProvider client={queries}>
      <LocaleProvider>
        <Router base={face.base}>
          {face.frame(
            <Suspense fallback={<Loading />}>
              <Switch>
                {face.routes.map(({ path, page: Page }) => (
                  <Route key={path} path={path}>
                    {(params) => <Page {...params} />}
                  </Route>
                ))}
                <Route>
                  <NotFoundPage />
                </Route>
              </Switch>
            </Suspense>,
          )}
        </Router>
      </LocaleProvider>
    </QueryClientProvider>,
  )
}
