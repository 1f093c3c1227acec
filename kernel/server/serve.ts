import type { RequestListener, Server } from 'node:http'
import fastifyCookie from '@fastify/cookie'
import fastifyFormbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastify from 'fastify'
import type * as z from 'zod'
import { addressOf, type EndpointSpec, media } from '../endpoint.ts'
import type { FieldError } from '../problem.ts'
import { invalid, notFound, Problem, scopeMissing, signInFirst, wrongKey } from '../problem.ts'
import type { Actor } from '../reach.ts'
import type { Act } from './act.ts'
import { performAct } from './act.ts'
import type { Described } from './api-docs.ts'
import type { Caller, Context, Module, Outside, Raw, Route } from './module.ts'
import { mountOperations, type Operations } from './operations.ts'
import { mountDocs } from './serve-docs.ts'
import { mountWeb } from './serve-web.ts'
import { bearerOf, cookieOf, setCookie } from './session.ts'
import { SharedRates } from './shared-rates.ts'
import type { Env } from './subject.ts'

export type ServeOptions = Operations & {
  readonly env: Env
  readonly modules: readonly Module[]
  /** Who holds a session token; undefined when nobody does. */
  readonly whoIs: (token: string) => Promise<Caller | undefined>
  /** Whose key it is, counted against its limit; undefined when it opens nothing. */
  readonly whoseKey?: (key: string) => Promise<Caller | undefined>
  /** The caller without a session. */
  readonly visitor: Caller
  /** Folder of the built web, when there is one. */
  readonly web?: string
  readonly demo: boolean
  readonly perMinute: number
  /** Holds every reply against its schema: tests. */
  readonly strict?: boolean
  /** After a person's act, when it is committed and answered for; its subject. */
  readonly acted?: (actor: Actor, subject: string) => void
  /** Chinese for the summaries of endpoints, for `/api/docs`. */
  readonly described?: Described
  /** The server that requests come in by; default: its own. */
  readonly server?: (handle: RequestListener) => Server
  /** Whose word about the caller's address is taken: names, addresses or networks; default: this machine's. */
  readonly trustProxy?: readonly string[] | undefined
  /** One request that was answered, for the figures. */
  readonly count?: (method: string, route: string | undefined, status: number, ms: number) => void
  /** One line per request; never bodies, names or phone numbers. */
  readonly log: (line: Record<string, unknown>) => void
}

/** The general limit that endpoints' own limits are set beside: who raises it (a service hall behind one address) raises theirs. */
const GENERAL = 600

const pointerErrors = (place: string, error: z.ZodError): FieldError[] =>
  error.issues.map((issue) => ({ pointer: `/${[place, ...issue.path.map(String)].join('/')}`, code: issue.code }))

/** Every wrong field of params, query and body at once. */
const validated = (
  endpoint: EndpointSpec,
  request: FastifyRequest,
): { params: unknown; query: unknown; body: unknown } => {
  const wrong: FieldError[] = []
  const checked = (place: 'params' | 'query' | 'body') => {
    const schema = endpoint[place]
    if (!schema) return undefined
    const result = schema.safeParse(place === 'body' ? (request.body ?? {}) : request[place])
    if (result.success) return result.data
    wrong.push(...pointerErrors(place, result.error))
    return undefined
  }
  const parts = { params: checked('params'), query: checked('query'), body: checked('body') }
  if (wrong.length > 0) throw invalid(wrong)
  return parts
}

const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && 'raw' in value

const opens = (endpoint: EndpointSpec, caller: Caller, demo: boolean): boolean => {
  if (endpoint.door === 'anyone') return true
  if (endpoint.door === 'demo') return demo
  if (endpoint.door === 'key') return caller.scopes !== undefined
  if (caller.scopes !== undefined) return true
  if (caller.session === null) return false
  return endpoint.door === 'signed-in' || endpoint.door === caller.actor.kind
}

/** A POST from another site is refused: SameSite=Lax, plus Origin, plus Sec-Fetch-Site. */
const sameSite = (request: FastifyRequest): boolean => {
  if (request.method === 'GET') return true
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const { origin } = request.headers
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.headers.host)
}

/** Another system as itself where the endpoint names one of its scopes, elsewhere no more than a visitor. */
const callerOfKey = async (endpoint: EndpointSpec, key: string, o: ServeOptions): Promise<Caller> => {
  const caller = await o.whoseKey?.(key)
  if (!caller) throw wrongKey()
  const { scope, door } = endpoint
  if (scope === undefined ? door === 'key' : caller.scopes?.includes(scope)) return caller
  if (door === 'anyone') return o.visitor
  throw scopeMissing(scope ?? null)
}

