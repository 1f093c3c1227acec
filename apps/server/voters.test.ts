import { randomUUID } from 'node:crypto'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { youxian } from './testing-house.ts'
import { openTalkHouse, village } from './testing-talk.ts'

/* R1 over HTTP: the roll of a committee election, from drawing up to the last proxy (村民委员会组织法 Art. 15–18). */

let t: Awaited<ReturnType<typeof openTalkHouse>>
const DAY = 86_400_000
const ELECTION = '2026-12-20'
const VILLAGERS = [
  '黄柑妹',
  '李建国',
  '李建国',
  '王秀英',
  '周德贵',
  '吴小满',
  '郑有田',
  '冯春生',
  '陈桂花',
  '褚大山',
  '卫国强',
  '蒋月娥',
]
beforeAll(async () => {
  t = await openTalkHouse()
}, 120_000)
afterAll(() => t?.close())

const head = () => t.h.at(`${village}.committee.village-chair`)
const clerk = () => t.h.at(`${village}.service.village-clerk`)
const view = async (who = clerk()) => (await t.get(who, `/voter-rolls?unit=${village}`)).json()
const plan = (change: object = {}) => ({
  ...{ unit: village, electionDay: ELECTION, seats: 3, chosenBy: 'representatives', chosenOn: '2026-11-10' },
  committee: ['王秀英', '周德贵', '吴小满'],
  ...change,
})
const roll = async (): Promise<string> => (await view()).roll.id

test('without a roll of villagers nothing is drawn up; what lacks is listed whole, and nobody above draws it up', async () => {
  expect(await t.unmet(head(), '/voter-rolls', plan({ electionDay: '2026-11-30', committee: ['王秀英'] }))).toEqual([
    'villagers-listed',
    'committee-enough',
    'posted-long-enough',
  ])
  const body = `${village}.villagers`
  await t.done(head(), '/bodies', { unit: village, kind: 'villagers', title: '石龙村村民名册' })
  const term = { class: 'resident', from: '2020-01-01', until: '2036-12-31' }
  for (const [n, name] of VILLAGERS.entries())
    await t.done(clerk(), `/bodies/${body}/members`, { name, household: String(n), woman: n % 2 === 0, ...term })
  // one whose phone is known, and one whose time ends before the election
  const [one] = t.members()
  const [known] = await t.h.rows<{ name_enc: string }>(
    'SELECT name_enc FROM people.member WHERE account = $1 LIMIT 1',
    [one?.account],
  )
  await t.h.rows(
    `INSERT INTO people.member (county, id, body, account, name_enc, shown, class, household, woman, from_on, until_on)
     VALUES ($1, $2, $3, $4, $5, '某○', 'resident', '99', false, '2020-01-01', '2036-12-31')`,
    [youxian, randomUUID(), body, one?.account, known?.name_enc],
  )
  await t.done(clerk(), `/bodies/${body}/members`, { ...term, name: '早走人', until: '2026-12-01' })
  expect(
    await t.unmet(head(), '/voter-rolls', plan({ electionDay: '2026-11-30', committee: ['王秀英', '周德贵'] })),
  ).toEqual(['committee-enough', 'posted-long-enough'])
  const twice = await t.post(head(), '/voter-rolls', plan({ committee: ['李建国', '没有的人', '王秀英'] }))
  expect(twice.json().errors).toEqual([
    { pointer: '/body/committee/0', code: 'several' },
    { pointer: '/body/committee/1', code: 'unknown' },
  ])
  const town = t.h.at(`${village.slice(0, 9)}000.government.town-leader`)
  expect((await t.post(town, '/voter-rolls', plan())).statusCode).toBe(403)
  const key = randomUUID()
  const first = await t.done(head(), '/voter-rolls', plan(), key)
  expect(await t.done(head(), '/voter-rolls', plan(), key)).toEqual(first)
  expect(await t.unmet(head(), '/voter-rolls', plan())).toEqual(['no-other-roll'])
})

