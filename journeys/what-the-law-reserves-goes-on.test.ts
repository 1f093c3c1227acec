import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { sideways, smallTargets, violations } from './check-page.ts'
import { go, press, write } from './hands.ts'
import { onStage } from './on-stage.ts'
import { read, send } from './stage.ts'

/*
 * X4: what 石龙村's council said on a matter of the villagers' goes on to their representatives: studied by the branch, called by the
 * village committee, decided by two thirds there and more than half of them, carried out under everybody's eyes.
 */

const at = onStage()
const unit = '510704123206'
const county = '510704'
const title = '村口到学校的路修不修、怎么出工'

type Resolution = { id: string; title: string; state: string }
const wrongOn = async (page: Page): Promise<string[]> => {
  const far = await sideways(page)
  return [...(await violations(page)), ...(await smallTargets(page, 44)), ...(far > 0 ? [`${far} px sideways`] : [])]
}
const ofTitle = async (page: Page, state: string): Promise<string> => {
  const { rows } = await read<{ rows: Resolution[] }>(page, `/resolutions?unit=${unit}`)
  return rows.find((row) => row.title === title && row.state === state)?.id ?? ''
}

/** The topic a resolution went on as. */
const topicOf = async (page: Page, resolution: string) =>
  (await read<{ referredTo: { state: string } }>(page, `/resolutions/${resolution}`)).referredTo

test('a council’s word on the road goes on to the representatives, who decide, and the village sees where it stands', async () => {
  const { stage } = at
  const [branch, village, chair, resident] = await Promise.all([
    stage.as({ role: 'branch-secretary', place: '石龙村' }),
    stage.as({ role: 'village-chair', place: '石龙村' }),
    stage.as({ role: 'council-chair', place: '石龙村' }),
    stage.visitor(),
  ])

  // whoever reads the council's resolution sees that it is not the last word, and where it went
  const said = await ofTitle(chair, 'referred')
  await go(resident, `/resolutions/${said}?county=${county}`)
  await resident.getByText(/第二十八条第四项/).waitFor()
  await resident.getByRole('link', { name: /^村民代表会议 · .* · 等党组织研究/ }).click()
  await resident.getByText('依法由村民代表会议定').waitFor()
  expect(await wrongOn(resident)).toEqual([])
  // what the representatives' word rests on is there for everybody
  await go(resident, `/rolls/${unit}.representatives`)
  await resident.getByText(/授权村民代表会议讨论决定本村公益事业/).waitFor()
  await resident.getByText('村民会议（户代表）').click()
  await resident
    .getByText(/村民委员会组织法.*第二十六条/)
    .first()
    .waitFor()
  expect(await wrongOn(resident)).toEqual([])

  // the branch studies it; there is nothing to turn it away with
  await go(branch, '/work')
  await branch.getByRole('link', { name: title }).first().click()
  await branch.getByRole('heading', { level: 1, name: title }).waitFor()
  expect(await branch.getByRole('button', { name: '不协商' }).count()).toBe(0)
  await press(branch, '研究过了，交会议表决')
  await branch.getByText(/应当先经村党组织研究讨论/).waitFor()
  await press(branch, '确定研究过了，交会议表决')
  await branch.getByText('党组织研究过，等开会').first().waitFor()

  // the council's chair has nothing to call here, the village committee does
  await go(chair, `/work/talks/${unit}`)
  await chair.getByRole('heading', { name: '等村民代表会议定的事' }).waitFor()
  expect(await chair.getByRole('link', { name: '召集村民代表会议' }).count()).toBe(0)
  await go(village, `/work/talks/${unit}`)
  await village.getByRole('link', { name: '召集村民代表会议' }).click()
  await village.getByRole('heading', { level: 1, name: '召集村民代表会议' }).waitFor()
  const soon = new Date(Date.now() + 10 * 60_000 + 8 * 3_600_000).toISOString()
  await write(village, /^哪天/, soon.slice(0, 10))
  await write(village, /^几点/, soon.slice(11, 16))
  await write(village, /^在哪里/, '村委会二楼会议室')
  await village.getByRole('checkbox', { name: title }).check()
  expect(await wrongOn(village)).toEqual([])
  await press(village, '召集')
  await village.getByRole('heading', { level: 1, name: '村民代表会议' }).waitFor()
  await press(village, '发通知')
  await village.getByText('已通知，等开会').waitFor()
  const id = /meetings\/([0-9a-f-]{36})/.exec(village.url())?.[1] ?? ''
  await expect.poll(async () => (await topicOf(chair, said)).state).toBe('scheduled')

  // two thirds of fifteen are ten: with nine the page says so, with its article
  const { roll } = await read<{ roll: { member: string }[] }>(village, `/meetings/${id}`)
  expect(roll).toHaveLength(15)
  const come = (from: number, to: number) =>
    Promise.all(
      roll.slice(from, to).map(({ member }) => send(village, `/meetings/${id}/arrivals`, { member, how: 'list' })),
    )
  await come(0, 9)
  await go(village, `/work/meetings/${id}?county=${county}`)
  await village.getByRole('button', { name: /^开会.*应到 15，实到 9，需 10；村民委员会组织法.*第三十条/ }).waitFor()
  await come(9, 11)
  await village.getByText('实到 11', { exact: false }).first().waitFor()
  await press(village, '开会')
  await press(village, '通报上次决议')
  await press(village, '开始议题')
  await village.getByText('正在议').waitFor()
  // here it is the last word, and nothing says otherwise
  expect(await village.getByText('不能拍板').count()).toBe(0)
  await press(village, '问过一轮，没有人再说')
  await write(village, /^共识稿/, '同意修村口到学校的路，每户出两个工，有困难的户免工。')
  await write(village, /^第 1 条/, '明年三月前修好村口到学校的路')
  await village.getByRole('radio', { name: /^举手/ }).check()
  await press(village, '提请表决')
  await village.getByText('正在表决').waitFor()
  expect(await wrongOn(village)).toEqual([])
  const { items } = await read<{ items: { votes: { id: string }[] }[] }>(village, `/meetings/${id}`)
  const vote = items[0]?.votes[0]?.id ?? ''
  for (const [n, { member }] of roll.slice(0, 11).entries())
    await send(village, `/votes/${vote}/hands`, { member, choice: n < 6 ? 'yes' : 'abstain' })
  await press(village, '结束表决')
  await village.getByText('赞成 6 · 反对 0 · 弃权 5').first().waitFor()
  await press(village, '散会')

  // their own resolution is the last word: signed by the committee's chair, handed over, seen by everybody from the council's
  await expect.poll(() => ofTitle(chair, 'adopted')).not.toBe('')
  const decided = await ofTitle(chair, 'adopted')
  await go(chair, `/work/resolutions/${decided}?county=${county}`)
  expect(await chair.getByRole('button', { name: /^签署决议/ }).count()).toBe(0)
  await go(village, `/work/resolutions/${decided}?county=${county}`)
  await press(village, '签署决议')
  await village.getByText('已签署，等交办').waitFor()
  await write(village, /^责任人/, '村委会主任')
  await write(village, /^哪天前/, new Date(Date.now() + 99 * 86_400_000).toISOString().slice(0, 10))
  await press(village, '分解交办')
  await village.getByText('正在落实').first().waitFor()
  await go(resident, `/resolutions/${said}?county=${county}`)
  await resident.getByRole('link', { name: /^村民代表会议 · .* · 已表决/ }).click()
  await resident.getByRole('link', { name: '看决议' }).click()
  await resident.getByText('明年三月前修好村口到学校的路').first().waitFor()
  await resident
    .getByText(/村民代表会议/)
    .first()
    .waitFor()
  expect(await wrongOn(resident)).toEqual([])
}, 120_000)

