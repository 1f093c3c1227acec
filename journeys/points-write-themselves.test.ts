import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { sideways, smallTargets, violations } from './check-page.ts'
import { go, press, write } from './hands.ts'
import { onStage } from './on-stage.ts'
import { read, type Stage, send } from './stage.ts'

/*
 * 履职积分 (D10): the council drafts its rule, talks it over and adopts it; a member joins by one press, comes to a talk and finds the
 * lines there; one is disputed and decided, a small thing is exchanged. Nobody filled in a form to have points.
 */

const at = onStage()
const unit = '510704123206'
const body = `${unit}.council`
const county = '510704'
type Named = { id: string; title: string }

const wrongOn = async (page: Page): Promise<string[]> => {
  const far = await sideways(page)
  return [...(await violations(page)), ...(await smallTargets(page, 44)), ...(far > 0 ? [`${far} px sideways`] : [])]
}

/** An evening of the council with these in the room, upon a topic of its own, adopted and signed; by what the pages would send. */
const evening = async (stage: Stage, people: readonly Page[], title: string): Promise<string> => {
  const [chair, branch] = await Promise.all([
    stage.as({ role: 'council-chair', place: '石龙村' }),
    stage.as({ role: 'branch-secretary', place: '石龙村' }),
  ])
  const [first] = people as [Page]
  const { id: topic } = await send<Named>(first, '/topics', { unit, title, text: `${title}，大家商量商量。` })
  await send(branch, `/topics/${topic}/admission`, {})
  const startsAt = new Date(Date.now() + 10 * 60_000).toISOString()
  const plan = {
    title: `${title}夜话`,
    startsAt,
    venue: '议事堂',
    venueKind: 'hall',
    agenda: [topic],
    urgent: '等不得三天。',
  }
  const { id } = await send<Named>(chair, '/meetings', { body, ...plan })
  await send(chair, `/meetings/${id}/notice`, {})
  // the topic goes on the agenda by itself
  const onAgenda = async () => (await read<{ state: string }>(chair, `/topics/${topic}?county=${county}`)).state
  await expect.poll(onAgenda, { timeout: 15_000 }).toBe('scheduled')
  const { doorCode } = await read<{ doorCode: string }>(chair, `/meetings/${id}`)
  for (const page of people) await send(page, `/meetings/${id}/arrival`, { code: doorCode })
  await send(chair, `/meetings/${id}/opening`, {})
  await send(chair, `/meetings/${id}/open-list`, {})
  await send(chair, `/meetings/${id}/item`, { topic })
  await send(chair, `/meetings/${id}/round`, {})
  const vote = crypto.randomUUID()
  const clauses = [{ text: '照办' }]
  await send(chair, `/meetings/${id}/votes`, { id: vote, mode: 'open', text: '照办。', clauses })
  for (const page of people) await send(page, `/votes/${vote}/ballots`, { choice: 'yes' })
  await send(chair, `/votes/${vote}/closing`, {})
  await send(chair, `/meetings/${id}/end`, {})
  const { rows } = await read<{ rows: Named[] }>(chair, `/resolutions?unit=${unit}`)
  const resolution = rows.find((row) => row.title === title)?.id ?? ''
  await send(chair, `/resolutions/${resolution}/signature`, {})
  return resolution
}

