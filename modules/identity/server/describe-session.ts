import type { Reply } from '@gongzhi/kernel/endpoint.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { endpoints } from '../contract.ts'
import type { House, Known } from './house.ts'

type Session = Reply<typeof endpoints.session>

/** Nobody in particular. */
const stranger = (demo: boolean): Session => ({
  kind: 'visitor',
  name: null,
  county: null,
  account: null,
  village: null,
  posts: [],
  demo,
  needsTotp: false,
  needsPassword: false,
  may: [],
})

/** The town above a village code, the county above a town's, with zeros to twelve digits. */
const padded = (prefix: string): string => prefix.padEnd(12, '0')

/** What the web shows of who is signed in; names masked. */
export const describeSession = async (env: Env, house: House, known: Known | undefined): Promise<Session> => {
  if (!known) return stranger(house.demo)
  const { actor, name } = known.caller
  const place = async (code: string) => (await house.placeName(env, code)) ?? ''
  const [village, town, ...places] = await Promise.all([
    known.village ? place(known.village) : '',
    known.village ? place(padded(known.village.slice(0, 9))) : '',
    ...known.posts.map((post) => place(padded(post.prefix))),
  ])
  return {
    kind: actor.kind === 'resident' || actor.kind === 'staff' ? actor.kind : 'visitor',
    name,
    county: known.county,
    account: actor.account,
    village: known.village ? { code: known.village, name: village, town } : null,
    posts: known.posts.map(({ id, org, orgName, role, title, prefix }, n) => ({
      id,
      org,
      orgName,
      role,
      title,
      prefix,
      place: places[n] ?? '',
    })),
    demo: house.demo,
    needsTotp: known.needsTotp,
    needsPassword: known.needsPassword,
    may: [...(house.may?.(actor) ?? [])],
  }
}
