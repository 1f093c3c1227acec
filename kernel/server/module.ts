import type { Readable } from 'node:stream'
import type { EndpointSpec, Reply, Request } from '../endpoint.ts'
import type { ProblemBody } from '../problem.ts'
import type { Actor } from '../reach.ts'
import type { Act } from './act.ts'
import type { Tx } from './db.ts'
import type { Message } from './openapi.ts'
import type { Env, Heard } from './subject.ts'

/** Who is asking. A visitor has no session; `session` is the id of a signed-in one. */
export type Caller = {
  readonly actor: Actor
  readonly session: string | null
  /** Masked name, such as 黄○○. */
  readonly name: string | null
  /** What the key of another system may be used for; nobody else has any. */
  readonly scopes?: readonly string[]
}

export type Context<E extends EndpointSpec> = Request<E> & {
  readonly env: Env
  readonly caller: Caller
  readonly actor: Actor
  /** Idempotency-Key of an act, else ''. */
  readonly key: string
  readonly madeAt?: number | undefined
  /** Raw body of an endpoint that takes an image, a sheet or any file. */
  readonly bytes?: Buffer
  /** For sign-in and sign-out. */
  readonly setSession: (token: string | null) => void
  /** What the browser says of itself. */
  readonly agent?: string | undefined
  /** The last event a stream was told before it lost the line. */
  readonly lastEventId?: string | undefined
  /** Address of the caller, for rate limits only: never stored, never logged. */
  readonly address: string
  /** Scheme and host under which the caller reached us, such as https://gz.example.cn. */
  readonly origin: string
}

/** A reply that PostgreSQL or a file already made: sent as it is. `name`: saved under this file name by the browser. */
export type Raw = {
  readonly raw: string | Buffer | Readable
  readonly type?: string
  readonly cache?: string
  readonly name?: string
  /** Known already to whoever asks with it: then nothing is sent. */
  readonly etag?: string
  readonly headers?: Readonly<Record<string, string>>
}
export const json = (text: string): Raw => ({ raw: text })

export type Handler<E extends EndpointSpec> = (context: Context<E>) => Promise<Reply<E> | Raw>
export type Route = { readonly endpoint: EndpointSpec; readonly handle: Handler<EndpointSpec> }

/** Binds an endpoint to its handler. */
export const bind = <E extends EndpointSpec>(endpoint: E, handle: Handler<E>): Route => ({
  endpoint,
  handle: handle as unknown as Handler<EndpointSpec>,
})

/** What happened, as the relay hands it to listeners: one journal entry. */
export type Fact = {
  readonly county: string
  readonly subject: string
  readonly seq: number
  readonly kind: string
  readonly act: string
  readonly at: number
  readonly from: string | null
  readonly to: string
  readonly actor: string | null
  readonly org: string | null
  readonly data: Record<string, unknown>
}

/** Hears of acts after they are committed; its writes and the delivery commit together, so each fact is handled once. */
export type Listener = {
  readonly id: string
  readonly kinds: readonly string[]
  /** Which acts of these kinds; default all. What no listener wants is never put into the outbox. */
  readonly wants?: (fact: Heard) => boolean
  /** Touches nothing beyond the fact's own subject: different subjects' facts may be heard side by side. */
  readonly apart?: true
  readonly hear: (env: Env, tx: Tx, fact: Fact) => Promise<void>
}

/** Whether a listener hears of an act. */
export const hears = (listener: Listener, fact: Heard): boolean =>
  listener.kinds.includes(fact.kind) && (listener.wants?.(fact) ?? true)

/** Work that comes back every so often, in one process of an installation; `everywhere`: it keeps this process's own memory. */
export type Chore = {
  readonly id: string
  readonly everyMs: number
  readonly everywhere?: true
  readonly run: (env: Env) => Promise<void>
}

/** Addresses of somebody else's standard: what goes wrong below `under` is said in that standard's form. */
export type Outside = {
  readonly under: string
  readonly refuse: (problem: ProblemBody, address: string) => Raw & { readonly status: number }
}

/** Something that is not as it should be; `subject` is an id where it concerns one. */
export type Finding = { readonly subject: string | null; readonly why: string }
/** Holds one thing against another for `gongzhi verify`: in pages, changing nothing, as the owner and in one view of the database. */
export type Check = {
  readonly id: string
  readonly run: (asked: {
    readonly reader: Pick<Tx, 'rows'>
    readonly county: string
    readonly progress: (text: string) => void
  }) => AsyncIterable<Finding>
}

/** One capability, as the server sees it. */
export type Module = {
  readonly id: string
  /** Folder of its migrations. */
  readonly migrations?: string
  readonly routes: readonly Route[]
  /** Its acts: each becomes a route at its endpoint; `params.id` names the subject. The clock finds system acts here. */
  readonly acts?: readonly Act[]
  /** What it sends to other systems, for OpenAPI. */
  readonly messages?: readonly Message[]
  readonly listeners?: readonly Listener[]
  readonly chores?: readonly Chore[]
  /** What of it can be held against something else. */
  readonly checks?: readonly Check[]
  /** What one of somebody's posts may open somewhere, as `module.act`: which doors a page shows. */
  readonly may?: (actor: Actor) => readonly string[]
  readonly outside?: Outside
}
