import { conveneMeeting, openElection } from '@gongzhi/deliberation/server'
import { openName, openPhone } from '@gongzhi/identity/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { performAct } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { relayOnce } from '@gongzhi/kernel/server/jobs.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { enterMember, foundBody } from '@gongzhi/people/server'
import type { Opened } from '../open.ts'
import { actorsByPost, residentsOf, sealedOf } from './store-cast.ts'

/* 金林村 (德庆县官圩镇): its first council has been elected by the representatives and posted; today it takes office (D08). */

const COUNTY = '441226'
const VILLAGE = '441226103213'
const REPRESENTATIVES = `${VILLAGE}.representatives`
const DAY = 86_400_000
const MINUTE = 60_000
const NAMES = ['莫桂枝', '陆水生', '温玉兰', '谈阿满', '植火旺', '聂秋菊', '孔大有']

/** Tells the election through real acts; answers its id. */
export const tellElection = async ({ env: real, house, url, crypto }: Opened): Promise<string> => {
  const today = real.now()
  let now = today - 30 * DAY
  const env: Env = { ...real, now: () => now }
  const acts = house.modules.flatMap((m) => m.acts ?? [])
  const listeners = house.modules.flatMap((m) => m.listeners ?? [])
  const fail = (error: unknown) => {
    throw error
  }
  const { staff, residents, sealed } = await asOwner(url, async (owner) => {
    const posts = await actorsByPost(owner, COUNTY)
    const people = (await residentsOf(owner, COUNTY)).filter(({ village }) => village === VILLAGE).slice(0, 2)
    const known = [...people.map(({ actor }) => actor), posts.get(`${VILLAGE}.service.village-clerk`)]
    const accounts = known.map((actor) => actor?.account ?? '')
    return {
      staff: posts,
      residents: people.map(({ actor }) => actor),
      sealed: await sealedOf(owner, COUNTY, accounts),
    }
  })
  const at = (post: string): Actor => staff.get(`${VILLAGE}.${post}`) ?? fail(new Error(`no post ${post}`))
  const [head, clerk] = [at('committee.village-chair'), at('service.village-clerk')]
  const key = (...parts: string[]) => derivedId('demo', 'election', ...parts)
  const nameOf = ({ account }: Actor): string => openName(crypto, sealed.get(account ?? '')?.name ?? '')
  let step = 0
  const does = async (actor: Actor, kind: string, name: string, id: string, input: object = {}) => {
    now += MINUTE
    const found = acts.find((act) => act.act === name && act.subject.kind === kind)
    if (!found) throw new Error(`no act ${kind}.${name}`)
    const call = { actor, key: key(kind, name, String(++step)) }
    await performAct(env, found, id, found.endpoint.body?.parse(input) ?? input, call)
    return call.key
  }

  const found = (kind: 'council' | 'representatives', title: string) =>
    foundBody(env, { unit: VILLAGE, kind, title }, { actor: head, key: key(kind) })
  await found('council', '金林村群众议事会')
  await found('representatives', '金林村村民代表会议')
  const term = { from: isoDay(dayOf(today - 200 * DAY)), until: isoDay(dayOf(today + 900 * DAY)) }
  const roll: string[] = []
  for (const [n, name] of NAMES.entries()) {
    const entry = { name, class: 'representative', woman: n % 2 === 0, household: `d${n}`, ...term }
    const { id } = await enterMember(env, crypto, REPRESENTATIVES, entry, { actor: clerk, key: key('member', name) })
    roll.push(id)
  }

  now = today - 20 * DAY
  const election = {
    ...{ unit: VILLAGE, title: '金林村群众议事会推选', sort: 'renewal' as const, withChair: true },
    ...{ from: isoDay(dayOf(today)), until: isoDay(dayOf(today + 1095 * DAY)), on: isoDay(dayOf(today - 12 * DAY)) },
    seats: [
      { class: 'committees', seats: 1 },
      { class: 'masses', seats: 2 },
    ],
  }
  const { id } = await openElection(env, election, { actor: head, key: key('open') })
  const nominees: string[] = []
  const named = [
    { name: nameOf(clerk), class: 'committees' },
    ...residents.map((one) => ({
      ...{ name: nameOf(one), class: 'masses' },
      phone: openPhone(crypto, sealed.get(one.account ?? '')?.phone ?? ''),
    })),
  ]
  for (const one of named) {
    const nominee = derivedId(await does(head, 'election', 'nominate', id, one), 'nominee')
    await does(head, 'election', 'accept-nomination', id, { nominee, openName: true })
    nominees.push(nominee)
  }
  await does(head, 'election', 'close-nominations', id)

  now = today - 15 * DAY
  const plan = {
    ...{ body: REPRESENTATIVES, title: '村民代表会议', venue: '金林村文化室', venueKind: 'hall' as const },
    ...{ agenda: [], advisers: [], materials: [], election: id },
    startsAt: new Date(today - 12 * DAY).toISOString(),
  }
  const meeting = await conveneMeeting(env, plan, { actor: head, key: key('meeting') })
  await does(head, 'meeting', 'notify', meeting.id)
  now = today - 12 * DAY
  for (const member of roll) await does(clerk, 'meeting', 'mark-in', meeting.id, { member, how: 'list' })
  await does(head, 'meeting', 'open', meeting.id)
  const papers = { given: 7, returned: 7, valid: 7, invalid: 0, tellers: roll.slice(0, 2) }
  const sums = (...votes: number[]) => nominees.map((nominee, n) => ({ nominee, votes: votes[n] ?? 0 }))
  await does(head, 'election', 'count', id, { ...papers, sums: sums(6, 7, 5) })
  await does(head, 'election', 'choose-chair', id, { ...papers, sums: sums(4, 2, 1) })
  await does(head, 'meeting', 'end', meeting.id)
  await does(clerk, 'meeting', 'record', meeting.id)
  await does(head, 'meeting', 'sign', meeting.id)
  now = today - 10 * DAY
  await does(head, 'election', 'post-result', id)
  await relayOnce(env, listeners, fail)
  return id
}
