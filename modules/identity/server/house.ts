import type { Actor, Post } from '@gongzhi/kernel/reach.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Caller } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { LRUCache } from 'lru-cache'
import type { Oidc } from './oidc.ts'
import type { SmsGateway } from './sms.ts'

/** A post with the words the screen needs. */
export type HeldPost = Post & { readonly orgName: string; readonly title: string }

/** One line of "what is held about me"; `why`, `basis` and `until` are keys of words. */
export type Held = {
  readonly field: string
  readonly value: string | null
  readonly why: string
  readonly basis: string
  readonly until: string
  readonly optional: boolean
}

/** What identity needs from outside: later modules come in as functions. */
export type IdentityPorts = {
  readonly crypto: Crypto
  /** None: one-time codes answer 503 `no-sms-gateway`. */
  readonly sms?: SmsGateway | undefined
  readonly demo: boolean
  /** Single sign-on of staff; none: by password only. */
  readonly oidc?: Oidc | undefined
  /** Posts an account holds today. */
  readonly postsOf: (env: Env, county: string, account: string) => Promise<readonly HeldPost[]>
  /** Name of a 12-digit division in force; undefined when there is none. */
  readonly placeName: (env: Env, code: string) => Promise<string | undefined>
  /** What one of somebody's posts may open somewhere, said by all modules. */
  readonly may?: (actor: Actor) => readonly string[]
  /** Everything else that is held about a person, for taking along: what they reported, in full (个保法 Art. 45). */
  readonly takeAlong?: (env: Env, actor: Actor) => Promise<Readonly<Record<string, unknown>>>
  /** What later modules hold about a person beside the account, such as a mail address. */
  readonly heldToo?: (env: Env, actor: Actor) => Promise<readonly Held[]>
  /** What is held about the matter behind a query code, said by the module that holds it. */
  readonly heldAbout?: (env: Env, county: string, matter: string) => Promise<readonly Held[]>
}

/** A session as it was last looked up. */
export type Known = {
  readonly caller: Caller
  readonly county: string
  readonly id: string
  readonly village: string | null
  readonly needsTotp: boolean
  readonly needsPassword: boolean
  readonly posts: readonly HeldPost[]
  /** Until when this answer may be used without looking again, ms. */
  readonly until: number
}

/** The ports, the sessions this process has just seen, and what stands behind a caller it has named. */
export type House = IdentityPorts & {
  readonly known: LRUCache<string, Known>
  readonly behind: WeakMap<Caller, Known>
}