test('a rule is adopted, a member joins, comes to a talk, finds the lines, objects to one and exchanges a small thing', async () => {
  const { stage } = at
  const [chair, secretary, supervisor] = await Promise.all([
    stage.as({ role: 'council-chair', place: '石龙村' }),
    stage.as({ role: 'council-secretary', place: '石龙村' }),
    stage.as({ role: 'village-supervisor', place: '石龙村' }),
  ])
  const all = await Promise.all(
    Array.from({ length: 12 }, (_, nth) => stage.as({ role: 'resident', place: '石龙村', nth })),
  )
  // some take part since the autumn; this is about two who do not yet
  const joined = await Promise.all(
    all.map(async (page) => (await read<{ joined: boolean }[]>(page, '/points/mine'))[0]?.joined === true),
  )
  const people = all.filter((_, at) => !joined[at])
  const [member, neighbour] = people as [Page, Page]

  // the secretary drafts it on the page that everybody reads
  const title = `履职积分细则 ${Date.now() % 10_000}`
  await go(secretary, `/work/rolls/${body}`)
  await secretary.getByRole('link', { name: '看积分细则' }).click()
  await press(secretary, '起草细则')
  await write(secretary, /^名称/, title)
  await write(secretary, /^规则正文/, '到会、发言、提议题、参加销号，各记几分。自愿参加，只加不减。')
  await write(secretary, /^到会参加夜话：每次/, '2')
  await write(secretary, /^到会参加夜话：一年/, '24')
  await write(secretary, /^提的议题通过预审：每次/, '3')
  await write(secretary, /^书面提意见建议：每次/, '2')
  await write(secretary, /^可兑换的/, '低保名额 2分 3份\n表扬信 1分 50份')
  expect(await wrongOn(secretary)).toEqual([])
  stage.expectRefusal(secretary, 400)
  await press(secretary, '起草细则')
  // what is a right is nothing to be exchanged for, and nothing typed is lost
  await secretary.locator('.error').getByText('不能用积分换', { exact: false }).waitFor()
  await write(secretary, /^可兑换的/, '毛巾 2分 3份\n表扬信 1分 50份')
  await press(secretary, '起草细则')
  await secretary.getByRole('heading', { level: 2, name: title }).waitFor()

  // talked over, adopted, signed; only then the chair can put it in force
  await evening(stage, people, title)
  await go(chair, `/work/rules-of-council/${body}`)
  const draft = chair.locator('section').filter({ has: chair.getByRole('heading', { level: 2, name: title }) })
  await draft.getByRole('button', { name: '按决议生效' }).click()
  const choice = draft.getByLabel(/^哪一份决议/)
  const option = await choice.locator('option').filter({ hasText: title }).first().getAttribute('value')
  await choice.selectOption(option ?? '')
  await press(draft, '确定按决议生效')
  await draft.getByText('有效').waitFor()
  const stranger = await stage.visitor()
  await go(stranger, `/rules-of-council/${body}`)
  await stranger.getByText('依据决议', { exact: false }).first().waitFor()
  await stranger.getByText('不和福利、保险、证照、分红挂钩', { exact: false }).waitFor()
  expect(await wrongOn(stranger)).toEqual([])

  // one press, and no word of those who do not
  await go(member, `/rolls/${body}`)
  await member.getByRole('link', { name: '我的履职积分' }).click()
  await member.getByText('不参加也一样履职', { exact: false }).waitFor()
  await press(member, '参加积分')
  await member.getByRole('button', { name: '退出' }).waitFor()

  // an evening later the lines are there
  await evening(stage, people, `清渠 ${Date.now() % 10_000}`)
  const lines = async () =>
    (await read<{ entries: { act: string; number: string }[] }[]>(member, '/points/mine'))[0]?.entries ?? []
  await expect
    .poll(async () => (await lines()).map(({ act }) => act).sort(), { timeout: 15_000 })
    .toEqual(['attended', 'topic-admitted'])
  await go(member, '/points')
  const mine = member.locator('section').filter({ has: member.getByRole('heading', { level: 2, name: '我的记录' }) })
  await mine.getByText('2 分 · 公示中').waitFor()
  await mine.getByText('细则：每次 2 分，一年最多 24 分').waitFor()
  expect(await member.getByRole('button', { name: /^兑换毛巾/ }).textContent()).toMatch(/可用积分不够/)
  expect(await wrongOn(member)).toEqual([])

  // a neighbour objects on their own page; the supervisor decides with a reason
  await go(neighbour, '/points')
  const number = (await lines()).find(({ act }) => act === 'attended')?.number ?? ''
  const posted = neighbour.getByRole('article').filter({ hasText: number }).filter({ hasText: '到会参加夜话' })
  await posted.getByRole('button', { name: '提异议' }).click()
  await write(posted, /^理由/, '那天好像没看到他。')
  await press(posted, '确定提异议')
  await neighbour.getByText('有异议，先冻结', { exact: false }).first().waitFor()
  expect(await neighbour.getByText(/已兑换/).count()).toBe(0)
  await go(supervisor, `/work/points/${body}`)
  const disputed = supervisor.getByRole('article').filter({ hasText: number })
  await press(disputed, '维持这一条')
  await write(supervisor, /^理由/, '签到单上有，坐在第二排。')
  await press(supervisor, '确定维持这一条')
  await supervisor.getByText('没有要复核和裁定的。').waitFor()

  // in force, and exchanged; the secretary hands it over
  await go(member, '/points')
  await member.getByText(/已生效 2 分，已兑换 0 分，还能用 2 分/).waitFor()
  await member.getByRole('button', { name: /^兑换毛巾/ }).click()
  await member.getByText(/已兑换 2 分，还能用 0 分/).waitFor()
  await go(secretary, `/work/points/${body}`)
  expect(await wrongOn(secretary)).toEqual([])
  await press(secretary, '已发放')
  await secretary.getByText('没有等发放的。').waitFor()
  await member.reload()
  await member.getByText(/毛巾/).first().waitFor()
  await member.getByText('2 分 · 已发放').waitFor()

  // and out again by one press
  await press(member, '退出')
  await member.getByRole('button', { name: '重新参加' }).waitFor()
}, 120_000)
