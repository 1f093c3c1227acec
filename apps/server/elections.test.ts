import { randomUUID } from 'node:crypto'
import { loadLocalRules } from '@gongzhi/law/server'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openElectionHouse } from './testing-election.ts'
import { youxian } from './testing-house.ts'
import { village } from './testing-talk.ts'

/* D08 over HTTP: a council is chosen by the representatives, class by class, and takes office. */

let t: Awaited<ReturnType<typeof openElectionHouse>>
beforeAll(async () => {
  t = await openElectionHouse()
}, 120_000)
afterAll(() => t?.close())

const textOf = async (pdf: Buffer): Promise<string> =>
  (await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })).text.replaceAll(/\s/g, '')
const resultOf = (view: { ballots: { sums: { nominee: string; result: string }[] }[] }) =>
  Object.fromEntries(view.ballots.at(-1)?.sums.map(({ nominee, result }) => [nominee, result]) ?? [])

test('an election needs a seat for every class the council asks for, and nobody but the village’s own hands opens it', async () => {
  const seats = [{ class: 'masses', seats: 2 }]
  const body = { unit: village, title: '推选', from: '2026-11-20', until: '2029-11-19', on: '2026-11-18' }
  expect(await t.unmet(t.head, '/elections', { ...body, seats })).toEqual(['seats-meet-quotas'])
  expect((await t.post(t.head, '/elections', { ...body, seats: [{ class: 'nobles', seats: 1 }] })).statusCode).toBe(400)
  expect((await t.post(t.town, '/elections', { ...body, seats })).statusCode).toBe(403)
})

test('residents name, those named answer by their own phone, and nobody sees who was named before they agree', async () => {
  const id = await t.open()
  const [one, two] = [t.members()[0], t.members()[1]]
  if (!one || !two) throw new Error('no residents')
  await t.done(one, `/elections/${id}/nominees`, { name: '林大山', class: 'masses', self: true })
  await t.done(two, `/elections/${id}/nominees`, { name: '何小满', class: 'masses' })
  expect((await t.view(id, two)).nominees).toEqual([])
  const [mine] = (await t.view(id, one)).nominees
  expect(mine).toMatchObject({ shown: '林大山', mine: true, state: 'named' })
  expect(await t.unmet(two, `/elections/${id}/acceptances`, { nominee: mine.id })).toEqual(['own-word'])
  await t.done(one, `/elections/${id}/acceptances`, { nominee: mine.id })
  expect((await t.view(id, two)).nominees.map(({ shown }: { shown: string }) => shown)).toEqual(['林○○'])
  expect(await t.unmet(one, `/elections/${id}/acceptances`, { nominee: mine.id })).toEqual(['nominee-undecided'])
  expect(await t.unmet(two, `/elections/${id}/nominees`, { name: '林大山', class: 'masses' })).toEqual([
    'not-named-yet',
  ])
  expect(await t.unmet(two, `/elections/${id}/nominees`, { name: '某某', class: 'nobles' })).toEqual(['class-known'])
  // no name stands in the journal
  const journal = await t.h.rows('SELECT data FROM kernel.journal WHERE subject = $1', [id])
  expect(JSON.stringify(journal)).not.toMatch(/林大山|何小满/)
  await t.done(one, `/elections/${id}/withdrawals`, { nominee: mine.id })
  expect((await t.view(id, two)).nominees).toEqual([])
  await t.done(t.head, `/elections/${id}/annulment`, { reason: '试一试。' })
})

test('nominations close only when every seat has somebody who agreed and nobody is undecided; all that lacks is listed', async () => {
  const id = await t.open()
  await t.done(t.clerk, `/elections/${id}/nominees`, { name: '何小满', class: 'masses' })
  expect((await t.unmet(t.head, `/elections/${id}/closing`)).sort()).toEqual(['enough-nominees', 'nobody-undecided'])
  expect((await t.view(id)).lacking).toEqual([
    { class: 'committees', title: '村两委班子', seats: 1 },
    { class: 'masses', title: '群众代表', seats: 2 },
  ])
  await t.done(t.head, `/elections/${id}/annulment`, { reason: '试一试。' })
})

