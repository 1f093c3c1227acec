import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openElectionHouse } from './testing-election.ts'
import { village } from './testing-talk.ts'

/* X4 over HTTP: what the council said on a reserved matter goes on to the body whose decision it is, and is decided there. */

let t: Awaited<ReturnType<typeof openElectionHouse>>
beforeAll(async () => {
  t = await openElectionHouse()
})
afterAll(() => t.h.close())

const day = (days: number) => new Date(t.h.env.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)
const view = async (path: string, who = t.clerk) => (await t.get(who, path)).json()

/** The council's word on a matter, signed: `concerns` says whose decision it is. */
const councilSays = async (title: string, concerns: string, more: object = {}): Promise<string> => {
  const { id: topic } = await t.done(t.members()[2] as never, '/topics', {
    ...{ unit: village, title, text: `${title}，大家商量。`, concerns, ...more },
  })
  await t.done(t.branch, `/topics/${topic}/admission`)
  const { id } = await t.done(t.chair, '/meetings', {
    ...{ body: `${village}.council`, title: '乡村夜话', venue: '议事堂', venueKind: 'hall', agenda: [topic] },
    ...{ startsAt: new Date(t.h.env.now() + 600_000).toISOString(), urgent: '等不得。' },
  })
  await t.done(t.chair, `/meetings/${id}/notice`)
  await t.h.relay()
  const roll = await t.onRoll()
  for (const { member } of roll) await t.done(t.secretary, `/meetings/${id}/arrivals`, { member, how: 'list' })
  await runs(
    t.chair,
    t.secretary,
    id,
    topic,
    roll.map(({ member }) => member),
  )
  await t.done(t.chair, `/meetings/${id}/end`)
  const { resolution } = await view(`/topics/${topic}`)
  await t.done(t.chair, `/resolutions/${resolution}/signature`)
  return resolution
}
/** Opened, the open list laid, the item taken, asked round, voted on by hands; all in favour. */
const runs = async (
  host: typeof t.head,
  recorder: typeof t.head,
  meeting: string,
  topic: string,
  members: readonly string[],
): Promise<string> => {
  const state = (await view(`/meetings/${meeting}`, host)).state
  if (state === 'notified') {
    await t.done(host, `/meetings/${meeting}/opening`)
    await t.done(host, `/meetings/${meeting}/open-list`)
  }
  await t.done(host, `/meetings/${meeting}/item`, { topic })
  await t.done(host, `/meetings/${meeting}/round`)
  const vote = randomUUID()
  const words = { mode: 'open', text: '修，村里出料，大家出工。', clauses: [{ text: '三个月修好排水沟' }] }
  await t.done(host, `/meetings/${meeting}/votes`, { id: vote, ...words })
  for (const member of members) await t.done(recorder, `/votes/${vote}/hands`, { member, choice: 'yes' })
  await t.done(host, `/votes/${vote}/closing`)
  await t.h.relay()
  return vote
}
/** A meeting of a body over these topics, noticed, with these members there. */
const gathered = async (body: string, agenda: string[], members: readonly string[]): Promise<string> => {
  const { id } = await t.done(t.head, '/meetings', {
    ...{ body, title: '村里开会', venue: '村委会', venueKind: 'hall', agenda, urgent: '等不得。' },
    startsAt: new Date(t.h.env.now() + 600_000).toISOString(),
  })
  await t.done(t.head, `/meetings/${id}/notice`)
  await t.h.relay()
  for (const member of members) await t.done(t.clerk, `/meetings/${id}/arrivals`, { member, how: 'list' })
  return id
}
/** One of the representatives, with so many of them there. */
const called = (agenda: string[], here = 9): Promise<string> =>
  gathered(t.body, agenda, t.representatives.slice(0, here))
const mandate = (change: object = {}) => ({
  ...{ unit: village, concerns: ['planning'], on: day(-30), until: day(300), by: 'households' },
  ...{
    entitled: 300,
    present: 210,
    counts: { yes: 190, no: 10, abstain: 10 },
    text: '授权村民代表会议讨论决定村庄规划和建设。',
  },
  ...change,
})

