import { randomBytes } from 'node:crypto'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Request } from '@gongzhi/kernel/endpoint.ts'
import { uuidv7 } from '@gongzhi/kernel/ids.ts'
import { invalid, keyReused, notFound, notYours, Problem } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Call } from '@gongzhi/kernel/server/act.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Row, Tx } from '@gongzhi/kernel/server/db.ts'
import type { Capacity } from '@gongzhi/kernel/server/docket.ts'
import { capacityFor } from '@gongzhi/kernel/server/docket.ts'
import type { NewSubject } from '@gongzhi/kernel/server/open-subject.ts'
import { openingOf, openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Receipt } from '@gongzhi/kernel/server/store-act.ts'
import { ensureSeries, findByKey, keyUuid } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { findOrg } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import { termAllowed } from '../rules/holding.ts'
import type { Conflict } from '../rules/incompatible.ts'
import { findConflicts } from '../rules/incompatible.ts'
import { access } from './access.ts'
import { holdingSubject } from './holding-subject.ts'
import type { HoldingRow } from './store.ts'
import { findPost, holdingsBeside, lockAppointing, openAccount } from './store.ts'

export type Appointing = Request<typeof endpoints.appoint>['body'] & { readonly post: string }

const villageOf = (prefix: string): string | null => (prefix.length === 12 ? prefix : null)

const capacityAt = (actor: Actor, post: Row): Capacity => {
  // nobody is in reach of the clock's hand: the demo and imports appoint with it
  if (actor.kind === 'system') return { post: null }
  const placed = {
    unitCode: (post.org as string).slice(0, 12),
    id: '',
    holderOrg: null,
    holder: null,
    party: null,
    sealedFrom: null,
  }
  const capacity = capacityFor(access.appoint, actor, placed, [])
  // a town's leader fills the posts of the town, not the leader's
  if (!capacity || (capacity.post?.role === 'town-leader' && post.role === 'town-leader')) throw notYours('appoint')
  return capacity
}

/** Everything that forbids it: `unmet` ids, and the articles behind the incompatible posts. */
const obstacles = (asked: Appointing, post: Row, actor: Actor, account: Row | undefined, beside: readonly Row[]) => {
  const unmet: string[] = []
  if (account?.kind !== 'staff') unmet.push('staff-account')
  // P-rule of every office: nobody appoints himself
  if (asked.account === actor.account) unmet.push('not-oneself')
  if (!termAllowed(post.role as string, asked.from, asked.until)) unmet.push('term-five-years')
  if (beside.some((held) => held.post === asked.post)) unmet.push('post-vacant')
  const inOffice = beside
    .filter((held) => held.post !== asked.post)
    .map((held) => ({
      account: held.account as string,
      role: held.role as string,
      village: villageOf(held.prefix as string),
      kin: held.kin as string[],
    }))
  const fresh = {
    account: asked.account,
    role: post.role as string,
    village: villageOf(post.prefix as string),
    kin: asked.kin,
  }
  const conflicts: Conflict[] = findConflicts(actor.county, fresh, inOffice)
  for (const conflict of conflicts) unmet.push(`incompatible:${conflict.with}`)
  return { unmet: [...new Set(unmet)], articles: conflicts }
}

const freshHolding = (env: Env, asked: Appointing, post: Row): NewSubject<HoldingRow> => ({
  subject: holdingSubject,
  id: uuidv7(env.now(), randomBytes(10)),
  row: {
    post: asked.post,
    account: asked.account,
    from: asked.from,
    until: asked.until,
    kin: asked.kin,
    endedOn: null,
    reason: null,
  },
  title: `${findOrg(post.org as string)?.name ?? ''} ${post.title as string}`.trim(),
  unitCode: (post.org as string).slice(0, 12),
  party: asked.account,
  asked,
  // who is whose relative stays out of the journal, which is never erased; how many were declared is enough
  data: { post: asked.post, account: asked.account, from: asked.from, until: asked.until, kin: asked.kin.length },
})

// a key that was used out of the actor's sight: the journal's unique key stopped it
const spentKey = (error: unknown): never => {
  throw error instanceof Error && 'constraint' in error && error.constraint === 'journal_key' ? keyReused() : error
}

/**
 * What would stand in the way of an appointment by this person, with the articles behind incompatible posts; nothing is
 * written. `known`: the account is there already, else it would be opened.
 */
export const foresee = async (env: Env, asked: Appointing, actor: Actor, known: boolean) => {
  const { county } = actor
  const [posts = [], accounts = []] = await env.db.batch(scopeOf(actor), [
    findPost(county, asked.post),
    openAccount(county, asked.account),
  ])
  const [post] = posts
  if (!post) throw notFound()
  capacityAt(actor, post)
  const [beside = []] = await env.db.batch(scopeOf(actor), [
    holdingsBeside(county, asked.post, post.prefix as string, asked.account, asked.from, asked.until),
  ])
  return obstacles(asked, post, actor, known ? accounts[0] : { kind: 'staff' }, beside)
}

/**
 * Puts a person into a post for a term. Refusals: 404 no such post, 403 out of reach, 400 `before-from`, 409 with
 * every unmet requirement and `articles` for incompatible posts (§6).
 */
export const appoint = async (env: Env, asked: Appointing, call: Call): Promise<Receipt> => {
  if (asked.until < asked.from) throw invalid([{ pointer: '/body/until', code: 'before-from' }])
  const done = await env.db.within(scopeOf(call.actor), (tx) => appointWithin(env, tx, asked, call)).catch(spentKey)
  // the same key again: the kernel compares what was asked and answers the earlier receipt, or 422
  return done.receipt ?? openSubject(env, done.fresh, call)
}

/** The same within a transaction that is already open; no receipt when the key was used before. */
export const appointWithin = async (
  env: Env,
  tx: Tx,
  asked: Appointing,
  call: Call,
): Promise<{ readonly fresh: NewSubject<HoldingRow>; readonly receipt?: Receipt }> => {
  const { actor } = call
  const { county } = actor
  await tx.rows(lockAppointing(county))
  const [earlier, posts, accounts] = await Promise.all([
    tx.rows(findByKey(county, keyUuid(call.key))),
    tx.rows(findPost(county, asked.post)),
    tx.rows(openAccount(county, asked.account)),
  ])
  const post = posts[0]
  if (!post) throw notFound()
  const capacity = capacityAt(actor, post)
  const fresh = { ...freshHolding(env, asked, post), capacity }
  if (earlier.length > 0) return { fresh }
  const beside = await tx.rows(
    holdingsBeside(county, asked.post, post.prefix as string, asked.account, asked.from, asked.until),
  )
  const { unmet, articles } = obstacles(asked, post, actor, accounts[0], beside)
  if (unmet.length > 0) throw new Problem(409, 'refused', { act: 'appoint', unmet, from: [], articles })
  const year = Number(isoDay(dayOf(env.now())).slice(0, 4))
  await tx.rows(ensureSeries(county, holdingSubject.series, year))
  const results = await Promise.all(
    openingOf({ now: env.now(), calendar: env.calendar }, fresh, call).map((statement) => tx.rows(statement)),
  )
  const number = results.at(-1)?.[0]?.number as string
  return {
    fresh,
    receipt: { id: fresh.id, number, state: 'in-office', seq: 1, at: new Date(env.now()).toISOString() },
  }
}
