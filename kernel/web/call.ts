import type * as z from 'zod'
import { uuidv7 } from '../ids.ts'
import { asProblem, offline, type WebProblem, webProblem } from './web-problem.ts'

type AnyEndpoint = { id: string; reply: z.ZodType; params?: z.ZodType; query?: z.ZodType; body?: z.ZodType }
type Values<T> = T extends unknown ? T[keyof T] : never

/** The API seen by a page: `ApiOf<typeof import('@gongzhi/matters/contract').endpoints | …>`, by endpoint id. */
export type ApiOf<Endpoints> = { [E in Extract<Values<Endpoints>, AnyEndpoint> as E['id']]: E }

type Part<E, K extends 'params' | 'query' | 'body'> = E extends { [P in K]?: infer S }
  ? NonNullable<S> extends z.ZodType
    ? { [P in K]: z.input<NonNullable<S>> }
    : unknown
  : unknown
type Loose<T> = T extends { query: infer Q } ? (Record<never, never> extends Q ? { query?: Q } : T) : T
type Body<E> = E extends { takes: 'image' | 'sheet' | 'file' } ? { body: Blob } : Part<E, 'body'>
type Parts<E> = Part<E, 'params'> & Loose<Part<E, 'query'>> & Body<E>

type Options = {
  /** The act's Idempotency-Key; kept by the caller when the act may be tried again later. Default: a new one. */
  key?: string
  signal?: AbortSignal
  /** How long one try may take, in ms. Default 20,000. */
  timeout?: number
}
export type CallInput<E> = Parts<E> & Options
export type CallReply<E> = E extends { reply: infer R extends z.ZodType } ? z.output<R> : never
type Args<E> = Record<never, never> extends CallInput<E> ? [input?: CallInput<E>] : [input: CallInput<E>]

/** Sends one request and answers with the typed reply; throws a `WebProblem`. */
export type Call<Api> = <K extends keyof Api & string>(id: K, ...args: Args<Api[K]>) => Promise<CallReply<Api[K]>>

export type Routes = Record<string, readonly [method: string, path: string]>
type Link = { routes: Routes; base: string; pauses: readonly number[] }
let link: Link = { routes: {}, base: '/api', pauses: [1000, 3000] }

/** Tells every `call` which endpoints exist (`virtual:routes`) and under which prefix. Once, at start-up. */
export const connect = (to: { routes: Routes; base?: string; pauses?: readonly number[] }): void => {
  link = { ...link, ...to }
}

/** An id or Idempotency-Key made on this device. `crypto.randomUUID` is missing before Chrome 92 and outside HTTPS. */
export const newId = (): string => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))

type Loosest = Options & { params?: unknown; query?: unknown; body?: unknown; headers?: Record<string, string> }

const entries = (of: unknown): [string, unknown][] => (of && typeof of === 'object' ? Object.entries(of) : [])

/** The address of an endpoint with its parameters filled in: `/api/matters/42?state=open`. */
export const address = (id: string, input: { params?: unknown; query?: unknown } = {}): [string, string] => {
  const route = link.routes[id]
  if (!route) throw new Error(`no endpoint ${id}`)
  const params = new Map(entries(input.params))
  const path = route[1].replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params.get(name) ?? '')))
  const search = new URLSearchParams()
  for (const [name, value] of entries(input.query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(name, String(one))
    }
  }
  const text = search.toString()
  return [route[0], link.base + path + (text ? `?${text}` : '')]
}

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

const once = async (
  method: string,
  url: string,
  key: string | undefined,
  input: Loosest & { anonymous?: boolean },
): Promise<unknown> => {
  const stop = new AbortController()
  const give = () => stop.abort()
  const timer = setTimeout(give, input.timeout ?? 20_000)
  input.signal?.addEventListener('abort', give)
  const headers: Record<string, string> = { accept: 'application/json', ...input.headers }
  const raw = input.body instanceof Blob ? input.body : undefined
  if (input.body !== undefined) headers['content-type'] = raw ? raw.type || 'image/jpeg' : 'application/json'
  if (key) headers['idempotency-key'] = key
  try {
    const body = raw ?? (input.body === undefined ? undefined : JSON.stringify(input.body))
    const credentials = input.anonymous ? 'omit' : 'same-origin'
    const reply = await fetch(url, { method, headers, body, signal: stop.signal, credentials })
    const text = await reply.text()
    if (reply.ok) return text ? JSON.parse(text) : undefined
    throw asProblem(reply.status, text)
  } finally {
    clearTimeout(timer)
    input.signal?.removeEventListener('abort', give)
  }
}

/** What was made earlier and is sent now: by whom, `nobody` without any session, and when (ms). */
export type Made = { by: string; at?: number; key?: string }

/**
 * Sends once what was made earlier; no answer is a `WebProblem` too. The server refuses with 401 when somebody else is
 * signed in by now; what nobody made goes out without a session.
 */
export const sendMade = async (
  id: string,
  input: { params?: unknown; body?: unknown; timeout?: number },
  { by, at, key }: Made,
): Promise<unknown> => {
  const headers: Record<string, string> = { 'made-by': by }
  if (at !== undefined) headers['made-at'] = new Date(at).toISOString()
  // what an older page wrote may know an act that is gone
  if (!link.routes[id]) throw webProblem({ type: 'no-such-act', status: 410 })
  const [method, url] = address(id, input)
  try {
    return await once(method, url, key, { ...input, headers, anonymous: by === 'nobody' })
  } catch (thrown) {
    throw offline(thrown)
  }
}

// A gateway that has no server behind it for the moment says 502–504: the same as no network.
const passing = (problem: WebProblem) => problem.status === 0 || (problem.status >= 502 && problem.status <= 504)

const send = async (id: string, input: Loosest = {}): Promise<unknown> => {
  const [method, url] = address(id, input)
  // Chosen once, before the first try: an act retried is the same act (I-key), never a second one.
  const key = method === 'GET' ? undefined : (input.key ?? newId())
  for (let tries = 0; ; tries++) {
    try {
      return await once(method, url, key, input)
    } catch (thrown) {
      if (input.signal?.aborted) throw thrown
      const problem = offline(thrown)
      const pause = link.pauses[tries]
      if (pause === undefined || !passing(problem)) throw problem
      await wait(pause)
    }
  }
}

/**
 * A typed client of the API: `export const call = makeCall<Api>()`, then `await call('matters.report', { body })`.
 * Retries after 1 s and 3 s with the same key when the network fails; throws a `WebProblem`.
 */
export const makeCall = <Api>(): Call<Api> => send as Call<Api>
