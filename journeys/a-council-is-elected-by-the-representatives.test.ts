import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { sideways, smallTargets, violations } from './check-page.ts'
import { go, perform, press, write } from './hands.ts'
import { onStage } from './on-stage.ts'
import { read, type Stage, send } from './stage.ts'

/*
 * D08: 金林村's council is elected. Residents name, those named agree by phone or on paper, the representatives vote in their own
 * meeting with two thirds of them, a tie is voted again, the result hangs out and is in the public record.
 */

const at = onStage()
const unit = '441226103213'
const county = '441226'
const body = `${unit}.representatives`
const NAMES = ['甲', '乙', '丙', '丁', '戊', '己'].map((one) => `代表${one}`)
const dayIn = (days: number) => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)
const hourIn = (minutes: number) => new Date(Date.now() + 8 * 3_600_000 + minutes * 60_000).toISOString()

const wrongInHand = async (page: Page): Promise<string[]> => {
  const far = await sideways(page)
  return [...(await violations(page)), ...(await smallTargets(page, 44)), ...(far > 0 ? [`${far} px sideways`] : [])]
}

/** The sums of a ballot, as two tellers write them down. */
const count = async (page: Page, act: string, votes: Readonly<Record<string, string>>) => {
  await page.getByRole('group', { name: '能办的' }).getByRole('button', { name: act, exact: true }).click()
  for (const [label, n] of Object.entries({ 发出几张票: '6', 收回几张: '6', 有效几张: '6', 无效几张: '0' }))
    await write(page, new RegExp(`^${label}`), n)
  for (const [name, n] of Object.entries(votes)) await write(page, new RegExp(`^${name} 得几票`), n)
  for (const name of NAMES.slice(4)) await page.getByRole('checkbox', { name }).check()
  await press(page, `确定${act}`)
}

/** The roll of representatives, as the village keeps it. */
const representatives = async (stage: Stage): Promise<string[]> => {
  const head = await stage.as({ role: 'village-chair', place: '金林村' })
  const bodies = await read<{ kind: string }[]>(head, `/bodies?unit=${unit}`)
  if (!bodies.some(({ kind }) => kind === 'representatives')) {
    stage.expectRefusal(head, 404)
    await go(head, `/work/rolls/${body}`)
    await press(head, '登记村民代表名册')
    await head.getByRole('heading', { level: 1, name: '村民代表会议' }).waitFor()
  }
  type Roll = { list: { member: string; name: string; state: string }[] }
  const on = async () =>
    (await read<Roll>(head, `/bodies/${body}?limit=200`)).list.filter(({ state }) => state === 'on-roll')
  for (const { member, name } of await on())
    if (!NAMES.includes(name)) await send(head, `/members/${member}/leaving`, { reason: '重新登记。' })
  const known = (await on()).map(({ name }) => name)
  for (const name of NAMES)
    if (!known.includes(name))
      await send(head, `/bodies/${body}/members`, {
        ...{ name, class: 'representative', from: dayIn(-100), until: dayIn(1000) },
      })
  return (await on()).map(({ member }) => member)
}

test('a village sees its bodies in one place, and whether its representatives are put together as the law has it (R1)', async () => {
  const { stage } = at
  const head = await stage.as({ role: 'village-chair', place: '石龙村' })
  await go(head, '/work/talks')
  await head.getByRole('link', { name: '议事决事的组织和名册' }).click()
  await head.getByRole('link', { name: '登记户代表名册' }).waitFor()
  await head.getByRole('link', { name: '石龙村村民代表会议' }).click()
  const of = (name: string) => head.locator('.verdict').filter({ has: head.getByRole('heading', { name }) })
  // 15 on the roll: four fifths are 12, a third is 5
  await of('村民代表所占比例').first().getByText('合乎规定').waitFor()
  expect(await of('妇女村民代表所占比例').textContent()).toMatch(/15.*6.*第二十九条/s)
  // a whole list comes in from a file: what is wrong is said by its line, before anybody is entered
  await head.getByRole('link', { name: '整册导入' }).click()
  await head.getByText('下载空表模板').waitFor()
  await head.getByLabel('把 Excel 或 CSV 文件拖到这里，或者点这里选').setInputFiles({
    name: '代表名单.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      '姓名,户号,性别,任期起,任期止\n卓小满,81,女,2026-01-01,2030-12-31\n卓小雨,82,不详,2026-01-01,2030-12-31',
    ),
  })
  await head.getByText('CSV C3').waitFor()
  await head.getByText('男或者女').waitFor()
  await press(head, '不导入了')
  await head.getByText('没有导入').first().waitFor()
  await head.getByRole('link', { name: '导入 Excel' }).click()
  await head.getByRole('link', { name: '村民代表会议' }).first().waitFor()
})