test('posted: whoever is entitled on the election day, numbered by households, hashed and on record; others read it masked', async () => {
  const id = await roll()
  await t.done(clerk(), `/voter-rolls/${id}/posting`)
  await t.h.relay()
  const { roll: now, law } = await view()
  expect(now).toMatchObject({
    state: 'posted',
    voters: 13,
    posted: { until: '2026-11-23', over: false, verdict: { met: true, given: 34, bar: 20 } },
  })
  expect(law.posted).toMatchObject({ amount: 20, source: { article: '第十七条' } })
  const [leaf] = await t.h.rows<{ body: { digest: string } }>(`SELECT body FROM record.waiting WHERE subject = $1`, [
    id,
  ])
  expect(leaf?.body.digest).toBe(now.posted.digest)
  const lines = (await t.get(clerk(), `/voter-rolls/${id}/lines`)).json()
  expect(lines.lines.map(({ name }: { name: string }) => name)).not.toContain('早走人')
  // a resident who is not on it reads masks; one who is reads names, and finds the own line
  const [mine, other] = t.members()
  const masked = (await t.get(other as never, `/voter-rolls/${id}/lines`)).json()
  expect([masked.names, masked.lines.some(({ name }: { name: string | null }) => name !== null)]).toEqual([
    false,
    false,
  ])
  const open = (await t.get(mine as never, `/voter-rolls/${id}/lines?q=黄柑`)).json()
  expect(open.lines.map(({ name }: { name: string }) => name)).toEqual(['黄柑妹'])
  expect((await view(mine as never)).roll.me).toMatchObject({ no: 13 })
  // what is posted is not changed by the villagers’ roll going on
  await t.done(clerk(), `/bodies/${village}.villagers/members`, {
    name: '后来人',
    class: 'resident',
    from: '2020-01-01',
    until: '2036-12-31',
  })
  expect((await view()).roll.voters).toBe(13)
  const journal = await t.h.rows('SELECT data FROM kernel.journal WHERE subject = $1', [id])
  expect(JSON.stringify(journal)).not.toMatch(/王秀英|黄柑妹/)
})