test('a villager asks that a matter be given to the representatives: which and until when stands in the topic', async () => {
  const { stage } = at
  const villager = await stage.as({ role: 'resident', place: '石龙村' })
  await go(villager, `/topics/new?unit=${unit}`)
  await write(villager, /^一句话说是什么事/, '误工补贴交给代表会议定')
  await write(villager, /^说清楚/, '每年都要定，二百多户难凑齐，交给代表会议定三年。')
  await villager.getByLabel(/^属于哪一类/).selectOption({ label: '把一些事交给村民代表会议定（授权）' })
  await villager.getByText(/村规民约由村民会议定/).waitFor()
  await villager.getByRole('button', { name: /先选授权定哪些事/ }).waitFor()
  expect(await wrongOn(villager)).toEqual([])
  await villager.getByRole('checkbox', { name: /^误工补贴/ }).check()
  await write(villager, /^授权到哪天/, '2000-01-01')
  stage.expectRefusal(villager, 409)
  await press(villager, '提一个议题')
  await villager.getByText('授权要有期限').waitFor()
  const until = `${new Date().getFullYear() + 2}-12-31`
  await write(villager, /^授权到哪天/, until)
  await press(villager, '提一个议题')
  await villager.getByText(/^授权村民代表会议讨论决定：误工补贴的人员和标准。/).waitFor()
  await villager.getByText(/第二十八条第二款/).waitFor()
  expect(await wrongOn(villager)).toEqual([])
}, 60_000)