test('a mandate is refused with all that is missing, kept with its verdicts, shown to everybody, in the public record', async () => {
  const wrong = mandate({
    concerns: ['covenant'],
    until: day(-40),
    present: 190,
    counts: { yes: 90, no: 101, abstain: 0 },
  })
  const lacking = ['concerns-delegable', 'term-stated', 'counts-fit', 'quorum', 'passes']
  expect(await t.unmet(t.head, '/mandates', wrong)).toEqual(lacking)
  // the council keeps no mandates, and neither does the town
  expect((await t.post(t.chair, '/mandates', mandate())).statusCode).toBe(403)
  expect((await t.post(t.town, '/mandates', mandate())).statusCode).toBe(403)
  const key = randomUUID()
  const { id } = await t.done(t.head, '/mandates', mandate(), key)
  expect((await t.done(t.head, '/mandates', mandate(), key)).id).toBe(id)
  await t.h.relay()
  const shownTo = async (who = t.clerk) =>
    (await view(`/mandates?unit=${village}`, who)).find((one: { id: string }) => one.id === id)
  const shown = await shownTo(t.members()[1])
  expect(shown).toMatchObject({ state: 'given', concerns: ['planning'], prospects: [] })
  expect(shown.verdicts[0].clauses[0].sums[0]).toMatchObject({ count: 210, of: 300, need: 200 })
  const kinds = await t.h.rows<{ kind: string }>('SELECT kind FROM record.waiting WHERE subject = $1', [id])
  expect(kinds.map(({ kind }) => kind)).toEqual(['mandate'])
  await t.done(t.head, `/mandates/${id}/end`, { reason: '村民会议收回。' })
  await t.h.relay()
  expect(await shownTo()).toMatchObject({ state: 'taken-back', ended: '村民会议收回。' })
})

test('without a mandate the villagers decide themselves; with one, their representatives, in their own hands, to the last promise', async () => {
  const resolution = await councilSays('修东头排水沟', 'planning')
  const before = await view(`/resolutions/${resolution}`)
  expect(before.reserved).toMatchObject({ by: 'villagers', article: '第二十八条第一项' })
  expect(before.goesTo).toEqual([
    { body: 'representatives', may: false },
    { body: 'households', may: true },
    { body: 'villagers', may: true },
  ])
  const tasks = [{ clause: 1, text: '修沟', org: `${village}.committee`, owner: '村委会', until: day(90) }]
  expect(await t.unmet(t.head, `/resolutions/${resolution}/tasks`, { tasks })).toEqual(['not-reserved-by-law'])
  const referral = `/resolutions/${resolution}/referral`
  expect(await t.unmet(t.head, referral, { to: 'representatives' })).toEqual(['body-may-decide'])
  expect(await t.unmet(t.head, referral, { to: 'collective' })).toEqual(['body-may-decide'])
  const { id: given } = await t.done(t.head, '/mandates', mandate())
  const key = randomUUID()
  await t.done(t.head, referral, {}, key)
  await t.done(t.head, referral, {}, key)
  await t.h.relay()

  // it stands before the representatives, with where it came from; whoever brought it hears of it
  const { referredTo, state } = await view(`/resolutions/${resolution}`)
  expect(state).toBe('referred')
  expect(referredTo).toMatchObject({ body: 'representatives', state: 'proposed', resolution: null })
  const topic = referredTo.id
  const seen = await view(`/topics/${topic}`, t.members()[2])
  expect(seen).toMatchObject({
    origin: { id: resolution },
    reserved: { by: null },
    mine: true,
    body: 'representatives',
  })
  const told = await t.h.rows('SELECT 1 FROM notices.notice WHERE subject = $1 AND kind = $2', [
    topic,
    'topic-referred',
  ])
  expect(told).toHaveLength(1)

  // the branch studies it first and cannot turn it away; nobody takes it back
  const refusal = { ground: 'not-ready', text: '再看看。' }
  expect(await t.unmet(t.branch, `/topics/${topic}/refusal`, refusal)).toEqual(['not-referred'])
  expect(await t.unmet(t.members()[2] as never, `/topics/${topic}/withdrawal`)).toContain('not-referred')
  await t.done(t.branch, `/topics/${topic}/admission`)

  // not the council's to call, nor on the council's agenda
  const plan = {
    title: '夜话',
    venue: '议事堂',
    venueKind: 'hall',
    startsAt: new Date(t.h.env.now() + 9e5).toISOString(),
  }
  expect((await t.post(t.chair, '/meetings', { ...plan, body: t.body, agenda: [topic] })).statusCode).toBe(403)
  const there = await t.post(t.chair, '/meetings', { ...plan, body: `${village}.council`, agenda: [topic] })
  expect(there.json().errors).toMatchObject([{ pointer: '/body/agenda/0' }])
  const list = async (body: string) => (await view(`/topics?unit=${village}&state=admitted&body=${body}`)).rows
  expect((await list('representatives')).map(({ id }: { id: string }) => id)).toEqual([topic])
  expect((await list('council')).map(({ id }: { id: string }) => id)).not.toContain(topic)

  // two thirds of nine are six
  const meeting = await called([topic], 5)
  expect(await t.unmet(t.head, `/meetings/${meeting}/opening`)).toEqual(['quorum'])
  await t.done(t.clerk, `/meetings/${meeting}/arrivals`, { member: t.representatives[5] ?? '', how: 'list' })
  await t.done(t.head, `/meetings/${meeting}/opening`)
  await t.done(t.head, `/meetings/${meeting}/open-list`)
  await t.done(t.head, `/meetings/${meeting}/item`, { topic })
  await t.done(t.head, `/meetings/${meeting}/round`)
  // taken back meanwhile: what they would decide would be void
  await t.done(t.clerk, `/mandates/${given}/end`, { reason: '村民会议收回。' })
  const put = { mode: 'open', text: '修。', clauses: [{ text: '修好' }] }
  expect(await t.unmet(t.head, `/meetings/${meeting}/votes`, put)).toEqual(['body-may-decide'])
  await t.done(t.head, '/mandates', mandate({ on: day(-1) }))
  expect((await t.post(t.chair, `/meetings/${meeting}/votes`, put)).statusCode).toBe(403)
  const vote = await runs(t.head, t.clerk, meeting, topic, t.representatives.slice(0, 5))
  const held = await view(`/meetings/${meeting}`, t.clerk)
  expect(held.items[0].votes[0]).toMatchObject({ id: vote, state: 'passed', counts: { yes: 5 } })
  expect(held.items[0].votes[0].verdicts[1].clauses[0].source.article).toBe('第三十条')
  await t.done(t.head, `/meetings/${meeting}/end`)

  // their own resolution: signed by the committee's chair, carried out, struck off by themselves
  const decided = (await view(`/topics/${topic}`)).resolution
  expect(await view(`/resolutions/${decided}`)).toMatchObject({ body: 'representatives', reserved: null, goesTo: [] })
  expect((await view(`/resolutions/${resolution}`)).referredTo).toMatchObject({ state: 'decided', resolution: decided })
  expect((await t.post(t.chair, `/resolutions/${decided}/signature`)).statusCode).toBe(403)
  await t.done(t.head, `/resolutions/${decided}/signature`)
  await t.done(t.head, `/resolutions/${decided}/tasks`, { tasks })
  await t.h.relay()
  const { promises } = await view(`/resolutions/${decided}`)
  await t.done(t.head, `/tasks/${promises[0].id}/completion`, { evidence: '沟修好了，水走得通。' })
  // the next time they sit, it comes first, and their hands strike it off
  const second = await councilSays('修西头水渠', 'planning')
  await t.done(t.head, `/resolutions/${second}/referral`)
  const another = (await view(`/resolutions/${second}`)).referredTo.id
  await t.done(t.branch, `/topics/${another}/admission`)
  const next = await called([another])
  await t.done(t.head, `/meetings/${next}/opening`)
  expect(await t.unmet(t.head, `/meetings/${next}/item`, { topic: another })).toEqual(['open-list-presented'])
  await t.done(t.head, `/meetings/${next}/open-list`)
  const path = `/tasks/${promises[0].id}/strike-off`
  const hands = { hands: { yes: 5, no: 2, abstain: 2 } }
  expect((await t.post(t.chair, path, hands)).statusCode).toBe(403)
  expect(await t.unmet(t.clerk, path, { hands: { yes: 4, no: 3, abstain: 2 } })).toEqual(['members-confirm'])
  await t.done(t.clerk, path, hands)
  await t.h.relay()
  expect((await view(`/resolutions/${decided}`)).state).toBe('done')
}, 60_000)

