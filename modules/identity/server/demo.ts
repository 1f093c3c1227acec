import { notFound } from '@gongzhi/kernel/problem.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { endpoints } from '../contract.ts'
import type { House } from './house.ts'
import { openName } from './open-account.ts'
import { admit } from './sign-in.ts'
import { findDemoAccount, listDemoAccounts, readAccount } from './store.ts'
import { listDemoMessages } from './store-sign-in.ts'

/** Whether a demo title says a post: `村委会主任` is that of the post `村（居）委会主任`. */
const saysPost = (demo: string, title: string): boolean =>
  demo.endsWith(title) || demo.endsWith(title.replaceAll(/（[^）]*）/g, ''))

/** Handles GET /demo/people: invented people only, so their names are written out. */
export const demoPeople =
  (house: House) =>
  async ({ env }: Context<typeof endpoints.demoPeople>) => {
    const [rows = []] = await env.db.batch(noScope, [listDemoAccounts])
    return Promise.all(
      rows.map(async (row) => {
        const county = row.county as string
        const account = row.id as string
        const staff = row.kind === 'staff'
        const posts = staff ? await house.postsOf(env, county, account) : []
        // who was elected to something more is still known by the post they came with
        const post = posts.find(({ title }) => saysPost(row.demo_title as string, title)) ?? posts[0]
        const code = post ? post.prefix.padEnd(12, '0') : (row.village as string | null)
        const [countyName, place] = await Promise.all([
          house.placeName(env, `${county}000000`),
          code ? house.placeName(env, code) : undefined,
        ])
        return {
          account,
          name: row.name_enc === null ? '' : openName(house.crypto, row.name_enc as string),
          county,
          countyName: countyName ?? county,
          role: post?.role ?? (row.kind as string),
          title: row.demo_title as string,
          place: place ?? '',
          entry: staff ? ('work' as const) : ('resident' as const),
        }
      }),
    )
  }

/** Handles POST /demo/sessions: only accounts marked for the demo, only in the demo. */
export const demoSignIn = (house: House) => async (context: Context<typeof endpoints.demoSignIn>) => {
  const { env, body } = context
  if (!house.demo || !/^[0-9a-f-]{36}$/.test(body.account)) throw notFound()
  const [rows = []] = await env.db.batch(noScope, [findDemoAccount(body.account)])
  const row = rows[0]
  if (!row) throw notFound()
  return admit(house, context, { county: row.county as string, account: body.account, kind: readAccount(row).kind })
}

/** Handles GET /demo/outbox. */
export const demoOutbox = async ({ env }: Context<typeof endpoints.demoOutbox>) => {
  const [rows = []] = await env.db.batch(noScope, [listDemoMessages])
  return rows.map((row) => ({
    at: (row.at as Date).toISOString(),
    to: row.sent_to as string,
    text: row.text as string,
    channel: row.channel as string,
  }))
}