test('a meeting of the representatives is in the village’s hands, not in the council’s, and needs two thirds of them', async () => {
  const id = await t.open()
  const plan = { body: t.body, title: '村民代表会议', venue: '村委会', venueKind: 'hall', agenda: [], election: id }
  const startsAt = new Date(t.h.env.now() + 600_000).toISOString()
  expect((await t.post(t.head, '/meetings', { ...plan, startsAt })).statusCode).toBe(400)
  for (const [name, code] of [
    ['周一', 'committees'],
    ['吴二', 'masses'],
    ['郑三', 'masses'],
  ] as const)
    await t.stands(id, name, code)
  await t.done(t.head, `/elections/${id}/closing`)
  expect((await t.post(t.chair, '/meetings', { ...plan, startsAt })).statusCode).toBe(403)
  const { id: meeting } = await t.done(t.head, '/meetings', { ...plan, startsAt, urgent: '换届。' })
  await t.done(t.head, `/meetings/${meeting}/notice`)
  expect((await t.post(t.chair, `/meetings/${meeting}/opening`)).statusCode).toBe(403)
  for (const member of t.representatives.slice(0, 5))
    await t.done(t.clerk, `/meetings/${meeting}/arrivals`, { member, how: 'paper' })
  expect(await t.unmet(t.head, `/meetings/${meeting}/opening`)).toEqual(['quorum'])
  await t.done(t.clerk, `/meetings/${meeting}/arrivals`, { member: t.representatives[5] ?? '', how: 'list' })
  await t.done(t.head, `/meetings/${meeting}/opening`)
  const { quorum } = await t.view(id)
  expect(quorum.clauses[0]).toMatchObject({ source: { article: '第三十条' }, sums: [{ count: 6, of: 9, need: 6 }] })
  // one leaves, and there is no ballot
  await t.done(t.clerk, `/meetings/${meeting}/departures`, { member: t.representatives[5] ?? '' })
  const { nominees } = await t.view(id)
  const all = Object.fromEntries(nominees.map((one: { id: string }) => [one.id, 3]))
  const form = t.ballot(all, { given: 5, returned: 5, valid: 5 })
  expect(await t.unmet(t.head, `/elections/${id}/ballots`, form)).toEqual(['quorum'])
  await t.done(t.head, `/meetings/${meeting}/end`)
  await t.done(t.head, `/elections/${id}/annulment`, { reason: '试一试。' })
})