test('the covenant goes to the villagers, the land to the collective, and neither is the representatives’ (X1, Art. 31)', async () => {
  const covenant = await councilSays('村规民约加一条', 'covenant')
  const may = (await view(`/resolutions/${covenant}`)).goesTo.map(({ body }: { body: string }) => body)
  expect(may).toEqual(['households', 'villagers'])
  await t.done(t.head, `/resolutions/${covenant}/referral`)
  expect((await view(`/resolutions/${covenant}`)).referredTo.body).toBe('households')
  // held by all of age instead; the representatives and the council cannot have it
  const { id: topic } = (await view(`/resolutions/${covenant}`)).referredTo
  expect((await view(`/topics/${topic}`)).goesTo).toEqual(['villagers'])
  const passing = `/topics/${topic}/passing-on`
  expect(await t.unmet(t.head, passing, { to: 'representatives' })).toEqual(['body-may-decide'])
  expect(await t.unmet(t.head, passing, { to: 'council' })).toEqual(['body-may-decide'])
  expect(await t.unmet(t.head, passing, { to: 'households' })).toEqual(['another-body'])
  expect((await t.post(t.chair, passing, { to: 'villagers' })).statusCode).toBe(403)
  await t.done(t.head, passing, { to: 'villagers' })
  expect(await view(`/topics/${topic}`)).toMatchObject({ body: 'villagers', goesTo: ['households'] })
  const land = await councilSays('荒坡发包', 'collective-property')
  expect(await t.unmet(t.head, `/resolutions/${land}/referral`, { to: 'villagers' })).toEqual(['body-may-decide'])
  await t.done(t.head, `/resolutions/${land}/referral`)
  const { referredTo } = await view(`/resolutions/${land}`)
  expect(referredTo.body).toBe('collective')
  expect((await view(`/topics/${referredTo.id}`)).reserved.by).toBe(null)
}, 60_000)

