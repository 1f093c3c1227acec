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

/*
 * Two villages elect their committees (R1): 石龙村 in six weeks, its roll posted two days ago, one objection answered and one
 * waiting; 金林村 in twelve days, its roll settled, its candidates posted, one written proxy entered.
 */

const DAY = 86_400_000
const HOUR = 3_600_000

/** One village's hands, its residents with what they are called by, and acts at an instant. */
const openVillage = async ({ env: real, house, url, crypto }: Opened, village: string) => {
  const today = real.now()
  let now = today
  const env: Env = { ...real, now: () => now }
  const county = village.slice(0, 6)
  const fail = (error: unknown) => {
    throw error
  }
  const { staff, people, sealed } = await asOwner(url, async (owner) => {
    const here = (await residentsOf(owner, county)).filter((one) => one.village === village)
    const accounts = here.map(({ actor }) => actor.account ?? '')
    return {
      staff: await actorsByPost(owner, county),
      people: here.map(({ actor }) => actor),
      sealed: await sealedOf(owner, county, accounts),
    }
  })
  const at = (post: string): Actor => staff.get(`${village}.${post}`) ?? fail(new Error(`no post ${post}`))
  const key = (...parts: string[]) => derivedId('demo', 'voters', village, ...parts)
  const acts = house.modules.flatMap((m) => m.acts ?? [])
  return {
    ...{ env, crypto, url, village, today, key },
    head: at('committee.village-chair'),
    clerk: at('service.village-clerk'),
    resident: (n: number): Actor => people[n] ?? fail(new Error(`no resident ${n}`)),
    /** Residents as the clerk enters them: with their phones. */
    phones: people.map((actor) => {
      const one = sealed.get(actor.account ?? '')
      return { name: openName(crypto, one?.name ?? ''), phone: openPhone(crypto, one?.phone ?? '') }
    }),
    /** Goes on so many days before today. */
    ago: (days: number) => {
      now = today - days * DAY
    },
    does: (actor: Actor, name: string, id: string, input: object = {}) => {
      const found = acts.find((act) => act.act === name)
      if (!found) throw new Error(`no act ${name}`)
      return performAct(env, found, id, found.endpoint.body?.parse(input), { actor, key: key(name, id) })
    },
    relay: () =>
      relayOnce(
        env,
        house.modules.flatMap((m) => m.listeners ?? []),
        fail,
      ),
  }
}
type Village = Awaited<ReturnType<typeof openVillage>>
type Plan = { readonly names: readonly string[]; readonly committee: readonly string[]; readonly seats: number }

/** The villagers entered, two to a house, some by phone; a roll drawn up `drawn` days ago and posted `posted` days ago. */
const postRoll = async (
  v: Village,
  plan: Plan,
  days: { readonly drawn: number; readonly posted: number; readonly to: number },
) => {
  const { env, crypto, village, today, key, head, clerk } = v
  v.ago(90)
  const title = '村民名册'
  await foundBody(env, { unit: village, kind: 'villagers', title }, { actor: head, key: key('villagers') })
  const term = { from: isoDay(dayOf(env.now())), until: isoDay(dayOf(today + 3600 * DAY)) }
  const people = [...plan.names.map((name) => ({ name })), ...v.phones.slice(0, 8)]
  for (const [n, one] of people.entries()) {
    const entry = {
      ...{ ...one, class: n % 9 === 4 ? 'away' : 'resident', woman: n % 5 < 2 },
      ...{ household: `${1 + Math.floor(n / 2)}`.padStart(3, '0'), ...term },
    }
    await enterMember(env, crypto, `${village}.villagers`, entry, { actor: clerk, key: key('villager', String(n)) })
  }
  v.ago(days.drawn)
  const { id } = await drawUp(
    env,
    crypto,
    {
      ...{ unit: village, electionDay: isoDay(dayOf(today + days.to * DAY)), seats: plan.seats },
      ...{ committee: [...plan.committee], chosenBy: 'representatives', chosenOn: isoDay(dayOf(env.now() - DAY)) },
    },
    { actor: head, key: key('roll') },
  )
  v.ago(days.posted)
  await v.does(clerk, 'post-roll', id)
  return id
}

/** Tells both through real acts; answers the roll of 石龙村. */
export const tellVoters = async (opened: Opened): Promise<string> => {
  const { posted, settled } = told
  const shilong = await openVillage(opened, '510704123206')
  const id = await postRoll(
    shilong,
    { names: posted.villagers, committee: posted.committee, seats: 5 },
    { drawn: 12, posted: 2, to: 40 },
  )
  const { env, crypto, key, clerk } = shilong
  const { decision, ...wrong } = posted.wrong
  const paper = await objectTo(
    env,
    crypto,
    id,
    { kind: 'wrong', ...wrong, own: false },
    { actor: clerk, key: key('wrong') },
  )
  shilong.ago(1)
  const committee = await asOwner(opened.url, async (owner) => {
    const { rows } = await owner.query('SELECT committee FROM voters.roll WHERE id = $1', [id])
    return rows[0]?.committee as string[]
  })
  const decided = { accept: false, text: decision, deciders: committee.slice(0, 4) }
  await shilong.does(clerk, 'decide-objection', paper.id, decided)
  shilong.ago(HOUR / DAY)
  const mine = { kind: 'missing' as const, ...posted.missing, own: false }
  await objectTo(env, crypto, id, mine, { actor: shilong.resident(9), key: key('missing') })
  shilong.ago(0)
  await shilong.relay()

  const jinlin = await openVillage(opened, '441226103213')
  const other = await postRoll(
    jinlin,
    { names: settled.villagers, committee: settled.committee, seats: 3 },
    { drawn: 20, posted: 14, to: 12 },
  )
  jinlin.ago(5)
  await jinlin.does(jinlin.head, 'settle-roll', other)
  await jinlin.does(jinlin.head, 'name-candidates', other, { candidates: settled.candidates })
  jinlin.ago(2)
  await jinlin.does(jinlin.clerk, 'register-proxy', other, { ...settled.proxy, paper: true })
  jinlin.ago(0)
  await jinlin.relay()
  return id
}