const callerOf = async (endpoint: EndpointSpec, request: FastifyRequest, o: ServeOptions): Promise<Caller> => {
  const key = bearerOf(request)
  if (key !== undefined) return callerOfKey(endpoint, key, o)
  const token = endpoint.crossSite ? undefined : cookieOf(request)
  return (token ? await o.whoIs(token) : undefined) ?? o.visitor
}

const routeOfAct = (act: Act): Route => ({
  endpoint: act.endpoint,
  handle: async ({ env, actor, params, body, key, madeAt }) =>
    performAct(env, act, (params as { id: string }).id, body, { actor, key, madeAt }),
})

/** Every route of every module; acts of persons have theirs from their endpoint. */
export const routesOf = (modules: readonly Module[]): Route[] =>
  modules.flatMap((m) => [...m.routes, ...(m.acts ?? []).filter((a) => a.endpoint.path !== '').map(routeOfAct)])

const answer = (reply: FastifyReply, endpoint: EndpointSpec, result: unknown, strict: boolean) => {
  if (isRaw(result)) {
    if (strict && result.type === undefined) endpoint.reply.parse(JSON.parse(String(result.raw)))
    if (result.name !== undefined)
      reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(result.name)}`)
    reply.headers({ 'cache-control': result.cache ?? 'no-store', ...result.headers })
    if (result.etag !== undefined) {
      reply.header('etag', result.etag)
      if (reply.request.headers['if-none-match'] === result.etag) {
        if (typeof result.raw === 'object' && 'destroy' in result.raw) result.raw.destroy()
        return reply.status(304).send()
      }
    }
    return reply.type(result.type ?? 'application/json; charset=utf-8').send(result.raw)
  }
  if (strict) endpoint.reply.parse(JSON.parse(JSON.stringify(result ?? null)))
  return reply
    .header('cache-control', 'no-store')
    .status(endpoint.act && endpoint.method === 'POST' ? 201 : 200)
    .send(result ?? null)
}

const mount = (app: FastifyInstance, route: Route, o: ServeOptions) => {
  const { endpoint } = route
  app.route({
    method: endpoint.method,
    url: addressOf(endpoint),
    ...(endpoint.perMinute
      ? { config: { rateLimit: { max: Math.ceil(endpoint.perMinute * Math.max(1, o.perMinute / GENERAL)) } } }
      : {}),
    handler: async (request, reply) => {
      if (endpoint.crossSite) reply.header('access-control-allow-origin', '*')
      else if (!sameSite(request)) throw new Problem(403, 'other-site')
      // a form is what a foreign page can send without asking: taken only where a standard wants it
      if (endpoint.takes !== 'form' && request.headers['content-type']?.startsWith(media.form))
        throw new Problem(415, 'wrong-kind')
      const caller = await callerOf(endpoint, request, o)
      if (endpoint.door === 'demo' && !o.demo) throw notFound()
      // what was made earlier, on a phone without signal, never goes out under the name of whoever signed in since
      const maker = request.headers['made-by']
      if (maker !== undefined && maker !== (caller.actor.account ?? 'nobody')) throw new Problem(401, 'not-the-maker')
      if (!opens(endpoint, caller, o.demo)) throw caller.session === null ? signInFirst() : notFound()
      const key = request.headers['idempotency-key']
      if (endpoint.act && (typeof key !== 'string' || key.length < 8 || key.length > 200)) {
        throw invalid([{ pointer: '/headers/idempotency-key', code: 'missing' }])
      }
      const parts = validated(endpoint, request)
      const made = Date.parse(String(request.headers['made-at'] ?? ''))
      const context = {
        ...parts,
        env: o.env,
        caller,
        actor: caller.name === null ? caller.actor : { ...caller.actor, shown: caller.name },
        key: typeof key === 'string' ? key : '',
        madeAt: Number.isNaN(made) ? undefined : made,
        address: request.ip,
        origin: `${request.protocol}://${request.host}`,
        agent: request.headers['user-agent'],
        lastEventId: request.headers['last-event-id'],
        setSession: (fresh: string | null) => setCookie(request, reply, fresh),
        ...(Buffer.isBuffer(request.body) ? { bytes: request.body } : {}),
      } as unknown as Context<EndpointSpec>
      const result = await route.handle(context)
      const { id } = (result ?? {}) as { id?: unknown }
      if (endpoint.act && o.acted && typeof id === 'string') o.acted(caller.actor, id)
      // a stream is not held back by a proxy, and leaves no idle connection behind for a server that wants to close
      if (endpoint.gives === 'events') reply.headers({ 'x-accel-buffering': 'no', connection: 'close' })
      return answer(reply, endpoint, result, o.strict === true)
    },
  })
}