test('a council is elected: counted in full or refused, ties voted again, the chair by half and more, posted, heard, in office', async () => {
  const id = await t.open()
  const [a, b, c, d] = [
    await t.stands(id, '周一', 'committees'),
    await t.stands(id, '吴二', 'masses'),
    await t.stands(id, '郑三', 'masses'),
    await t.stands(id, '代表甲', 'masses'),
  ]
  await t.done(t.head, `/elections/${id}/closing`)
  const none = t.ballot({ [a]: 9, [b]: 9, [c]: 5, [d]: 4 })
  expect(await t.unmet(t.head, `/elections/${id}/ballots`, none)).toContain('representatives-sit')
  const meeting = await t.meets(id)

  // the first representative stands: no teller; papers and votes that do not add up
  const wrong = t.ballot({ [a]: 9, [b]: 9, [c]: 9, [d]: 9 }, { given: 10 })
  expect(await t.unmet(t.head, `/elections/${id}/ballots`, wrong)).toEqual([
    'tellers-no-candidates',
    'papers-fit',
    'votes-fit',
  ])
  const tellers = t.representatives.slice(1, 3)
  const one = [tellers[0], tellers[0]]
  expect(
    await t.unmet(t.head, `/elections/${id}/ballots`, t.ballot({ [a]: 9, [b]: 8, [c]: 5, [d]: 5 }, { tellers: one })),
  ).toEqual(['tellers-two'])

  // 周一 and 吴二 have their seats; 郑三 and 代表甲 share the last one
  const first = t.ballot({ [a]: 9, [b]: 8, [c]: 5, [d]: 5 }, { tellers })
  const key = randomUUID()
  expect(await t.done(t.head, `/elections/${id}/ballots`, first, key)).toMatchObject({ state: 'tied' })
  expect(await t.done(t.head, `/elections/${id}/ballots`, first, key)).toMatchObject({ state: 'tied' })
  expect((await t.view(id)).ballots).toHaveLength(1)
  expect(resultOf(await t.view(id))).toEqual({ [a]: 'elected', [b]: 'elected', [c]: 'tied', [d]: 'tied' })

  // voted again among the two: half is not enough, the seat stays open
  expect(await t.unmet(t.head, `/elections/${id}/run-offs`, t.ballot({ [a]: 1, [c]: 4 }, { tellers }))).toEqual([
    'votes-fit',
  ])
  await t.done(t.head, `/elections/${id}/run-offs`, t.ballot({ [c]: 4, [d]: 4 }, { tellers }))
  expect((await t.view(id)).open).toEqual([{ class: 'masses', title: '群众代表', seats: 1 }])

  // another round for the open seat; those elected stay
  await t.done(t.head, `/elections/${id}/rounds`)
  await t.done(t.clerk, `/elections/${id}/withdrawals`, { nominee: d })
  expect(await t.unmet(t.clerk, `/elections/${id}/withdrawals`, { nominee: a })).toEqual(['nominee-stands'])
  await t.done(t.head, `/elections/${id}/closing`)
  await t.done(t.head, `/elections/${id}/ballots`, t.ballot({ [c]: 6 }, { tellers }))
  expect((await t.view(id)).open).toEqual([])

  // the chair: nobody over half, then somebody
  expect(await t.unmet(t.head, `/elections/${id}/posting`)).toEqual(['chair-chosen'])
  expect(await t.unmet(t.head, `/elections/${id}/chair`, { nominee: b, reason: '我定。' })).toEqual(['chair-by-rule'])
  const split = t.ballot({ [a]: 4, [b]: 4, [c]: 1 }, { tellers })
  expect(await t.done(t.head, `/elections/${id}/chair-ballots`, split)).toMatchObject({ state: 'counted' })
  const enough = t.ballot({ [a]: 3, [b]: 5, [c]: 1 }, { tellers })
  expect(await t.done(t.head, `/elections/${id}/chair-ballots`, enough)).toMatchObject({ state: 'chaired' })
  await t.done(t.head, `/meetings/${meeting}/end`)
  await t.done(t.clerk, `/meetings/${meeting}/minutes`)
  expect((await t.post(t.chair, `/meetings/${meeting}/signature`)).statusCode).toBe(403)
  await t.done(t.head, `/meetings/${meeting}/signature`)

  // 公示: hashed and in the public record, without a name
  await t.done(t.head, `/elections/${id}/posting`)
  await t.h.relay()
  const [waiting] = await t.h.rows<{ body: object }>(`SELECT * FROM record.waiting WHERE subject = $1`, [id])
  expect(waiting).toBeTruthy()
  expect(JSON.stringify(waiting)).not.toMatch(/周一|吴二|郑三|代表/)
  expect((await t.view(id)).digest).toMatch(/^[0-9a-f]{64}$/)
  // what hangs on the wall: names as their owners agreed, numbers, article, until when
  const pdf = await textOf((await t.get(t.clerk, `/papers/election-posting/${id}/pdf`)).rawPayload)
  for (const words of ['结果公示', '吴二', '成员、理事长', '第三十条', '群众代表', '公示期'])
    expect(pdf).toContain(words)
  const minutes = await textOf((await t.get(t.head, `/papers/minutes/${meeting}/pdf`)).rawPayload)
  expect(minutes).toContain('石龙村村民代表会议')
  const resident = t.members()[3]
  if (!resident) throw new Error('no resident')
  await t.done(resident, `/elections/${id}/objections`, { ground: 'count', text: '发票的时候没点清。' })
  await t.done(t.town, `/elections/${id}/comments`, { text: '请公示计票底单。' })
  expect(await t.unmet(t.head, `/elections/${id}/term`)).toEqual([
    'posted-long-enough',
    'no-open-objection',
    'term-begun',
    'chair-account',
  ])
  const [objection] = (await t.view(id)).objections
  await t.done(t.head, `/elections/${id}/objection-answers`, { objection: objection.id, text: '底单贴在公示栏了。' })
  expect(
    await t.unmet(t.head, `/elections/${id}/objection-answers`, { objection: objection.id, text: '再说一遍。' }),
  ).toEqual(['objection-known'])

  // 履职: the chair’s own account, and nobody else’s
  t.h.setNow('2026-11-27T09:00:00+08:00')
  t.signInAgain()
  expect(await t.unmet(t.head, `/elections/${id}/term`, { chairAccount: t.clerk.account })).toEqual(['chair-account'])
  const { account } = await t.done(t.town, '/people', { name: '吴二', phone: '13800009999' })
  const before = await t.h.rows('SELECT id FROM people.member WHERE body = $1 AND ended_on IS NULL', [
    `${village}.council`,
  ])
  expect(before).toHaveLength(12)
  await t.done(t.head, `/elections/${id}/term`, { chairAccount: account })
  await t.h.relay()
  await t.h.relay()
  const council = (await t.get(t.head, `/bodies/${village}.council`)).json()
  const now = council.list.filter((row: { state: string }) => row.state === 'on-roll')
  expect(
    now.map((row: { name: string; class: string; until: string }) => [row.name, row.class, row.until]).sort(),
  ).toEqual([
    ['吴二', 'masses', '2029-11-19'],
    ['周一', 'committees', '2029-11-19'],
    ['郑三', 'masses', '2029-11-19'],
  ])
  const held = await t.h.rows<{ account: string; until_on: string }>(
    'SELECT account, until_on::text FROM people.holding WHERE post = $1 AND ended_on IS NULL',
    [`${village}.council.council-chair`],
  )
  expect(held).toEqual([{ account, until_on: '2029-11-19' }])
  expect(await t.unmet(t.head, `/elections/${id}/annulment`, { reason: '晚了。' })).toEqual(['state'])
}, 60_000)