test('those elected take office when the posting is over: the roll has them, the chair has the post', async () => {
  const { stage } = at
  const head = await stage.as({ role: 'village-chair', place: '金林村' })
  const { rows } = await read<{ rows: { id: string; title: string }[] }>(head, `/elections?unit=${unit}`)
  const id = rows.find(({ title }) => title === '金林村群众议事会推选')?.id
  await go(head, `/work/elections/${id}?county=${county}`)
  await perform(head, '上任履职', (form) => form.getByRole('radio').first().check())
  await head.getByText('已履职').first().waitFor()
  const { nominees } = await read<{ nominees: { shown: string; chair: boolean }[] }>(head, `/elections/${id}`)
  const chair = nominees.find((one) => one.chair)?.shown ?? ''
  type Post = { role: string; holder: string | null }
  await expect
    .poll(
      async () =>
        (await read<Post[]>(head, `/posts?seat=${unit}`)).find(({ role }) => role === 'council-chair')?.holder,
      { timeout: 15_000 },
    )
    .toBe(chair)
  await go(head, `/work/rolls/${unit}.council`)
  await head.getByText('3', { exact: false }).first().waitFor()
  for (const { shown } of nominees) await head.getByText(shown).first().waitFor()
  expect(await wrongInHand(head)).toEqual([])

  // the chair is a member as well: signs in, asks for the floor and votes on the page from which the talk is run
  const own = await stage.as({ role: 'village-clerk', place: '金林村' })
  const topic = await send<{ id: string }>(own, '/topics', { unit, title: '清渠', text: '冬天把渠清一清。' })
  await send(await stage.as({ role: 'branch-secretary', place: '金林村' }), `/topics/${topic.id}/admission`, {})
  const talk = await send<{ id: string }>(own, '/meetings', {
    ...{ body: `${unit}.council`, title: '第一次夜话', venue: '文化室', venueKind: 'hall', agenda: [topic.id] },
    ...{ startsAt: new Date(Date.now() + 600_000).toISOString(), urgent: '渠里没水了，正好清。' },
  })
  const place = `/meetings/${talk.id}`
  await send(own, `${place}/notice`, {})
  await go(own, `/work${place}?county=${county}`)
  await press(own, '签到')
  await press(own, '确定签到')
  await own.getByText('您已签到').waitFor()
  expect(await wrongInHand(own)).toEqual([])
  const { roll } = await read<{ roll: { member: string; here: boolean }[] }>(own, place)
  for (const { member, here } of roll) if (!here) await send(own, `${place}/arrivals`, { member, how: 'list' })
  for (const [path, more] of [['opening'], ['open-list'], ['item', { topic: topic.id }]] as const)
    await send(own, `${place}/${path}`, more ?? {})
  await press(own, '我要发言')
  await own.getByText('已排队，等请您发言').waitFor()
  const me = (await read<{ me: { member: string } }>(own, place)).me.member
  await send(own, `${place}/floor`, { member: me })
  await own.getByText('轮到您发言').first().waitFor()
  for (const path of ['floor-end', 'round']) await send(own, `${place}/${path}`, {})
  await send(own, `${place}/votes`, { mode: 'open', text: '腊月里清渠。', clauses: [{ text: '腊月里清渠' }] })
  await own.getByRole('radio', { name: '赞成' }).check()
  await own.getByRole('button', { name: /^投“/ }).click()
  await own.getByText('还没投的 2 人').waitFor()
  expect(await wrongInHand(own)).toEqual([])
}, 90_000)

