import { notFound } from '@gongzhi/kernel/problem.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Caller, Context } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { endpoints } from '../contract.ts'
import type { HeldRule } from '../rules/index.ts'
import { residentFields, staffFields, visitorFields } from '../rules/index.ts'
import type { Held, House } from './house.ts'
import { openName, openPhone } from './open-account.ts'
import { ownAccount } from './own-account.ts'
import type { Account } from './store.ts'
import { countMatters, findAccount, findNumber, listLooks, readAccount } from './store.ts'
import { listSessions } from './store-session.ts'
import { onlyMatter } from './who-is.ts'

type Mine = {
  readonly held: Held[]
  readonly looks: { at: string; who: string; org: string; field: string; reason: string; matter: string | null }[]
  readonly matters: number
  readonly closed: boolean
}

const withValues = (rules: readonly HeldRule[], values: Readonly<Record<string, string | null>>): Held[] =>
  rules.map((rule) => ({ ...rule, value: values[rule.field] ?? null }))

/** Values in words of the account itself; what only a hash is kept of has none. */
const valuesOf = async (env: Env, house: House, account: Account, sessions: number, posts: readonly string[]) => ({
  phone: account.phoneEnc === null ? null : openPhone(house.crypto, account.phoneEnc),
  name: account.nameEnc === null ? null : openName(house.crypto, account.nameEnc),
  village: account.village === null ? null : ((await house.placeName(env, account.village)) ?? account.village),
  login: account.login,
  password: null,
  totp: null,
  posts: posts.length === 0 ? null : posts.join('、'),
  sessions: String(sessions),
})

const readLook = (look: Row): Mine['looks'][number] => ({
  at: (look.at as Date).toISOString(),
  who: look.by_shown as string,
  org: look.org as string,
  field: look.field as string,
  reason: look.reason as string,
  matter: look.matter as string | null,
})

const visitorData = async (env: Env, house: House, caller: Caller, matter: string): Promise<Mine> => {
  const { county, account } = caller.actor
  const [rows = [], looks = []] = await env.db.batch(scopeOf(caller.actor), [
    findNumber(county, matter),
    listLooks(county, account ?? matter, matter),
  ])
  const about = (await house.heldAbout?.(env, county, matter)) ?? []
  const own = withValues(visitorFields, { matter: (rows[0]?.number as string | undefined) ?? null, sessions: '1' })
  return { held: [...about, ...own], looks: looks.map(readLook), matters: 1, closed: false }
}

/** Everything held about the person, and everybody who looked at it (R18, I7). */
const dataOf = async (env: Env, house: House, caller: Caller): Promise<Mine> => {
  if (caller.actor.kind === 'visitor') {
    const matter = onlyMatter(caller.actor)
    if (matter === undefined) throw notFound()
    return visitorData(env, house, caller, matter)
  }
  const id = ownAccount(caller.actor)
  const { county } = caller.actor
  const kind = caller.actor.kind === 'staff' ? 'staff' : 'resident'
  const [found = [], sessions = [], looks = []] = await env.db.batch(noScope, [
    findAccount(county, id),
    listSessions(county, id, kind, null),
    listLooks(county, id),
  ])
  const [counted = []] = await env.db.batch(scopeOf(caller.actor), [countMatters(county, id)])
  if (!found[0]) throw notFound()
  const account = readAccount(found[0])
  const posts = house.behind.get(caller)?.posts.map((post) => `${post.orgName} ${post.title}`) ?? []
  const values = await valuesOf(env, house, account, sessions.length, posts)
  return {
    held: [
      ...withValues(kind === 'staff' ? staffFields : residentFields, values),
      ...((await house.heldToo?.(env, caller.actor)) ?? []),
    ],
    looks: looks.map(readLook),
    matters: Number(counted[0]?.n ?? 0),
    closed: account.state === 'closed',
  }
}

/** Handles GET /me/data. */
export const myData =
  (house: House) =>
  ({ env, caller }: Context<typeof endpoints.myData>): Promise<Mine> =>
    dataOf(env, house, caller)

/** Handles GET /me/data/export: the same as a file (个保法 Art. 45). */
export const exportMyData =
  (house: House) =>
  async ({ env, caller }: Context<typeof endpoints.exportMyData>) => {
    const mine = await dataOf(env, house, caller)
    return {
      format: 'gongzhi-my-data-1',
      madeAt: new Date(env.now()).toISOString(),
      county: caller.actor.county,
      ...mine,
      reported: (await house.takeAlong?.(env, caller.actor)) ?? {},
    }
  }