/** What helmet sets, asked once: it would write the same policy anew for every request. */
const safetyHeaders = async (): Promise<Record<string, string>> => {
  const probe = fastify()
  await probe.register(helmet, {
    // P20: nothing from any other origin
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  })
  const set: Record<string, string> = {
    // P2: a page may ask once for a place, never watch it; camera only through the file picker
    'permissions-policy': 'geolocation=(self), camera=(), microphone=(), payment=(), usb=()',
  }
  probe.get('/', async (_request, reply) => {
    for (const name of reply.raw.getHeaderNames()) set[name] = String(reply.raw.getHeader(name))
    return ''
  })
  await probe.inject('/')
  await probe.close()
  return set
}

/** Whose standard an address follows, when not our own. */
const outsideAt = (modules: readonly Module[], url: string): Outside | undefined =>
  modules.find((m) => m.outside && url.startsWith(m.outside.under))?.outside

/** Builds the server: routing from the endpoints, sessions, problems, limits, headers, the web. Not yet listening. */
export const buildServer = async (o: ServeOptions): Promise<FastifyInstance> => {
  const app = fastify({
    logger: false,
    bodyLimit: 256 * 1024,
    trustProxy: o.trustProxy ? [...o.trustProxy] : 'loopback',
    ...(o.server ? { serverFactory: o.server } : {}),
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
  })
  app.addContentTypeParser(
    ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'image/heic', 'image/heif'],
    { parseAs: 'buffer', bodyLimit: 12 * 1024 * 1024 },
    (_r, body, done) => done(null, body),
  )
  app.addContentTypeParser(media.sheet, { parseAs: 'buffer', bodyLimit: 32 * 1024 * 1024 }, (_r, body, done) =>
    done(null, body),
  )
  app.addContentTypeParser(media.file, { parseAs: 'buffer', bodyLimit: 21 * 1024 * 1024 }, (_r, body, done) =>
    done(null, body),
  )
  await app.register(fastifyFormbody)
  await app.register(fastifyCookie)
  const safety = await safetyHeaders()
  const headers = Object.entries(safety)
  app.addHook('onRequest', (_request, reply, done) => {
    for (const [name, value] of headers) reply.raw.setHeader(name, value)
    done()
  })
  await app.register(rateLimit, {
    max: o.perMinute,
    timeWindow: 60_000,
    store: SharedRates,
    // the address, not the cookie: anybody can send a new cookie with each request
    keyGenerator: (request) => request.ip,
    errorResponseBuilder: (_request, context) =>
      new Problem(429, 'too-many', { retryAfter: Math.ceil(context.ttl / 1000) }),
  })
  app.addHook('onResponse', (request, reply, done) => {
    o.count?.(request.method, request.routeOptions.url, reply.statusCode, reply.elapsedTime)
    o.log({
      method: request.method,
      route: request.routeOptions.url ?? '-',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    })
    done()
  })
  app.setErrorHandler((error: Error & { statusCode?: number; body?: unknown }, request, reply) => {
    const problem = problemOf(error)
    if (problem.body.status >= 500)
      o.log({ level: 'error', route: request.routeOptions.url, error: error.message, stack: error.stack })
    const said = outsideAt(o.modules, request.url)?.refuse(problem.body, request.url) ?? {
      status: problem.body.status,
      type: 'application/problem+json',
      raw: JSON.stringify(problem.body),
    }
    reply
      .status(said.status)
      .type(said.type ?? 'application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(said.raw)
  })
  for (const route of routesOf(o.modules)) mount(app, route, o)
  mountDocs(
    app,
    routesOf(o.modules).map((route) => route.endpoint),
    o.modules.flatMap((module) => module.messages ?? []),
    o.described ?? {},
  )
  mountOperations(app, o)
  const isOutside = (url: string) => outsideAt(o.modules, url) !== undefined
  if (o.web) await mountWeb(app, o.web, safety['content-security-policy'] ?? '', isOutside)
  else
    app.setNotFoundHandler(() => {
      throw notFound()
    })
  return app
}

/** Errors of a database that is stopped, starting, full or out of reach; those of its connections carry no code. */
const isDatabaseAway = (error: Error & { code?: unknown; syscall?: unknown }): boolean =>
  error.syscall === 'connect' ||
  (typeof error.code === 'string' && /^(ECONNRESET|EPIPE|57P0[1-5]|53[0-9]00|08\d{3})$/.test(error.code)) ||
  /connection terminated|timeout exceeded when trying to connect/i.test(error.message)

/** The problem that an error thrown on the way becomes. */
export const problemOf = (error: Error & { statusCode?: number }): Problem => {
  if (error instanceof Problem) return error
  const status = error.statusCode ?? 500
  if (status === 413) return new Problem(413, 'too-large')
  if (status === 415) return new Problem(415, 'wrong-kind')
  if (status >= 400 && status < 500) return invalid([{ pointer: '/body', code: 'unreadable' }])
  // nothing is lost by coming again: acts are told apart by their key
  if (isDatabaseAway(error)) return new Problem(503, 'broken', { retryAfter: 5 })
  return new Problem(500, 'broken')
}
