import { conveneMeeting, giveMandate, proposeTopic } from '@gongzhi/deliberation/server'
import { openName, openPhone } from '@gongzhi/identity/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { performAct } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { relayOnce } from '@gongzhi/kernel/server/jobs.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { representativeClasses } from '@gongzhi/people/rules'
import { enterMember, foundBody } from '@gongzhi/people/server'
import type { Opened } from '../open.ts'
import { actorsByPost, residentsOf, sealedOf } from './store-cast.ts'
import talk from './talk.json' with { type: 'json' }

/* 石龙村 (游仙区仙鹤镇): a council of twelve, last month's evening talk, what became of it, and tonight's. */

const COUNTY = '510704'
const VILLAGE = '510704123206'
const BODY = `${VILLAGE}.council`
const DAY = 86_400_000
const MINUTE = 60_000

/** What an earlier evening of the council is told with. */
export type Stage = {
  readonly env: Env
  readonly url: string
  readonly today: number
  readonly key: (...parts: string[]) => string
  /** Goes on at an instant. */
  readonly to: (at: number) => void
  readonly does: (
    actor: Actor,
    kind: string,
    name: string,
    id: string,
    input?: Record<string, unknown>,
    minutes?: number,
  ) => Promise<unknown>
  readonly relay: () => Promise<unknown>
  readonly cast: Readonly<Record<'chair' | 'secretary' | 'branch' | 'village', Actor>>
  readonly residents: readonly Actor[]
  readonly members: readonly string[]
}

