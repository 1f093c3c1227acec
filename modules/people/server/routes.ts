import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor, Post } from '@gongzhi/kernel/reach.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Route } from '@gongzhi/kernel/server/module.ts'
import { bind } from '@gongzhi/kernel/server/module.ts'
import { answersTo } from '@gongzhi/kernel/server/pinyin.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { findOrg, orgsAt } from '@gongzhi/territory/server'
import { endpoints } from '../contract.ts'
import { appoint } from './appoint.ts'
import { openAccountWith } from './open-account.ts'
import { findPost, holdersOf, postsAt, postsHeld, staffAfter } from './store.ts'

/** What people needs from outside: a sealed name opened, and the keys of accounts that are opened here. */
export type PeoplePorts = { readonly openName: (sealed: string) => string; readonly crypto: Crypto }

const today = (env: Env): string => isoDay(dayOf(env.now()))
const orgName = (org: string): string => findOrg(org)?.name ?? org

/** Posts an account holds today, with the words a screen needs; what a session acts with. */
export const postsOf = async (
  env: Env,
  county: string,
  account: string,
): Promise<(Post & { orgName: string; title: string })[]> => {
  const [rows = []] = await env.db.batch(noScope, [postsHeld(county, account, today(env))])
  return rows.map((r) => ({
    id: r.id as string,
    org: r.org as string,
    orgName: orgName(r.org as string),
    role: r.role as string,
    title: r.title as string,
    prefix: r.prefix as string,
    former: r.former as string[],
  }))
}

const PAGE = 500
const MOST = 50

/** Names in full for the county's own staff, masked for everybody else. */
const nameFor = (ports: PeoplePorts, actor: Actor, county: string, r: Row): string | null =>
  actor.kind === 'staff' && actor.county === county && typeof r.name_enc === 'string'
    ? ports.openName(r.name_enc)
    : (r.shown as string | null)

const spokenPost = (text: string): string => {
  const at = text.indexOf(' ')
  return `${orgName(text.slice(0, at))} ${text.slice(at + 1)}`
}

/** Names are sealed, so they are opened page by page and compared here; the first 50 that match. */
const searchStaff = async (env: Env, ports: PeoplePorts, actor: Actor, q: string) => {
  const found: { account: string; name: string; posts: string[] }[] = []
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const [rows = []] = await env.db.batch(noScope, [staffAfter(actor.county, after, today(env), PAGE)])
    for (const r of rows) {
      const name = nameFor(ports, actor, actor.county, r) ?? ''
      const posts = (r.posts as string[]).map(spokenPost)
      if (![name, ...posts].some((one) => answersTo(one, q))) continue
      found.push({ account: r.id as string, name, posts })
      if (found.length === MOST) return found
    }
    after = rows.at(-1)?.id as string
    if (rows.length < PAGE) return found
  }
}

export const routesWith = (ports: PeoplePorts): readonly Route[] => [
  bind(endpoints.posts, async ({ env, actor, query }) => {
    const county = query.seat.slice(0, 6)
    const [rows = []] = await env.db.batch(noScope, [
      postsAt(
        county,
        orgsAt(query.seat).map(({ id }) => id),
        today(env),
      ),
    ])
    return rows.map((r) => ({
      id: r.id as string,
      org: r.org as string,
      orgName: orgName(r.org as string),
      role: r.role as string,
      title: r.title as string,
      holder: r.until_on === null ? null : nameFor(ports, actor, county, r),
      until: r.until_on as string | null,
    }))
  }),
  bind(endpoints.post, async ({ env, actor, params }) => {
    const [posts = [], holders = []] = await env.db.batch(noScope, [
      findPost(actor.county, params.id),
      holdersOf(actor.county, params.id),
    ])
    const post = posts[0]
    if (!post) throw notFound()
    return {
      id: params.id,
      org: post.org as string,
      orgName: orgName(post.org as string),
      role: post.role as string,
      title: post.title as string,
      prefix: post.prefix as string,
      holders: holders.map((r) => ({
        id: r.id as string,
        name: nameFor(ports, actor, actor.county, r) ?? '',
        from: r.from_on as string,
        until: r.until_on as string | null,
        ended: r.ended_on as string | null,
      })),
    }
  }),
  bind(endpoints.appoint, async ({ env, actor, params, body, key, madeAt }) =>
    appoint(env, { ...body, post: params.id }, { actor, key, madeAt }),
  ),
  bind(endpoints.openAccount, openAccountWith(ports.crypto)),
  bind(endpoints.staff, async ({ env, actor, query }) => searchStaff(env, ports, actor, query.q?.trim() ?? '')),
]
