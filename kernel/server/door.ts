import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

export type DoorState = 'starting' | 'open' | 'draining'

/** The way in: answers from the first moment, lets requests through once there is somebody, and empties before it closes. */
export type Door = {
  readonly server: Server
  readonly state: () => DoorState
  /** Listens; a taken port rejects. */
  readonly listen: (port: number, host: string) => Promise<void>
  /** From now on requests are the application's. */
  readonly admit: (handle: RequestListener) => void
  /** Says that it is not ready any more; requests go on. */
  readonly dismiss: () => void
  /** Takes no new connection, waits for what is under way, at most `ms`; answers how many requests were cut. */
  readonly close: (ms: number) => Promise<number>
}

const refuse = (request: IncomingMessage, response: ServerResponse): void => {
  const alive = request.url === '/healthz'
  response.writeHead(alive ? 200 : 503, {
    'content-type': alive || request.url === '/readyz' ? 'application/json' : 'application/problem+json',
    'cache-control': 'no-store',
    ...(alive ? {} : { 'retry-after': '2' }),
  })
  if (alive) response.end('{"ok":true}')
  else if (request.url === '/readyz') response.end('{"ready":false,"why":"starting"}')
  else response.end('{"type":"/problems/starting","status":503}')
}

const isStream = (response: ServerResponse): boolean =>
  String(response.getHeader('content-type') ?? '').startsWith('text/event-stream')

/** Opens a door that nobody stands behind yet. */
export const openDoor = (): Door => {
  let state: DoorState = 'starting'
  let handle: RequestListener = refuse
  const under = new Set<ServerResponse>()
  // whoever keeps a connection open is asked to come back on another: this one is going
  const sendOff = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('connection', 'close')
  }
  const dismiss = () => {
    state = 'draining'
    for (const response of under) sendOff(response)
  }
  const server = createServer({ requestTimeout: 30_000, keepAliveTimeout: 72_000 }, (request, response) => {
    under.add(response)
    response.once('close', () => under.delete(response))
    if (state === 'draining') sendOff(response)
    handle(request, response)
  })
  return {
    server,
    state: () => state,
    listen: async (port, host) => {
      server.listen(port, host)
      await once(server, 'listening')
    },
    admit: (app) => {
      handle = app
      if (state === 'starting') state = 'open'
    },
    dismiss,
    close: async (ms) => {
      dismiss()
      if (!server.listening) return 0
      const closed = new Promise<void>((done) => server.close(() => done()))
      const until = Date.now() + ms
      while (under.size > 0 && Date.now() < until) {
        // streams never end by themselves; their readers come again to whoever is there then
        for (const response of under) if (isStream(response)) response.end()
        server.closeIdleConnections()
        await Promise.race([closed, sleep(50)])
      }
      const cut = under.size
      server.closeAllConnections()
      await closed
      return cut
    },
  }
}