/** Tells the story through real acts; answers how many topics there are. `before`: an earlier evening, whose promises are struck off. */
export const tellTalk = async (
  { env: real, house, url, crypto }: Opened,
  before?: (stage: Stage) => Promise<readonly string[]>,
): Promise<number> => {
  const today = real.now()
  let now = today
  const env: Env = { ...real, now: () => now }
  const acts = house.modules.flatMap((m) => m.acts ?? [])
  const listeners = house.modules.flatMap((m) => m.listeners ?? [])
  const fail = (error: unknown) => {
    throw error
  }
  const { staff, residents, sealed } = await asOwner(url, async (owner) => {
    const people = (await residentsOf(owner, COUNTY)).filter(({ village }) => village === VILLAGE)
    return {
      staff: await actorsByPost(owner, COUNTY),
      residents: people.map(({ actor }) => actor),
      sealed: await sealedOf(
        owner,
        COUNTY,
        people.map(({ actor }) => actor.account ?? ''),
      ),
    }
  })
  const at = (post: string): Actor => staff.get(`${VILLAGE}.${post}`) ?? fail(new Error(`no post ${post}`))
  const [chair, secretary] = [at('council.council-chair'), at('council.council-secretary')]
  const [branch, village] = [at('branch.branch-secretary'), at('committee.village-chair')]
  const key = (...parts: string[]) => derivedId('demo', 'talk', ...parts)
  let step = 0
  const does = async (
    actor: Actor,
    kind: string,
    name: string,
    id: string,
    input: Record<string, unknown> = {},
    minutes = 1,
  ) => {
    now += minutes * MINUTE
    const found = acts.find((act) => act.act === name && act.subject.kind === kind)
    if (!found) throw new Error(`no act ${kind}.${name}`)
    const body = found.endpoint.body?.parse(input) ?? input
    return performAct(env, found, id, body, { actor, key: key(kind, name, id, String(++step)) })
  }
  const relay = () => relayOnce(env, listeners, fail)
  const resident = (n: number): Actor => residents[n % residents.length] ?? fail(new Error('no residents'))

  // the representatives (村民委员会组织法 Art. 29): from the list and on paper, none with an account
  now = today - 310 * DAY
  const foundReps = {
    unit: VILLAGE,
    kind: 'representatives' as const,
    title: '石龙村村民代表会议',
    classes: [...representativeClasses],
  }
  await foundBody(env, foundReps, { actor: branch, key: key('representatives') })
  for (const [n, name] of talk.representatives.entries()) {
    const term = { from: isoDay(dayOf(today - 310 * DAY)), until: isoDay(dayOf(today + 800 * DAY)) }
    const entry = { name, class: 'representative', woman: n % 5 < 2, household: `r${n}`, ...term }
    const call = { actor: branch, key: key('representative', String(n)) }
    await enterMember(env, crypto, `${VILLAGE}.representatives`, entry, call)
  }

  // what the villagers’ meeting gave into their hands (Art. 28)
  now = today - 305 * DAY
  const given = { on: isoDay(dayOf(today - 306 * DAY)), until: isoDay(dayOf(today + 420 * DAY)) }
  const mandate = { unit: VILLAGE, ...talk.mandate, by: 'households' as const, ...given, files: [] }
  await giveMandate(env, mandate as Parameters<typeof giveMandate>[1], { actor: village, key: key('mandate') })

  // the council, a year ago
  now = today - 300 * DAY
  await foundBody(
    env,
    { unit: VILLAGE, kind: 'council', title: '石龙村群众议事会' },
    { actor: branch, key: key('body') },
  )
  const members: string[] = []
  for (const [n, actor] of residents.entries()) {
    const { id } = await enterMember(
      env,
      crypto,
      BODY,
      {
        name: openName(crypto, sealed.get(actor.account ?? '')?.name ?? ''),
        phone: openPhone(crypto, sealed.get(actor.account ?? '')?.phone ?? ''),
        class: talk.classes[n] ?? 'masses',
        household: `h${Math.floor(n / 2)}`,
        woman: n % 3 === 1,
        from: isoDay(dayOf(today - 300 * DAY)),
        until: isoDay(dayOf(today + 800 * DAY)),
      },
      { actor: branch, key: key('member', String(n)) },
    )
    members.push(id)
  }

  const to = (at: number) => {
    now = at
  }
  const cast = { chair, secretary, branch, village }
  const promises = (await before?.({ env, url, today, key, to, does, relay, cast, residents, members })) ?? []

  const propose = async (one: { title: string; text: string; concerns?: string }, n: number) => {
    const { id } = await proposeTopic(
      env,
      { unit: VILLAGE, title: one.title, text: one.text, concerns: one.concerns ?? 'common', photos: [] },
      { actor: resident(n), key: key('topic', one.title) },
    )
    for (let s = 0; s < 2 + (n % 4); s++) await does(resident(n + 1 + s), 'topic', 'support', id)
    return id
  }
  const plan = (title: string, startsAt: number, agenda: string[]) => ({
    body: BODY,
    title,
    startsAt: new Date(startsAt).toISOString(),
    venue: '石龙村群众议事堂（村委会一楼）',
    venueKind: 'hall' as const,
    venueNotes: '门口有坡道，轮椅能进；有扶手的椅子六把。',
    agenda,
    advisers: [],
    materials: [],
  })

  // last month's talk: two topics, two resolutions, four promises
  now = today - 40 * DAY
  const topics: string[] = []
  for (const [n, one] of talk.past.entries()) {
    const id = await propose(one, n)
    await does(branch, 'topic', 'admit', id)
    topics.push(id)
  }
  const evening = dayOf(today - 34 * DAY) * DAY + 19.5 * 3_600_000 - 8 * 3_600_000
  const held = await conveneMeeting(env, plan('乡村夜话（十月）', evening, topics), { actor: chair, key: key('held') })
  await does(chair, 'meeting', 'notify', held.id)
  await relay()
  now = evening - 15 * MINUTE
  for (const member of members.slice(0, 10))
    await does(secretary, 'meeting', 'mark-in', held.id, { member, how: 'list' }, 0.5)
  now = Math.max(now, evening)
  await does(chair, 'meeting', 'open', held.id)
  await does(chair, 'meeting', 'present-list', held.id)
  for (const task of promises) await does(chair, 'task', 'strike-off', task, { hands: { yes: 10, no: 0, abstain: 0 } })
  for (const [n, one] of talk.past.entries()) {
    const topic = topics[n] ?? ''
    await does(chair, 'meeting', 'take-item', held.id, { topic })
    for (const [s, gist] of one.said.entries()) {
      await does(chair, 'meeting', 'give-floor', held.id, { member: members[(n * 3 + s) % 10] }, 2)
      await does(secretary, 'meeting', 'end-turn', held.id, { gist }, 3)
    }
    await does(chair, 'meeting', 'offer-round', held.id)
    const vote = key('vote', String(n))
    await does(chair, 'meeting', 'put-to-vote', held.id, {
      id: vote,
      mode: 'open',
      text: one.consensus,
      clauses: one.clauses.map((text) => ({ text })),
    })
    for (const [m, member] of members.slice(0, 10).entries())
      await does(secretary, 'vote', 'note-hand', vote, { member, choice: m === 9 - n ? 'abstain' : 'yes' }, 0.2)
    await does(chair, 'vote', 'close', vote)
  }
  await does(chair, 'meeting', 'end', held.id)
  await relay()
  await does(secretary, 'meeting', 'record', held.id, {}, 60)
  await does(chair, 'meeting', 'sign', held.id, {}, 20)
  const decided = await asOwner(
    url,
    async (owner) =>
      (await owner.query('SELECT id, title FROM deliberation.resolution WHERE county = $1 ORDER BY id', [COUNTY])).rows,
  )
  for (const one of talk.past) {
    const id = decided.find(({ title }) => title === one.title)?.id as string
    await does(chair, 'resolution', 'sign', id)
    // X4: a matter of the villagers’ goes on to their representatives
    if (one.tasks.length === 0) {
      await does(village, 'resolution', 'refer', id)
      continue
    }
    const tasks = one.tasks.map(({ clause, text, org, owner, days }) => ({
      clause,
      text,
      org: `${VILLAGE}.${org}`,
      owner,
      until: isoDay(dayOf(evening + days * DAY)),
    }))
    await does(village, 'resolution', 'hand-over', id, { tasks })
  }
  await relay()
  const promised = await asOwner(
    url,
    async (owner) => (await owner.query('SELECT id, text FROM deliberation.task WHERE county = $1', [COUNTY])).rows,
  )
  for (const one of talk.past.flatMap(({ tasks }) => tasks)) {
    const id = promised.find(({ text }) => text === one.text)?.id as string
    now = evening + (one.days - 1) * DAY
    if (one.evidence === null) await does(village, 'task', 'report', id, { text: '轮值表排好了，等天晴。' })
    else await does(village, 'task', 'claim', id, { evidence: one.evidence })
  }

  // what came in since, and tonight's talk
  const agenda: string[] = []
  for (const [n, one] of talk.waiting.entries()) {
    now = today - (9 - (n % 3)) * DAY
    if (one.end === 'proposed') now = today - DAY
    const id = await propose(one, n + 3)
    now += DAY
    if (one.end === 'scheduled' || one.end === 'admitted') await does(branch, 'topic', 'admit', id)
    if (one.ground)
      await does(branch, 'topic', 'refuse', id, { ground: one.ground, text: one.why, article: one.article })
    if (one.end === 'scheduled') agenda.push(id)
  }
  now = today - 4 * DAY
  // the next evening that is still to come
  const tonight = dayOf(today) * DAY + 19.5 * 3_600_000 - 8 * 3_600_000
  const starts = tonight > today ? tonight : tonight + DAY
  const next = await conveneMeeting(env, plan('乡村夜话（十一月）', starts, agenda), { actor: chair, key: key('next') })
  await does(chair, 'meeting', 'notify', next.id)
  now = today
  await relay()
  return talk.past.length + talk.waiting.length
}
