import { afterWorkdays, closeOf, dayOf } from '@gongzhi/kernel/clock.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { type Act, performAct } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { relayOnce, sweepOnce } from '@gongzhi/kernel/server/jobs.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { announce, dutiesAt, fileReport } from '@gongzhi/matters/server'
import type { Opened } from '../open.ts'
import matters from './matters.json' with { type: 'json' }
import { actorsByPost, residentsOf, studiosBySeat } from './store-cast.ts'

const COUNTY = '441226'
const DAY = 86_400_000
type Told = (typeof matters)[number]

/** How far each matter of the demo has come. */
const ENDS = [
  'closed',
  'closed',
  'handling',
  'closed',
  'answered',
  'assigned',
  'closed',
  'reported',
  'visited',
  'asked',
  'closed',
  'late',
  'declined',
  'closed',
  'accepted',
  'reopened',
  'suspended',
  'concluded',
] as const

/** Matters that have been through real acts over the last six weeks, by the demo's people; answers how many. */
export const tellStories = async ({ env: real, house, url, crypto }: Opened): Promise<number> => {
  const today = real.now()
  let now = today
  const env: Env = { ...real, now: () => now }
  const acts = house.modules.flatMap((m) => m.acts ?? [])
  const listeners = house.modules.flatMap((m) => m.listeners ?? [])
  const { staff, residents, studios } = await asOwner(url, async (owner) => {
    const posts = await actorsByPost(owner, COUNTY)
    // villages with a service station that is staffed
    const staffed = (one: { village: string }) => posts.has(`${one.village}.service.village-clerk`)
    return {
      staff: posts,
      residents: (await residentsOf(owner, COUNTY)).filter(staffed),
      studios: await studiosBySeat(owner, COUNTY),
    }
  })
  const fail = (error: unknown) => {
    throw error
  }
  const actOf = (name: string): Act => {
    const found = acts.find((act) => act.act === name && act.subject.kind === 'matter')
    return found ?? fail(new Error(`no act ${name}`))
  }
  const sits = (org: string | null, index = 0): Actor | undefined =>
    [...staff.values()].filter((actor) => actor.posts[0]?.org === org && actor.posts[0].role !== 'studio-keeper')[index]

  const tell = async (told: Told, i: number): Promise<void> => {
    const who = residents[i % residents.length]
    if (!who) return
    const end = ENDS[i % ENDS.length] ?? 'closed'
    // open ones were reported this week, finished ones over the six weeks before, one village let things lie
    const back =
      end === 'reported' || end === 'accepted' || end === 'assigned'
        ? i % 2
        : end === 'late'
          ? 9
          : end === 'closed' || end === 'declined'
            ? 6 + ((i * 5) % 34)
            : 3 + (i % 2)
    now = today - back * DAY - ((i * 37) % 300) * 60_000
    if (!env.calendar.isWorkday(dayOf(now))) now -= 2 * DAY
    const key = (step: string) => derivedId('demo', String(i), step)
    const said = {
      variant: 'matter' as const,
      category: told.category,
      unit: who.village,
      text: told.text,
      title: told.title,
      fields: {},
      photos: [],
      sealed: false,
    }
    const { id } = await fileReport(env, crypto, said, {
      actor: who.actor,
      capacity: { post: null },
      key: key('report'),
      channel: 'self',
    })
    const village = who.village
    const clerk = sits(`${village}.service`) ?? sits('441226103213.service')
    const step = async (act: string, actor: Actor | undefined, input: Record<string, unknown>, minutes: number) => {
      now = Math.min(now + minutes * 60_000, today - 60_000 + i)
      if (actor) await performAct(env, actOf(act), id, input, { actor, key: key(act) })
    }
    if (end === 'reported' || end === 'late' || !clerk || clerk.posts[0]?.org !== `${village}.service`) return
    if (end === 'declined') {
      await step(
        'decline',
        clerk,
        { ground: 'not-our-area', text: '这件属于相邻村的地界，已替您转告那边的便民服务站，他们会同您联系。' },
        95,
      )
      return
    }
    const duty = dutiesAt(COUNTY, village, told.category).find((d) => sits(d.org) && d.org !== clerk.posts[0]?.org)
    const town = duty?.tier !== 'village'
    await step('accept', clerk, { text: '已收到，马上交办。', refer: town }, 40 + (i % 60))
    if (end === 'accepted' || !duty) return
    const dispatcher = town ? sits(`${village.slice(0, 9)}000.coordination`) : clerk
    if (town && duty.tier === 'county') {
      await step('refer', dispatcher, { reason: '属县里部门职责。' }, 60)
    }
    const sender = duty.tier === 'county' ? sits(`${COUNTY}000000.coordination`) : dispatcher
    await step('dispatch', sender, { org: duty.org, duty: duty.id, assists: [] }, 85)
    if (end === 'assigned') return
    const worker = sits(duty.org)
    await step('take', worker, {}, 120)
    if (end === 'handling') return step('note', worker, { text: '已到现场看过，材料明天送到。', photos: [] }, 200)
    if (end === 'asked') return step('ask', worker, { text: '请问具体在哪一段、什么时候最严重？' }, 90)
    if (end === 'suspended') {
      const until = new Date(afterWorkdays(today, 6, env.calendar) + 8 * 3_600_000).toISOString().slice(0, 10)
      return step('suspend', worker, { reason: '等配件到货。', until }, 300)
    }
    await step(
      'conclude',
      worker,
      { outcome: told.conclusion, text: told.outcome, photos: [] },
      900 + ((i * 211) % 1800),
    )
    if (end === 'concluded') return
    await step('answer', clerk, { text: told.answer }, 70)
    if (end === 'answered') return
    if (end === 'visited') return step('visit', clerk, { outcome: 'reached', text: '电话回访，居民说先看两天。' }, 600)
    if (end === 'reopened') return step('rate', who.actor, { satisfied: false, text: '没两天又坏了。' }, 1500)
    await step('visit', clerk, { outcome: 'reached', text: '电话回访。' }, 600)
    await step('rate', who.actor, { satisfied: i % 9 !== 3 }, 200)
  }
  /** A reception session that was held, one to come, and what was said there (B04, B06). */
  const meetDelegates = async (): Promise<number> => {
    const keeper = [...staff.values()].find((actor) => actor.posts[0]?.role === 'studio-keeper')
    const who = residents[0]
    const post = keeper?.posts[0]
    if (!keeper || !post || !who) return 0
    const studio = studios.get(post.prefix.padEnd(12, '0')) ?? ''
    const session = (day: number, name: string) => {
      const from = closeOf(day) - 8 * 3_600_000
      const body = {
        studio,
        from: new Date(from).toISOString(),
        to: new Date(from + 2.5 * 3_600_000).toISOString(),
        delegates: ['岑○○', '容○○'],
        capacity: 12,
      }
      return announce(env, body, { actor: keeper, key: derivedId('demo', name) })
    }
    now = today - 6 * DAY
    const held = await session(dayOf(today - 4 * DAY), 'reception-held')
    await session(env.calendar.nthWorkday(dayOf(today), 4), 'reception-next')
    now = today - 4 * DAY
    const said = [
      '村口的公交站想加个遮雨棚，老人候车没处躲雨。',
      '建议农忙时把便民服务站的午休时间错开。',
      '想请农技站来讲一次柑橘黄龙病怎么防。',
    ]
    for (const [i, text] of said.entries()) {
      await fileReport(
        env,
        crypto,
        {
          variant: 'suggestion',
          category: 'opinion',
          unit: who.village,
          text,
          fields: {},
          photos: [],
          sealed: false,
          reception: held.id,
        },
        { actor: keeper, capacity: { post }, key: derivedId('demo', 'reception', String(i)), channel: 'studio' },
      )
    }
    now = today - 4 * DAY + 3_600_000
    const close = acts.find((act) => act.act === 'close-reception')
    if (close) await performAct(env, close, held.id, {}, { actor: keeper, key: derivedId('demo', 'reception-closed') })
    return said.length
  }
  for (const [i, told] of (matters as Told[]).entries()) await tell(told, i)
  // the clock walks through the weeks: what nobody took up is reminded of, then supervised
  for (let day = today - 20 * DAY; day < today; day += DAY) {
    now = day
    await sweepOnce(env, acts, COUNTY, fail)
  }
  now = today
  const count = await meetDelegates()
  await relayOnce(env, listeners, fail)
  return matters.length + count
}