test('a member is recalled only when enough sign, the member is heard and the representatives decide by more than half', async () => {
  const [member] = await t.h.rows<{ id: string }>(
    'SELECT id FROM people.member WHERE body = $1 AND ended_on IS NULL ORDER BY id LIMIT 1',
    [`${village}.council`],
  )
  const form = { unit: village, member: member?.id, reason: '半年不到会。', alsoChair: true }
  const [first = '', second = ''] = t.representatives
  expect(await t.unmet(t.head, '/recalls', { ...form, proposers: [first, first] })).toEqual(['proposers-enough'])
  expect((await t.post(t.head, '/recalls', { ...form, proposers: [member?.id] })).statusCode).toBe(400)
  const { id } = await t.done(t.head, '/recalls', { ...form, proposers: [first, second] })
  const seen = async () => (await t.get(t.clerk, `/recalls/${id}`)).json()
  expect((await seen()).call.clauses[0].sums[0]).toMatchObject({ count: 2, of: 9, need: 2 })
  const sums = { given: 9, returned: 9, valid: 9, invalid: 0, yes: 5, no: 3, abstain: 1 }
  const tellers = t.representatives.slice(1, 3)
  expect(await t.unmet(t.head, `/recalls/${id}/ballots`, { ...sums, tellers })).toEqual(
    expect.arrayContaining(['member-heard', 'representatives-sit']),
  )
  const stranger = t.members()[4]
  if (!stranger) throw new Error('no resident')
  expect(await t.unmet(stranger, `/recalls/${id}/hearings`, { text: '我来说。' })).toEqual(['own-word'])
  await t.done(t.clerk, `/recalls/${id}/hearings`, { text: '这半年在外地治病，请过假。' })
  await t.meets(id)
  expect(await t.unmet(t.head, `/recalls/${id}/ballots`, { ...sums, yes: 6, tellers })).toEqual(['papers-fit'])
  expect(await t.done(t.head, `/recalls/${id}/ballots`, { ...sums, tellers })).toMatchObject({ state: 'removed' })
  await t.h.relay()
  const [gone] = await t.h.rows<{ ended_on: string | null; reason: string }>(
    'SELECT ended_on::text, reason FROM people.member WHERE id = $1',
    [member?.id],
  )
  expect(gone?.ended_on).not.toBeNull()
  expect(gone?.reason).toMatch(/^罢免：/)
  const held = await t.h.rows('SELECT FROM people.holding WHERE post = $1 AND ended_on IS NULL', [
    `${village}.council.council-chair`,
  ])
  expect(held).toEqual([])
  expect((await seen()).ballot.verdicts.map(({ met }: { met: boolean }) => met)).toEqual([true, true])
  // the record has the numbers; whose slip said what is nowhere
  const [waiting] = await t.h.rows('SELECT * FROM record.waiting WHERE subject = $1', [id])
  expect(JSON.stringify(waiting)).toContain('"result":"removed"')
}, 60_000)

