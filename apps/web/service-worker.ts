/// <reference lib="webworker" />
import routes from 'virtual:routes'
import { connect } from '../../kernel/web/call.ts'
import { alone } from '../../kernel/web/outbox/alone.ts'
import { openDatabase } from '../../kernel/web/outbox/database.ts'
import { openEngine } from '../../kernel/web/outbox/engine.ts'
import { NOBODY } from '../../kernel/web/outbox/item.ts'
import { post } from '../../kernel/web/outbox/post.ts'
import { idbStore } from '../../kernel/web/outbox/store-idb.ts'

declare const self: ServiceWorkerGlobalScope
/** What the build has made: its version, and the assets of each face. */
declare const BUILT: { version: string; resident: string[]; work: string[] }

const face = new URL(self.location.href).searchParams.get('face') === 'work' ? 'work' : 'resident'
const page = face === 'work' ? '/work' : '/'
const mine = `shell-${face}-`
const cacheName = mine + BUILT.version
/** A page left open through two updates still finds the parts it was built with. */
const KEPT = 3
/** A weak network gets so long to bring the page; then the kept one opens, ms. */
const PATIENCE = 4_000

const assetsIn = (html: string) => [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '')

const keepShell = async () => {
  const cache = await caches.open(cacheName)
  // The page with its headers: its policy names the hashes of its own styles.
  const shell = await fetch(page, { cache: 'no-store', credentials: 'same-origin' })
  if (!shell.ok) throw new Error(`no page: ${shell.status}`)
  const html = await shell.clone().text()
  await cache.put(page, shell)
  const wanted = [...new Set([...assetsIn(html), ...BUILT[face]])]
  // what an earlier version fetched is the same: the name of an asset follows from what is in it
  const missing: string[] = []
  for (const path of wanted) {
    const found = await caches.match(path, { ignoreVary: true })
    if (found) await cache.put(path, found)
    else missing.push(path)
  }
  await cache.addAll(missing)
}

const forgetOld = async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith(mine) && name !== cacheName)
  for (const name of names.slice(0, Math.max(0, names.length - (KEPT - 1)))) await caches.delete(name)
}

const within = (ms: number) => new Promise<undefined>((done) => setTimeout(done, ms, undefined))

/** The page from the server, which is always the newest; without an answer the kept one. */
const openPage = async (request: Request): Promise<Response> => {
  const asked = fetch(request)
  const kept = async () => (await caches.open(cacheName)).match(page, { ignoreVary: true })
  const first = await Promise.race([asked.catch(() => undefined), within(PATIENCE)])
  // 502 to 504: a gateway with nobody behind it
  if (first && first.status < 502) return first
  return (await kept()) ?? first ?? asked
}

/** An asset: its name says what is in it, so any kept one is right. */
const openAsset = async (request: Request): Promise<Response> => {
  const found = await caches.match(request, { ignoreVary: true })
  if (found) return found
  const reply = await fetch(request)
  if (reply.ok) await (await caches.open(cacheName)).put(request, reply.clone())
  return reply
}

self.addEventListener('install', (event) => {
  // no page is broken by it: old parts stay at hand
  event.waitUntil(keepShell().then(() => self.skipWaiting()))
})
self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOld().then(() => self.clients.claim()))
})
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate' && !pathname.startsWith('/api/')) event.respondWith(openPage(request))
  else if (pathname.startsWith('/assets/')) event.respondWith(openAsset(request))
})
self.addEventListener('message', ({ data }) => {
  const paths: unknown = data?.keep
  if (!Array.isArray(paths)) return
  void caches.open(cacheName).then(async (cache) => {
    for (const path of paths)
      if (typeof path === 'string' && !(await caches.match(path, { ignoreVary: true })))
        await cache.add(path).catch(() => undefined)
  })
})

/** Where the browser can, what waits goes out though no page is open. */
const sendWaiting = async () => {
  connect({ routes })
  const engine = openEngine({
    store: idbStore(openDatabase),
    post,
    me: async () => (await (await openDatabase()).get('notes', 'me')) ?? NOBODY,
    now: Date.now,
    random: Math.random,
    later: () => () => undefined,
    alone,
    told: () => new BroadcastChannel('outbox').postMessage('changed'),
  })
  await engine.wake()
  if (await engine.waits()) throw new Error('still waiting')
}
self.addEventListener('sync', (event) => {
  // not in every browser, so not in the types
  const { tag, waitUntil } = event as unknown as { tag?: string; waitUntil: (work: Promise<void>) => void }
  if (tag === 'outbox') waitUntil.call(event, sendWaiting())
})
