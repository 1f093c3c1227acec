import { openName, openPhone } from '@gongzhi/identity/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { performAct } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { relayOnce } from '@gongzhi/kernel/server/jobs.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { enterMember, foundBody } from '@gongzhi/people/server'
import { drawUp, objectTo } from '@gongzhi/voters/server'
import type { Opened } from '../open.ts'
import { actorsByPost, residentsOf, sealedOf } from './store-cast.ts'
import told from './voters.json' with { type: 'json' }

/* 石龙村 elects its committee in six weeks: the roll was posted two days ago, one objection is answered and one waits (R1). */

const COUNTY = '510704'
const VILLAGE = '510704123206'
const BODY = `${VILLAGE}.villagers`
const DAY = 86_400_000

/** Tells it through real acts; answers the roll. */
export const tellVoters = async ({ env: real, house, url, crypto }: Opened): Promise<string> => {
  const today = real.now()
  let now = today
  const env: Env = { ...real, now: () => now }
  const fail = (error: unknown) => {
    throw error
  }
  const { staff, residents, sealed } = await asOwner(url, async (owner) => {
    const people = (await residentsOf(owner, COUNTY)).filter(({ village }) => village === VILLAGE)
    const accounts = people.map(({ actor }) => actor.account ?? '')
    return {
      staff: await actorsByPost(owner, COUNTY),
      residents: people.map(({ actor }) => actor),
      sealed: await sealedOf(owner, COUNTY, accounts),
    }
  })
  const at = (post: string): Actor => staff.get(`${VILLAGE}.${post}`) ?? fail(new Error(`no post ${post}`))
  const [head, clerk] = [at('committee.village-chair'), at('service.village-clerk')]
  const key = (...parts: string[]) => derivedId('demo', 'voters', ...parts)
  const acts = house.modules.flatMap((m) => m.acts ?? [])
  const does = (actor: Actor, name: string, id: string, input: object = {}) => {
    const found = acts.find((act) => act.act === name)
    if (!found) throw new Error(`no act ${name}`)
    return performAct(env, found, id, found.endpoint.body?.parse(input), { actor, key: key(name, id) })
  }

  // the villagers: some by phone, most from the list; two people share a house
  now = today - 90 * DAY
  await foundBody(
    env,
    { unit: VILLAGE, kind: 'villagers', title: '石龙村村民名册' },
    { actor: head, key: key('villagers') },
  )
  const term = { from: isoDay(dayOf(now)), until: isoDay(dayOf(today + 3600 * DAY)) }
  const own = residents.slice(0, 8).map((actor) => {
    const one = sealed.get(actor.account ?? '')
    return { name: openName(crypto, one?.name ?? ''), phone: openPhone(crypto, one?.phone ?? '') }
  })
  const people = [...told.villagers.map((name) => ({ name })), ...own]
  for (const [n, one] of people.entries()) {
    const entry = {
      ...{ ...one, class: n % 9 === 4 ? 'away' : 'resident', woman: n % 5 < 2 },
      ...{ household: `${1 + Math.floor(n / 2)}`.padStart(3, '0'), ...term },
    }
    await enterMember(env, crypto, BODY, entry, { actor: clerk, key: key('villager', String(n)) })
  }

  now = today - 12 * DAY
  const { id } = await drawUp(
    env,
    crypto,
    {
      ...{ unit: VILLAGE, electionDay: isoDay(dayOf(today + 40 * DAY)), seats: 5, committee: told.committee },
      ...{ chosenBy: 'representatives', chosenOn: isoDay(dayOf(today - 13 * DAY)) },
    },
    { actor: head, key: key('roll') },
  )
  now = today - 2 * DAY
  await does(clerk, 'post-roll', id)
  const { decision, ...wrong } = told.wrong
  const paper = await objectTo(
    env,
    crypto,
    id,
    { kind: 'wrong', ...wrong, own: false },
    { actor: clerk, key: key('wrong') },
  )
  now = today - DAY
  const committee = await asOwner(url, async (owner) => {
    const { rows } = await owner.query('SELECT committee FROM voters.roll WHERE id = $1', [id])
    return rows[0]?.committee as string[]
  })
  await does(clerk, 'decide-objection', paper.id, { accept: false, text: decision, deciders: committee.slice(0, 4) })
  now = today - 3_600_000
  const last = residents[9] ?? fail(new Error('no residents'))
  await objectTo(
    env,
    crypto,
    id,
    { kind: 'missing', ...told.missing, own: false },
    { actor: last, key: key('missing') },
  )
  now = today
  await relayOnce(
    env,
    house.modules.flatMap((m) => m.listeners ?? []),
    fail,
  )
  return id
}