test('half for and half against keeps the member in office', async () => {
  const [member] = await t.h.rows<{ id: string }>(
    'SELECT id FROM people.member WHERE body = $1 AND ended_on IS NULL ORDER BY id LIMIT 1',
    [`${village}.council`],
  )
  const proposers = t.representatives.slice(0, 2)
  const { id } = await t.done(t.head, '/recalls', { unit: village, member: member?.id, reason: '不公道。', proposers })
  await t.done(t.clerk, `/recalls/${id}/hearings`, { text: '请过三次，没有来说。' })
  await t.meets(id, 8)
  const sums = { given: 8, returned: 8, valid: 8, invalid: 0, yes: 4, no: 4, abstain: 0 }
  const tellers = t.representatives.slice(1, 3)
  expect(await t.done(t.head, `/recalls/${id}/ballots`, { ...sums, tellers })).toMatchObject({ state: 'kept' })
  await t.h.relay()
  expect(await t.h.rows('SELECT FROM people.member WHERE id = $1 AND ended_on IS NULL', [member?.id])).toHaveLength(1)
})

test('a by-election fills what is empty: no quota, no chair, and whoever was there before stays', async () => {
  const before = (await t.get(t.head, `/bodies/${village}.council`)).json().members
  const id = await t.open({
    ...{ sort: 'by-election', withChair: false, on: '2026-11-27', from: '2026-11-27' },
    seats: [{ class: 'worthies', seats: 1 }],
  })
  const nominee = await t.stands(id, '冯归乡', 'worthies')
  await t.done(t.head, `/elections/${id}/closing`)
  await t.meets(id)
  const tellers = t.representatives.slice(1, 3)
  await t.done(t.head, `/elections/${id}/ballots`, t.ballot({ [nominee]: 5 }, { tellers }))
  await t.done(t.head, `/elections/${id}/posting`)
  t.h.setNow('2026-12-05T09:00:00+08:00')
  t.signInAgain()
  const key = randomUUID()
  await t.done(t.head, `/elections/${id}/term`, {}, key)
  await t.done(t.head, `/elections/${id}/term`, {}, key)
  await t.h.relay()
  const { members, list } = (await t.get(t.head, `/bodies/${village}.council`)).json()
  expect(members).toBe(before + 1)
  expect(list.filter((row: { name: string }) => row.name === '冯归乡')).toHaveLength(1)
})