test('a council is named by its village, elected by the representatives, posted and objected to, before everybody', async () => {
  const { stage } = at
  const head = await stage.as({ role: 'village-chair', place: '金林村' })
  const clerk = await stage.as({ role: 'village-clerk', place: '金林村' })
  const resident = await stage.as({ role: 'resident', place: '金林村', nth: 3 })

  await representatives(stage)
  // the village's chair opens the election
  await go(head, `/work/talks/${unit}`)
  await head.getByRole('link', { name: '开始推选' }).click()
  await write(head, /^村两委班子/, '1')
  await write(head, /^群众代表/, '1')
  await write(head, /^推选日/, dayIn(0))
  await write(head, /^任期从哪天起/, dayIn(0))
  await write(head, /^任期到哪天止/, dayIn(1000))
  await press(head, '开始推选')
  await head.getByText('酝酿提名').first().waitFor()
  const id = /elections\/([0-9a-f-]{36})/.exec(head.url())?.[1] ?? ''

  // a resident stands by phone, under the whole name; others are entered from paper
  await go(resident, `/elections/${id}?county=${county}`)
  await resident.getByRole('group', { name: '提名' }).getByRole('button', { name: '提名', exact: true }).click()
  await write(resident, /^被提名人姓名/, '林大山')
  await resident.getByRole('radio', { name: '群众代表' }).check()
  await resident.getByRole('radio', { name: '我自荐' }).check()
  await press(resident, '确定提名')
  await press(resident, '同意参选，公开全名')
  await resident.getByText('是您 · 同意参选').waitFor()
  expect(await wrongInHand(resident)).toEqual([])
  await go(clerk, `/work/elections/${id}?county=${county}`)
  for (const [name, kind] of [
    ['周一', '村两委班子'],
    ['吴二', '群众代表'],
  ] as const) {
    await clerk.getByRole('group', { name: '提名' }).getByRole('button', { name: '提名', exact: true }).click()
    await write(clerk, /^被提名人姓名/, name)
    await clerk.getByRole('radio', { name: kind }).check()
    await press(clerk, '确定提名')
    const line = clerk.locator('dl > div').filter({ has: clerk.locator('dt', { hasText: name }) })
    await line.getByRole('button', { name: /^同意参选，隐去名字/ }).click()
    await line.getByText('等本人表态').waitFor({ state: 'detached' })
  }
  const stranger = await stage.visitor()
  await go(stranger, `/elections/${id}?county=${county}`)
  await stranger.getByText('林大山').first().waitFor()
  expect(await stranger.getByText('吴二').count()).toBe(0)

  // nominations close; the representatives are called
  await go(head, `/work/elections/${id}?county=${county}`)
  await press(head, '截止提名')
  await press(head, '召集村民代表会议')
  await write(head, /^哪天/, hourIn(10).slice(0, 10))
  await write(head, /^几点/, hourIn(10).slice(11, 16))
  await write(head, /^在哪里/, '金林村文化室')
  await write(head, /^紧急理由/, '换届时间到了。')
  await press(head, '召集')
  await head.getByText('筹备中').waitFor()
  await press(head, '发通知')
  await head.getByText('已通知，等开会').waitFor()

  // three of six are too few: the sum and the article stand there; the fourth makes it two thirds
  for (const name of NAMES.slice(0, 3)) await head.getByRole('button', { name: `${name} 到`, exact: false }).click()
  await head.getByText('实到 3', { exact: false }).first().waitFor()
  await head.getByText('第三十条', { exact: false }).first().waitFor()
  for (const name of NAMES.slice(3)) await head.getByRole('button', { name: `${name} 到`, exact: false }).click()
  await head.getByText('实到 6', { exact: false }).first().waitFor()
  await press(head, '开会')
  await head.getByText('正在开会').waitFor()
  expect(await wrongInHand(head)).toEqual([])

  // the ballot: what does not add up is refused; two share the seat of the people and are voted on again
  await head.getByRole('link', { name: /群众议事会换届推选/ }).click()
  await head.getByText('正在开会').first().waitFor()
  stage.expectRefusal(head, 409)
  await count(head, '登记计票', { 周一: '6', 林大山: '6', 吴二: '4' })
  await head.getByText('得票对不上', { exact: false }).waitFor()
  expect(await wrongInHand(head)).toEqual([])
  await write(head, /^林大山 得几票/, '3')
  await write(head, /^吴二 得几票/, '3')
  await press(head, '确定登记计票')
  await head.getByText('没有当选').first().waitFor()
  await head.getByText('还空着的名额：群众代表 1').waitFor()

  // nobody had more than half: another round, and 林大山 has it
  await press(head, '再来一轮提名')
  await press(head, '截止提名')
  await count(head, '登记计票', { 林大山: '4', 吴二: '2' })
  await head.getByText('当选成员').first().waitFor()
  await count(head, '登记理事长计票', { 周一: '2', 林大山: '4' })
  await head.getByText('理事长已产生，等公示').waitFor()

  // posted, in the public record, objected to and answered; the town may speak
  await press(head, '公示结果')
  await head.getByText('公示中，可提异议').waitFor()
  await stranger.reload()
  await stranger.getByText('公示中，可提异议').waitFor()
  await stranger.getByText('过半数怎么算的').first().click()
  expect(await wrongInHand(stranger)).toEqual([])
  await go(resident, `/elections/${id}?county=${county}`)
  await resident.getByRole('group', { name: '异议' }).getByRole('button', { name: '提异议' }).click()
  await resident.getByRole('radio', { name: '计票', exact: true }).check()
  await write(resident, /^说清楚异议/, '唱票的时候我没听清。')
  await press(resident, '确定提异议')
  await resident.getByText('唱票的时候我没听清。').first().waitFor()
  await head.reload()
  await head.getByRole('button', { name: '答复异议' }).click()
  await write(head, /^答复/, '计票底单贴在公示栏，可以来看。')
  await press(head, '确定答复异议')
  await head.getByText('计票底单贴在公示栏').first().waitFor()
  await head
    .getByRole('button', { name: /^上任履职/ })
    .getByText('公示期还没满', { exact: false })
    .waitFor()
  const town = await stage.as({ role: 'town-leader', place: '官圩镇' }, { width: 1280 })
  await go(town, `/work/elections/${id}?county=${county}`)
  await perform(town, '镇里提意见', (form) => write(form as never, /^指导意见/, '请把计票底单留好。'))
  for (const act of ['截止提名', '登记计票', '公示结果', '上任履职', '作废'])
    expect(await town.getByRole('button', { name: new RegExp(`^${act}`) }).count()).toBe(0)
  await expect
    .poll(async () => (await read<{ record: unknown }>(stranger, `/elections/${id}?county=${county}`)).record, {
      timeout: 20_000,
      interval: 300,
    })
    .not.toBeNull()
}, 180_000)