test('the villagers’ meeting held here gives its mandate by its resolution: nothing is typed again, and it holds at once', async () => {
  const asked = { unit: village, title: '补贴交给代表会议定', text: '每年都要定，交给代表会议。', concerns: 'mandate' }
  const brings = (more: object) => t.post(t.members()[2] as never, '/topics', { ...asked, ...more })
  const grants = { concerns: ['allowance'], until: day(400) }
  expect((await brings({})).json().errors).toEqual([{ pointer: '/body/grants', code: 'required' }])
  expect((await brings({ concerns: 'common', grants })).json().errors).toMatchObject([{ pointer: '/body/grants' }])
  const wrong = { ...asked, grants: { concerns: ['covenant'], until: day(-1) } }
  expect(await t.unmet(t.members()[2] as never, '/topics', wrong)).toEqual(['concerns-delegable', 'term-stated'])
  // the branch cannot make a mandate of what names no matters
  const { id: other } = await t.done(t.members()[2] as never, '/topics', { ...asked, concerns: 'allowance' })
  expect(await t.unmet(t.branch, `/topics/${other}/admission`, { concerns: 'mandate' })).toEqual(['grants-stated'])

  // the council's word on it is no mandate yet: it goes on to the villagers, never to the representatives themselves
  const resolution = await councilSays('补贴交给代表会议定', 'mandate', { grants })
  const said = await view(`/resolutions/${resolution}`)
  expect(said).toMatchObject({ state: 'signed', grants, reserved: { by: 'assembly', article: '第二十八条第二款' } })
  expect(said.goesTo.map(({ body }: { body: string }) => body)).toEqual(['households', 'villagers'])
  await t.done(t.head, `/resolutions/${resolution}/referral`)
  const { id: topic } = (await view(`/resolutions/${resolution}`)).referredTo
  expect(await view(`/topics/${topic}`)).toMatchObject({ body: 'households', grants })
  await t.done(t.branch, `/topics/${topic}/admission`)

  // nine households, seven there, five for it
  const body = `${village}.households`
  await t.done(t.head, '/bodies', { unit: village, kind: 'households', title: '户代表' })
  const households: string[] = []
  for (let n = 0; n < 9; n++) {
    const term = { class: 'household', from: '2026-01-01', until: '2030-12-31', household: `H${n}` }
    households.push((await t.done(t.clerk, `/bodies/${body}/members`, { name: `户主${n}`, ...term })).id)
  }
  const meeting = await gathered(body, [topic], households.slice(0, 7))
  await runs(t.head, t.clerk, meeting, topic, households.slice(0, 5))
  await t.done(t.head, `/meetings/${meeting}/end`)
  const decided = (await view(`/topics/${topic}`)).resolution
  const holding = async () =>
    (await view(`/mandates?unit=${village}`)).filter(
      ({ resolution }: { resolution: { id: string } | null }) => resolution?.id === decided,
    )
  expect(await holding()).toEqual([])
  const key = randomUUID()
  await t.done(t.head, `/resolutions/${decided}/signature`, {}, key)
  await t.done(t.head, `/resolutions/${decided}/signature`, {}, key)
  await t.h.relay()
  const signed = await view(`/resolutions/${decided}`)
  expect(signed).toMatchObject({ state: 'done', promises: [], reserved: null })
  const [given, ...more] = await holding()
  expect(more).toEqual([])
  expect(given).toMatchObject({
    ...grants,
    ...{ state: 'given', on: day(0), by: 'households', entitled: 9, present: 7 },
    ...{ counts: { yes: 5, no: 0, abstain: 0 }, text: signed.text, verdicts: signed.verdicts },
    resolution: { number: signed.number },
  })
  const kinds = await t.h.rows<{ kind: string }>(
    'SELECT kind FROM record.waiting WHERE subject = ANY ($1) ORDER BY kind',
    [[given.id, decided]],
  )
  expect(kinds.map(({ kind }) => kind)).toEqual(['mandate', 'resolution'])

  // what it gives is theirs from now on
  const money = await councilSays('误工补贴怎么发', 'allowance')
  await t.done(t.head, `/resolutions/${money}/referral`)
  expect((await view(`/resolutions/${money}`)).referredTo.body).toBe('representatives')
  expect(await t.h.broken()).toEqual([])
}, 60_000)