test('what a village sets for meetings of its representatives makes no election and no recall harder (0028)', async () => {
  t.signInAgain()
  const stated = {
    place: village,
    share: [4, 5, 'inclusive'],
    document: '石龙村村民代表会议议事规则',
    article: '第二条',
  }
  const on = '2026-12-06'
  for (const rule of ['villagerReps.quorum', 'villagerReps.pass']) {
    const { id } = await t.done(t.branch, '/local-rules', { ...stated, rule, from: on })
    await t.done(t.branch, `/local-rules/${id}/publication`)
  }
  await loadLocalRules(t.h.env)
  t.h.setNow(`${on}T09:00:00+08:00`)
  t.signInAgain()

  // six of nine are enough to elect, and four of six elect; so the law has it (第三十条)
  const seats = [{ class: 'worthies', seats: 1 }]
  const id = await t.open({ sort: 'by-election', withChair: false, on, from: '2026-12-20', seats })
  const nominee = await t.stands(id, '褚归来', 'worthies')
  await t.done(t.head, `/elections/${id}/closing`)
  const meeting = await t.meets(id, 6)
  const tellers = t.representatives.slice(1, 3)
  const six = { given: 6, returned: 6, valid: 6, invalid: 0, tellers }
  await t.done(t.head, `/elections/${id}/ballots`, t.ballot({ [nominee]: 4 }, six))
  expect(resultOf(await t.view(id))).toEqual({ [nominee]: 'elected' })
  const { opening } = (await t.get(t.head, `/meetings/${meeting}`)).json()
  expect(opening[0].clauses).toHaveLength(1)
  expect(opening[0].clauses[0]).toMatchObject({ source: { article: '第三十条' }, sums: [{ count: 6, of: 9, need: 6 }] })
  await t.done(t.head, `/meetings/${meeting}/end`)

  const [member] = await t.h.rows<{ id: string }>(
    'SELECT id FROM people.member WHERE body = $1 AND ended_on IS NULL ORDER BY id LIMIT 1',
    [`${village}.council`],
  )
  const proposers = t.representatives.slice(0, 2)
  const recall = await t.done(t.head, '/recalls', {
    unit: village,
    member: member?.id,
    reason: '半年不到会。',
    proposers,
  })
  await t.done(t.clerk, `/recalls/${recall.id}/hearings`, { text: '家里有事。' })
  await t.meets(recall.id, 6)
  const sums = { ...six, yes: 4, no: 2, abstain: 0 }
  expect(await t.done(t.head, `/recalls/${recall.id}/ballots`, sums)).toMatchObject({ state: 'removed' })

  // any other meeting of the representatives needs what the village has set
  const { id: other } = await t.done(t.head, '/meetings', {
    ...{ body: t.body, title: '村民代表会议', venue: '村委会', venueKind: 'hall', agenda: [], urgent: '等不得。' },
    startsAt: new Date(t.h.env.now() + 600_000).toISOString(),
  })
  const { quorum } = (await t.get(t.head, `/meetings/${other}`)).json()
  expect(quorum.clauses.map(({ sums }: { sums: { need: number }[] }) => sums[0]?.need)).toEqual([6, 8])
}, 60_000)

test('an election or a recall whose numbers were changed behind the house is found (P16)', async () => {
  const check = t.h.house.modules.flatMap((m) => m.checks ?? []).find(({ id }) => id === 'deliberation.election-record')
  const found = async () => {
    const rows = async <T>({ text, values }: { text: string; values: readonly unknown[] }) =>
      (await t.h.rows(text, [...values])) as T[]
    return (
      await Array.fromAsync(check?.run({ reader: { rows } as never, county: youxian, progress: () => undefined }) ?? [])
    ).map(({ why }) => why)
  }
  expect(await found()).toEqual([])
  await t.h.rows(
    `UPDATE deliberation.election SET ballots = jsonb_set(ballots, '{0,valid}', '8') WHERE digest IS NOT NULL`,
  )
  await t.h.rows(`UPDATE deliberation.recall SET ballot = jsonb_set(ballot, '{yes}', '9') WHERE digest IS NOT NULL`)
  expect([...new Set(await found())]).toEqual([
    'the election was changed after it was posted',
    'the recall was changed after it was decided',
  ])
})

test('when the term is over the clock takes members off the roll: they count no more and cannot vote', async () => {
  const { members: before } = (await t.get(t.head, `/bodies/${village}.council`)).json()
  expect(before).toBeGreaterThan(0)
  t.h.setNow('2029-11-20T00:10:00+08:00')
  t.signInAgain()
  await t.h.sweep()
  const { members, list } = (await t.get(t.head, `/bodies/${village}.council`)).json()
  expect(members).toBe(0)
  expect(list.every((row: { state: string }) => row.state === 'ended')).toBe(true)
})