test('objections: by phone or noted from paper, three days to decide, more than half of the committee, the roll changes with the decision', async () => {
  const id = await roll()
  const [mine, other] = t.members()
  const own = await t.done(other as never, `/voter-rolls/${id}/objections`, {
    kind: 'missing',
    about: '林大山',
    reason: '我户籍在本村，名单上没有我。',
    own: true,
  })
  const wrong = await t.done(clerk(), `/voter-rolls/${id}/objections`, {
    kind: 'wrong',
    about: '褚大山',
    reason: '户口前年迁走了。',
    by: '卫国强',
  })
  const entry = await t.done(mine as never, `/voter-rolls/${id}/objections`, {
    kind: 'entry',
    about: '冯春声',
    reason: '名字写错一个字。',
  })
  expect(
    (
      await t.post(other as never, `/voter-rolls/${id}/objections`, {
        kind: 'wrong',
        about: '甲乙',
        reason: '不对。',
        by: '别人',
      })
    ).statusCode,
  ).toBe(403)
  // a stranger sees that there are objections and about whom, masked; never why
  const seen = (await view(t.members()[5] as never)).roll.objections
  expect(seen.map(({ shown, about, reason }: Record<string, unknown>) => [shown, about, reason]).sort()).toEqual([
    ['冯○○', null, null],
    ['林○○', null, null],
    ['褚○○', null, null],
  ])
  const [due] = await t.h.rows<{ due_at: Date }>('SELECT due_at FROM kernel.docket WHERE id = $1', [own.id])
  expect(due?.due_at.toISOString()).toBe('2026-11-19T09:30:00.000Z')

  const held = (await t.get(head(), '/voter-rolls/inbox')).json() as { kind: string; dueAt: string }[]
  expect(held.map(({ kind }) => kind).sort()).toEqual([
    'roll-objection',
    'roll-objection',
    'roll-objection',
    'voter-roll',
  ])
  const { committee } = (await view()).roll as { committee: { member: string; name: string }[] }
  const [a, b] = committee.map(({ member }) => member)
  const decide = `/roll-objections/${own.id}/decision`
  expect(await t.unmet(clerk(), decide, { accept: true, text: '属实。', deciders: [a, randomUUID()] })).toEqual([
    'committee-decides',
    'change-fits',
  ])
  await t.done(clerk(), decide, {
    accept: true,
    text: '户籍在本村，漏登，补上。',
    deciders: [a, b],
    change: { class: 'resident', household: '50', woman: false },
  })
  expect(
    await t.unmet(clerk(), `/roll-objections/${wrong.id}/decision`, {
      accept: true,
      text: '查实。',
      deciders: [a, b],
      change: { no: 99 },
    }),
  ).toEqual(['change-fits'])
  const at = (name: string) => t.get(clerk(), `/voter-rolls/${id}/lines?q=${name}`).then((reply) => reply.json().lines)
  const [struck] = await at('褚大山')
  await t.done(clerk(), `/roll-objections/${wrong.id}/decision`, {
    accept: true,
    text: '户口已迁出。',
    deciders: [a, b],
    change: { no: struck.no },
  })
  const [misspelt] = await at('冯春生')
  await t.done(clerk(), `/roll-objections/${entry.id}/decision`, {
    accept: true,
    text: '改正。',
    deciders: [b, a],
    change: { no: misspelt.no },
  })
  await t.h.relay()
  expect(await at('褚大山')).toEqual([])
  expect(await at('冯春声')).toMatchObject([{ no: misspelt.no }])
  expect(await at('林大山')).toMatchObject([{ no: 14 }])
  // whoever was left out reads names from now on, and the villagers’ roll says the same
  expect((await view(other as never)).roll.me).toMatchObject({ no: 14, name: '林大山' })
  const list = (await t.get(clerk(), `/bodies/${village}.villagers?limit=200`)).json().list as {
    name: string
    state: string
    phone: boolean
  }[]
  const stands = (name: string) => list.filter((one) => one.name === name).map(({ state }) => state)
  expect([stands('林大山'), stands('褚大山'), stands('冯春声'), stands('冯春生')]).toEqual([
    ['on-roll'],
    ['ended'],
    ['on-roll'],
    ['ended'],
  ])
  const [told] = await t.h.rows('SELECT FROM notices.notice WHERE account = $1 AND kind = $2', [
    other?.account,
    'roll-objection-decided',
  ])
  expect(told).toBeDefined()
})

test('settled only when the days are over and nothing is open; later objections come too late', async () => {
  const id = await roll()
  const [mine] = t.members()
  const late = await t.done(mine as never, `/voter-rolls/${id}/objections`, {
    kind: 'wrong',
    about: '卫国强',
    reason: '听说搬走了。',
  })
  expect((await t.unmet(head(), `/voter-rolls/${id}/settlement`)).sort()).toEqual([
    'nothing-open',
    'objection-days-over',
  ])
  t.h.setNow(t.h.env.now() + 8 * DAY)
  t.signInAgain()
  expect((await view()).roll.objections.filter(({ late }: { late: boolean }) => late)).toHaveLength(1)
  expect(
    await t.unmet(t.members()[2] as never, `/voter-rolls/${id}/objections`, {
      kind: 'missing',
      about: '某某',
      reason: '漏了我。',
    }),
  ).toEqual(['in-time'])
  expect(await t.unmet(head(), `/voter-rolls/${id}/settlement`)).toEqual(['nothing-open'])
  const { committee } = (await view()).roll as { committee: { member: string }[] }
  await t.done(clerk(), `/roll-objections/${late.id}/decision`, {
    accept: false,
    text: '查过，户口和人都在。',
    deciders: committee.map(({ member }) => member),
  })
  await t.done(head(), `/voter-rolls/${id}/settlement`)
  await t.h.relay()
  const now = (await view()).roll
  expect(now).toMatchObject({ state: 'settled', voters: 13 })
  expect(now.settled.digest).not.toBe(now.posted.digest)
})