test('a member is recalled: a fifth sign, the member speaks by phone, the representatives decide, the roll says so', async () => {
  const { stage } = at
  const ids = await representatives(stage)
  const head = await stage.as({ role: 'village-chair', place: '金林村' })
  const member = await stage.as({ role: 'resident', place: '金林村', nth: 1 })
  // a villager may be on other rolls besides
  const seats = async () =>
    (await read<{ member: string; kind: string }[]>(member, '/me/bodies')).filter(({ kind }) => kind === 'council')
  const [mine] = await seats()
  await go(head, `/work/recalls/new?unit=${unit}`)
  await head.getByRole('combobox', { name: '对谁' }).selectOption(mine?.member ?? '')
  await write(head, /^理由/, '半年不到会，也不请假。')
  await head.getByRole('checkbox', { name: NAMES[0] ?? '' }).check()
  stage.expectRefusal(head, 409)
  await press(head, '提出罢免')
  await head.getByText('联名的村民代表不足五分之一').waitFor()
  await head.getByRole('checkbox', { name: NAMES[1] ?? '' }).check()
  expect(await wrongInHand(head)).toEqual([])
  await press(head, '提出罢免')
  await head.getByText('已提出，等村民代表会议决定').waitFor()
  const id = /recalls\/([0-9a-f-]{36})/.exec(head.url())?.[1] ?? ''

  await go(member, `/recalls/${id}?county=${county}`)
  await press(member, '我的申辩')
  await write(member, /^本人的申辩/, '这半年在外地治病，托人请过假。')
  await press(member, '确定我的申辩')
  await member.getByText('托人请过假').first().waitFor()
  expect(await wrongInHand(member)).toEqual([])
  const neighbour = await stage.as({ role: 'resident', place: '金林村', nth: 2 })
  await go(neighbour, `/recalls/${id}?county=${county}`)
  expect(await neighbour.getByRole('button', { name: '我的申辩' }).count()).toBe(0)

  await press(head, '召集村民代表会议')
  await write(head, /^哪天/, hourIn(10).slice(0, 10))
  await write(head, /^几点/, hourIn(10).slice(11, 16))
  await write(head, /^在哪里/, '金林村文化室')
  await write(head, /^紧急理由/, '代表联名提出。')
  await press(head, '召集')
  await head.getByText('筹备中').waitFor()
  await press(head, '发通知')
  await head.getByText('已通知，等开会').waitFor()
  const meeting = /meetings\/([0-9a-f-]{36})/.exec(head.url())?.[1] ?? ''
  for (const one of ids) await send(head, `/meetings/${meeting}/arrivals`, { member: one, how: 'paper' })
  await press(head, '开会')
  await head.getByText('正在开会').waitFor()
  await head.getByRole('link', { name: /罢免议事会成员/ }).click()
  await perform(head, '登记表决结果', async (form) => {
    for (const [label, n] of Object.entries({
      发出几张票: '6',
      收回几张: '6',
      有效几张: '6',
      赞成罢免几票: '4',
      反对几票: '2',
    }))
      await write(form as never, new RegExp(`^${label}`), n)
    await form.getByRole('combobox', { name: '计票人之一' }).selectOption(ids[4] ?? '')
    await form.getByRole('combobox', { name: '计票人之二' }).selectOption(ids[5] ?? '')
  })
  await head.getByText('已罢免').first().waitFor()
  await expect.poll(seats, { timeout: 15_000 }).toEqual([])
  const stranger = await stage.visitor()
  await go(stranger, `/recalls/${id}?county=${county}`)
  await stranger.getByText('第三十条', { exact: false }).first().waitFor()
  expect(await wrongInHand(stranger)).toEqual([])
}, 120_000)
