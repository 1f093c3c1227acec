import type * as z from 'zod'

/** Who may knock at all. Which post may do what stands in each module's access.ts. */
export type Door = 'anyone' | 'signed-in' | 'resident' | 'staff' | 'demo'

/** One endpoint, declared once: routing, the typed client, OpenAPI and the wall test are read off it. */
export type EndpointSpec = {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path below /api, `:name` for parameters. */
  readonly path: string
  readonly summary: string
  readonly door: Door
  /** An act: needs an Idempotency-Key and answers with a receipt. */
  readonly act?: true
  /** Requests a minute for one session or address; the server's general limit where none is given. */
  readonly perMinute?: number
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** What is not JSON: `image` in, `image` out. */
  readonly takes?: 'image'
  readonly gives?: 'image' | 'svg'
  readonly reply: z.ZodType
}

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