test('candidates: more than seats, none of the committee; proxies: three a holder, none to a candidate, two at once never four', async () => {
  const id = await roll()
  const path = `/voter-rolls/${id}`
  expect(await t.unmet(head(), `${path}/candidates`, { candidates: ['王秀英', '郑有田', '冯春声'] })).toEqual([
    'more-than-seats',
    'candidates-not-in-committee',
  ])
  await t.done(head(), `${path}/candidates`, { candidates: ['郑有田', '冯春声', '陈桂花', '林大山'] })
  expect(
    await t.unmet(head(), `${path}/committee`, { committee: ['王秀英', '郑有田', '周德贵'], reason: '递补。' }),
  ).toEqual(['committee-no-candidate'])
  expect(await t.unmet(clerk(), `${path}/proxies`, { principal: '黄柑妹', holder: '郑有田', paper: false })).toEqual([
    'paper-seen',
    'holder-no-candidate',
  ])
  const give = (principal: string, holder: string) =>
    t.post(clerk(), `${path}/proxies`, { principal, holder, paper: true })
  expect((await give('黄柑妹', '王秀英')).statusCode).toBe(201)
  expect((await give('周德贵', '王秀英')).statusCode).toBe(201)
  const both = await Promise.all([give('吴小满', '王秀英'), give('蒋月娥', '王秀英')])
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
  expect(await t.unmet(clerk(), `${path}/proxies`, { principal: '王秀英', holder: '黄柑妹', paper: true })).toEqual([
    'principal-holds-none',
    'holder-votes-self',
  ])
  await t.done(clerk(), `${path}/proxies/revocation`, { principal: '黄柑妹' })
  expect(await t.unmet(clerk(), `${path}/proxies/revocation`, { principal: '黄柑妹' })).toEqual(['proxy-stands'])
  expect((await view()).roll.proxies).toHaveLength(2)
})

test('the paper bears every name and number; a changed byte is found; the day after the election it is over', async () => {
  const id = await roll()
  const paper = await t.get(clerk(), `/papers/voter-roll/${id}/pdf`)
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(paper.rawPayload)), { mergePages: true })
  const plain = text.replaceAll(/\s/g, '')
  for (const word of ['黄柑妹', '村民选举委员会', '委托人', '正式候选人', '林大山']) expect(plain).toContain(word)
  expect(plain).not.toContain('褚大山')
  const [mine] = t.members()
  expect((await t.get(mine as never, `/papers/voter-roll/${id}/pdf`)).statusCode).toBe(404)

  const findings = async () => {
    const found: unknown[] = []
    const check = t.h.house.modules.flatMap((m) => m.checks ?? []).find((one) => one.id === 'voters.roll-record')
    if (!check) throw new Error('no check')
    for await (const one of check.run({
      reader: { rows: ({ text, values }: { text: string; values: unknown[] }) => t.h.rows(text, values) },
      county: youxian,
      calendar: t.h.env.calendar,
    } as never))
      found.push(one)
    return found
  }
  expect(await findings()).toEqual([])
  await t.h.rows('UPDATE voters.listed SET household = $1 WHERE roll = $2 AND no = 1', ['7', id])
  expect(await findings()).toMatchObject([{ subject: id }])

  t.h.setNow(Date.parse(`${ELECTION}T16:05:00Z`))
  await t.h.sweep()
  t.signInAgain()
  expect((await view()).roll.state).toBe('over')
  const { id: next } = await t.done(clerk(), '/voter-rolls', plan({ electionDay: '2027-02-01' }))
  await t.done(clerk(), `/voter-rolls/${next}/posting`)
  const left = await t.done(mine as never, `/voter-rolls/${next}/objections`, {
    ...{ kind: 'wrong', about: '卫国强', reason: '听说搬走了。' },
  })
  // a roll that is given up takes along what nobody decided; there is nothing left to decide or to be late with
  await t.done(head(), `/voter-rolls/${next}/annulment`, { reason: '日子改了。' })
  const decision = { accept: false, text: '查过。', deciders: [] }
  expect(await t.unmet(clerk(), `/roll-objections/${left.id}/decision`, decision)).toContain('roll-posted')
  await t.h.relay()
  const [ended] = await t.h.rows<{ state: string; due_at: Date | null }>('SELECT * FROM kernel.docket WHERE id = $1', [
    left.id,
  ])
  expect(ended).toMatchObject({ state: 'lapsed', due_at: null, holder_org: null })
})
