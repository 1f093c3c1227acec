import { notFound } from '@gongzhi/kernel/problem.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { endpoints } from '../contract.ts'
import { sessionLimits } from '../rules/index.ts'
import type { House } from './house.ts'
import { endOwn } from './sign-in.ts'
import { endSession, listSessions } from './store-session.ts'
import { findSignedOn } from './store-sign-on.ts'
import { forgetKnown } from './who-is.ts'

/** Handles GET /sessions: those that have neither ended nor run out. */
export const sessions = async ({ env, actor, caller }: Context<typeof endpoints.sessions>) => {
  const { kind, account, county } = actor
  if (account === null || kind === 'system' || kind === 'key') throw notFound()
  const only = kind === 'visitor' ? caller.session : null
  const [rows = []] = await env.db.batch(noScope, [listSessions(county, account, kind, only)])
  const now = env.now()
  const instant = (value: unknown) => (value as Date).getTime()
  return rows
    .filter((row) => now < instant(row.ends_at) && now < instant(row.seen_at) + sessionLimits[kind].idle)
    .map((row) => ({
      id: row.id as string,
      startedAt: new Date(instant(row.started_at)).toISOString(),
      seenAt: new Date(instant(row.seen_at)).toISOString(),
      device: row.device as string,
      current: row.id === caller.session,
    }))
}

/** Handles DELETE /sessions/:id: one of my own, else 404. */
export const endOne = (house: House) => async (context: Context<typeof endpoints.endSession>) => {
  const { env, actor, params, caller } = context
  const { kind, account, county } = actor
  if (account === null || kind === 'system' || kind === 'key' || !/^[0-9a-f-]{36}$/.test(params.id)) throw notFound()
  // a query code may be known to several: nobody ends another's session with it
  if (kind === 'visitor' && params.id !== caller.session) throw notFound()
  const [ended = []] = await env.db.batch(noScope, [endSession(county, account, kind, params.id, new Date(env.now()))])
  if (ended.length === 0) throw notFound()
  forgetKnown(house, county, { account, session: params.id })
  if (params.id === caller.session) context.setSession(null)
  return { done: true as const }
}

/** Handles DELETE /session; `next` is where to sign out of single sign-on too, for a session that came from there. */
export const signOut = (house: House) => async (context: Context<typeof endpoints.signOut>) => {
  const { env, caller, actor } = context
  const [rows = []] =
    house.oidc && caller.session !== null
      ? await env.db.batch(noScope, [findSignedOn(actor.county, caller.session)])
      : []
  await endOwn(house, context)
  context.setSession(null)
  return {
    done: true as const,
    next: rows[0]?.sign_on === true ? ((await house.oidc?.goodbye(env.now())) ?? null) : null,
  }
}
