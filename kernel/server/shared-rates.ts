import { countTogether, openCounts } from './fellows.ts'

type Done = (error: Error | null, counted: { current: number; ttl: number }) => void
type Store = {
  readonly incr: (key: string, done: Done, window: number) => void
  readonly child: (route: object) => Store
}

const storeOf = (name: string, own: ReturnType<typeof openCounts>): Store => ({
  incr: (key, done, window) => {
    countTogether(`${name} ${key}`, window, Date.now(), own).then(
      (counted) => done(null, { ...counted }),
      (error: Error) => done(error, { current: 0, ttl: 0 }),
    )
  },
  child: (route) => {
    const { routeInfo } = route as { routeInfo?: { method?: unknown; url?: string } }
    return storeOf(`${String(routeInfo?.method)} ${routeInfo?.url}`, own)
  },
})

/** Where rate limits are counted: over all processes. Called with `new` by the plugin. */
export const SharedRates = function sharedRates() {
  return storeOf('', openCounts())
} as unknown as new () => Store
