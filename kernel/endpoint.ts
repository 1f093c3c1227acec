import type * as z from 'zod'

/** Who may knock at all. Which post may do what stands in each module's access.ts. `key`: only other systems. */
export type Door = 'anyone' | 'signed-in' | 'resident' | 'staff' | 'demo' | 'key'

/** What is not JSON, by the name an endpoint gives it. */
export const media = {
  image: 'image/*',
  file: 'application/octet-stream',
  svg: 'image/svg+xml',
  sheet: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  word: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  calendar: 'text/calendar; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  textXml: 'text/xml; charset=utf-8',
  html: 'text/html; charset=utf-8',
  text: 'text/plain; charset=utf-8',
  events: 'text/event-stream',
  form: 'application/x-www-form-urlencoded',
} as const
export type Medium = keyof typeof media

/** One endpoint, declared once: routing, the typed client, OpenAPI and the wall test are read off it. */
export type EndpointSpec = {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path below /api, `:name` for parameters. */
  readonly path: string
  /** Where somebody else's standard fixes the address: the path stands below the root, not below /api. */
  readonly root?: true
  readonly summary: string
  readonly door: Door
  /** What the key of another system needs to come in as itself; without it a key opens no more than a visitor could. */
  readonly scope?: string
  /** An act: needs an Idempotency-Key and answers with a receipt. */
  readonly act?: true
  /** Requests a minute for one session or address; the server's general limit where none is given. */
  readonly perMinute?: number
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** A body that is not JSON: its bytes, or a form's fields as `body`. */
  readonly takes?: 'image' | 'sheet' | 'form' | 'file'
  /** A reply that is not JSON. */
  readonly gives?: Medium
  /** Pages of other sites may call it: no cookie is looked at, so nothing of a signed-in person is at stake. */
  readonly crossSite?: true
  readonly reply: z.ZodType
}

/** Where it answers, with `:name` for parameters. */
export const addressOf = (e: Pick<EndpointSpec, 'path' | 'root'>): string => (e.root ? e.path : `/api${e.path}`)

/** Declares an endpoint and keeps its exact types. */
export const endpoint = <const E extends EndpointSpec>(spec: E): E => spec

type OutputOf<Z> = Z extends z.ZodType ? z.output<Z> : never

/** What a handler receives: validated, with defaults filled in. */
export type Request<E extends EndpointSpec> = {
  readonly params: OutputOf<E['params']>
  readonly query: OutputOf<E['query']>
  readonly body: OutputOf<E['body']>
}

/** What comes back. */
export type Reply<E extends EndpointSpec> = z.output<E['reply']>
