import { media } from '@gongzhi/kernel/endpoint.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Context, Raw } from '@gongzhi/kernel/server/module.ts'
import { newToken, tokenHash } from '@gongzhi/kernel/server/session.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { postsOf } from '@gongzhi/people/server'
import type { endpoints } from '../contract.ts'
import { dropFeed, findFeed, putFeed, readFeed } from './store-feed.ts'

/** One entry of a calendar, instants in ms: a number and a kind of thing, never words of what somebody reported. */
export type Appointment = {
  readonly id: string
  readonly summary: string
  readonly from: number
  readonly to: number
}
/** What is due for somebody, and which sessions they hold; brought by the module that knows. */
export type Deadlines = (env: Env, actor: Actor) => Promise<readonly Appointment[]>

const iso = (at: unknown): string | null => (at instanceof Date ? at.toISOString() : null)

/** Handles GET /me/calendar. */
export const myFeed = async ({ env, actor }: Context<typeof endpoints.myFeed>) => {
  const [rows = []] = await env.db.batch(noScope, [findFeed(actor.county, actor.account ?? '')])
  return { since: iso(rows[0]?.made_at), readAt: iso(rows[0]?.read_at) }
}

/** Handles POST /me/calendar: the address is shown this once; an old one is worth nothing from now on. */
export const newFeed = async ({ env, actor }: Context<typeof endpoints.newFeed>) => {
  const token = `${actor.county}.${newToken()}`
  await env.db.batch(noScope, [putFeed(actor.county, actor.account ?? '', tokenHash(token), new Date(env.now()))])
  return { path: `/api/calendars/${token}.ics` }
}

/** Handles DELETE /me/calendar. */
export const endFeed = async ({ env, actor }: Context<typeof endpoints.endFeed>) => {
  await env.db.batch(noScope, [dropFeed(actor.county, actor.account ?? '')])
  return { done: true as const }
}

/** Handles GET /calendars/:file: for whoever has the address, with what its person may see today. */
export const calendarOf =
  (deadlines: Deadlines) =>
  async ({ env, params }: Context<typeof endpoints.calendar>): Promise<Raw> => {
    const token = params.file.replace(/\.ics$/, '')
    const county = token.slice(0, 6)
    const [rows = []] = await env.db.batch(noScope, [readFeed(county, tokenHash(token), new Date(env.now()))])
    const account = rows[0]?.account as string | undefined
    if (account === undefined) throw notFound()
    const posts = await postsOf(env, county, account)
    const found = posts.length === 0 ? [] : await deadlines(env, { kind: 'staff', county, account, posts })
    const { default: ical } = await import('ical-generator')
    // no time zone: instants in UTC are read right everywhere, a zone name is read wrong by some
    const calendar = ical({
      name: '共治 办件到期',
      prodId: { company: 'gongzhi', product: 'gongzhi', language: 'ZH' },
      ttl: 3600,
    })
    for (const { id, summary, from, to } of found)
      calendar.createEvent({
        id: `${id}@gongzhi`,
        summary,
        start: new Date(from),
        end: new Date(to),
        stamp: new Date(env.now()),
      })
    return { raw: calendar.toString(), type: media.calendar, cache: 'private, no-cache', name: 'gongzhi.ics' }
  }
