import type { Actor } from '@gongzhi/kernel/reach.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { hearFellows, tellFellows } from '@gongzhi/kernel/server/fellows.ts'
import type { Caller } from '@gongzhi/kernel/server/module.ts'
import { newToken, tokenHash } from '@gongzhi/kernel/server/session.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { SessionKind } from '../rules/index.ts'
import { sessionLimits } from '../rules/index.ts'
import type { House, Known } from './house.ts'
import { newId } from './new-id.ts'
import { findSession, insertSession, touchSession } from './store-session.ts'

const MINUTE = 60_000
/** How long another process may go on with a session that was ended here, ms. */
export const REMEMBERED = 5_000

/** The token names its county, so that looking it up touches one county only. */
const countyOfToken = (token: string): string | undefined => /^(\d{6})\.[\w-]{43}$/.exec(token)?.[1]

const lookUp = async (env: Env, house: House, token: string): Promise<Known | undefined> => {
  const county = countyOfToken(token)
  if (county === undefined) return undefined
  const now = env.now()
  const [rows = []] = await env.db.batch(noScope, [findSession(county, tokenHash(token))])
  const row = rows[0]
  if (!row) return undefined
  const kind = row.kind as SessionKind
  const seenAt = (row.seen_at as Date).getTime()
  const endsAt = (row.ends_at as Date).getTime()
  const { idle } = sessionLimits[kind]
  if (now >= endsAt || now >= seenAt + idle) return undefined
  // an account that is closed, or gone, opens nothing
  if (kind !== 'visitor' && row.state !== 'open') return undefined
  const id = row.id as string
  const account = row.account as string
  // a minute is fine enough for 30 of them, and spares a write a request
  if (now - seenAt >= MINUTE) await env.db.batch(noScope, [touchSession(county, id, new Date(now))])
  // R19: outside the demo, staff without a second factor hold nothing until they have set it up
  const needsTotp = kind === 'staff' && row.totp_on !== true && row.sign_on !== true && !house.demo
  // nor with a password that somebody else knows
  const needsPassword = kind === 'staff' && row.first_until !== null && row.sign_on !== true
  const posts = kind === 'staff' && !needsTotp && !needsPassword ? await house.postsOf(env, county, account) : []
  const name = kind === 'visitor' ? null : (row.shown as string | null)
  const actor: Actor = {
    kind,
    county,
    account,
    posts,
    ...(name === null ? {} : { shown: name }),
    ...(kind === 'visitor' ? { only: row.matter as string } : {}),
  }
  return {
    caller: { actor, session: id, name },
    county,
    id,
    village: kind === 'visitor' ? null : (row.village as string | null),
    needsTotp,
    needsPassword,
    posts,
    until: Math.min(endsAt, seenAt + idle, now + REMEMBERED),
  }
}

/** The session behind a token, from memory for five seconds at most; undefined when it has ended or run out. */
const findKnown = async (env: Env, house: House, token: string): Promise<Known | undefined> => {
  const place = tokenHash(token).toString('base64url')
  const kept = house.known.get(place)
  if (kept && env.now() < kept.until) return kept
  const found = await lookUp(env, house, token)
  if (found) {
    house.known.set(place, found)
    house.behind.set(found.caller, found)
  } else house.known.delete(place)
  return found
}

type Which = { readonly account: string; readonly session?: string }

/** Drops what is remembered of an account's sessions, or of one of them, here and in the other processes. */
export const forgetKnown = (house: House, county: string, which: Which): void => {
  forgetHere(house, county, which)
  tellFellows('identity.forget', { county, which })
}

/** Hears from other processes whose sessions are to be looked up again. */
export const hearForget = (house: House): void => {
  hearFellows('identity.forget', (told) => {
    const { county, which } = told as { county: string; which: Which }
    forgetHere(house, county, which)
  })
}

const forgetHere = (house: House, county: string, which: Which): void => {
  for (const [place, known] of house.known.entries()) {
    const hers = known.county === county && known.caller.actor.account === which.account
    if (hers && (which.session === undefined || which.session === known.id)) house.known.delete(place)
  }
}

export type Opened = { readonly token: string; readonly known: Known }

/** Opens a session and answers its token: the only place where the token is ever written out. */
export const openSession = async (
  env: Env,
  house: House,
  who: {
    readonly county: string
    readonly account: string
    readonly kind: SessionKind
    readonly device: string
    readonly matter?: string
    /** By single sign-on. */
    readonly signOn?: boolean
  },
): Promise<Opened> => {
  const now = env.now()
  const token = `${who.county}.${newToken()}`
  await env.db.batch(noScope, [
    insertSession({
      county: who.county,
      id: newId(now),
      tokenHash: tokenHash(token),
      account: who.account,
      kind: who.kind,
      matter: who.matter ?? null,
      device: who.device,
      signOn: who.signOn === true,
      startedAt: now,
      endsAt: now + sessionLimits[who.kind].whole,
    }),
  ])
  const known = await findKnown(env, house, token)
  if (!known) throw new Error('a session just opened was not found')
  return { token, known }
}

/**
 * The one matter that somebody with a query code may see and act on, though its party may have others; undefined for
 * everybody else.
 */
export const onlyMatter = (actor: Actor): string | undefined => actor.only

/** Who holds a token. */
export const whoIs = async (env: Env, house: House, token: string): Promise<Caller | undefined> =>
  (await findKnown(env, house, token))?.caller
