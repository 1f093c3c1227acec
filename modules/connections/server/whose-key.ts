import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { Problem, scopeMissing, wrongKey } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { countTogether } from '@gongzhi/kernel/server/fellows.ts'
import type { Caller } from '@gongzhi/kernel/server/module.ts'
import { tokenHash } from '@gongzhi/kernel/server/session.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { currentCode } from '@gongzhi/territory/server'
import { keyEnd } from '../rules/index.ts'
import { findKeyByHash, markUsed, readKey } from './store-key.ts'

const MINUTE = 60_000

/** A key names its county, so that looking it up touches one county only. */
const countyOfKey = (key: string): string | undefined => /^gz_(\d{6})_[\w-]{43}$/.exec(key)?.[1]

/** Calls of each key in this minute, over all processes. */
const count = async (id: string, perMinute: number, now: number): Promise<void> => {
  const { current, ttl } = await countTogether(`key ${id}`, MINUTE, now)
  if (current > perMinute) throw new Problem(429, 'too-many', { retryAfter: Math.max(1, Math.ceil(ttl / 1000)) })
}

/** The stretch of a key; a village that became part of another is read there, and its history with it (I06). */
const stretchOf = (prefix: string): { prefix: string; former?: string[] } => {
  const now = prefix.length === 12 ? currentCode(prefix) : prefix
  return now === prefix ? { prefix } : { prefix: now, former: [prefix] }
}

/**
 * Whose key it is: another system with the stretch and the scopes it was given, acting as the post of the unit that answers
 * for it. Undefined when the key is unknown, revoked or expired. 429 beyond its calls a minute.
 */
export const whoseKey = async (env: Env, key: string): Promise<Caller | undefined> => {
  const county = countyOfKey(key)
  if (county === undefined) return undefined
  const now = env.now()
  const [rows = []] = await env.db.batch(noScope, [findKeyByHash(county, tokenHash(key))])
  const stored = rows[0]
  if (!stored) return undefined
  const row = readKey(stored)
  if (now >= keyEnd(row.expiresOn)) return undefined
  const id = stored.id as string
  await count(id, row.perMinute, now)
  const today = isoDay(dayOf(now))
  if (row.usedOn !== today) await env.db.batch(noScope, [markUsed(county, id, today)])
  const post = { id: `key.${id}`, org: row.org, role: 'connected-system', ...stretchOf(row.prefix) }
  const actor: Actor = { kind: 'key', county, account: id, posts: [post] }
  return { actor, session: null, name: null, scopes: row.scopes }
}

/**
 * For standards that pass the key as a field, such as Open311's `api_key`: the actor of a key with this scope. 401
 * `wrong-key`, 403 `scope-missing`, 429 `too-many`.
 */
export const actorOfKey = async (env: Env, key: string, scope: string): Promise<Actor> => {
  const caller = await whoseKey(env, key)
  if (!caller) throw wrongKey()
  if (!caller.scopes?.includes(scope)) throw scopeMissing(scope)
  return caller.actor
}
