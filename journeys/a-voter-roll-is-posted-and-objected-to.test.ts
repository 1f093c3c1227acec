import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { sideways, smallTargets, violations } from './check-page.ts'
import { go, press, write } from './hands.ts'
import { onStage } from './on-stage.ts'
import { read } from './stage.ts'

/*
 * 参加选举的村民名单 (R1, 村民委员会组织法 Art. 15–18): a villager finds the own line, another who was left out objects by phone, the
 * election committee decides by more than half of it, and the roll changes; what the law does not allow is refused with its article.
 */

const at = onStage()
const village = '510704123206'
const jinlin = '441226103213'
type Found = { roll: { id: string; state: string; me: { no: number } | null; candidates: { name: string | null }[] } }

const wrongOn = async (page: Page, least = 44): Promise<string[]> => {
  const far = await sideways(page)
  return [...(await violations(page)), ...(await smallTargets(page, least)), ...(far > 0 ? [`${far} px sideways`] : [])]
}
const rollOf = async (page: Page, unit: string) => (await read<Found>(page, `/voter-rolls?unit=${unit}`)).roll

test('a villager finds the own line; one who was left out objects, the committee decides, and then stands on the roll', async () => {
  const { stage } = at
  const residents = await Promise.all(
    Array.from({ length: 12 }, (_, nth) => stage.as({ role: 'resident', place: '石龙村', nth })),
  )
  const on = await Promise.all(residents.map(async (page) => (await rollOf(page, village)).me !== null))
  const [mine, left] = [residents.find((_, n) => on[n]) as Page, residents.find((_, n) => !on[n]) as Page]

  // from the village's bodies to the roll, on a phone
  await go(mine, `/rolls/${village}`)
  await mine.getByRole('link', { name: '看参加选举的村民名单' }).click()
  await mine.getByText('您在名单上，序号', { exact: false }).waitFor()
  await mine.getByText('投票用纸票，无记名', { exact: false }).waitFor()
  expect(await wrongOn(mine)).toEqual([])
  await mine.getByRole('searchbox').fill('钱素兰')
  await press(mine, '查找')
  await expect.poll(() => mine.getByRole('row').count()).toBe(2)

  // names are masked for whoever is not on it; objecting asks for a sign-in
  const stranger = await stage.visitor({ large: true })
  await go(stranger, `/rolls/${village}.voters`)
  await stranger.getByRole('cell', { name: /钱○○/ }).waitFor()
  expect(await stranger.getByText('钱素兰').count()).toBe(0)
  await stranger.getByRole('link', { name: '先登录，再提申诉' }).waitFor()
  expect(await wrongOn(stranger)).toEqual([])

  const name = `漏登${Date.now() % 1000}人`
  await go(left, `/rolls/${village}.voters`)
  await left.getByText('没有在名单上找到您', { exact: false }).waitFor()
  await press(left, '提申诉')
  await left.getByRole('radio', { name: '漏登了' }).check()
  await write(left, /^漏登的是谁/, name)
  await write(left, /^情况和理由/, '我户籍在本村三组。')
  expect(await wrongOn(left)).toEqual([])
  await press(left, '提申诉')
  const own = left.locator('article, .slip').filter({ hasText: name })
  await own.getByText('等选举委员会处理', { exact: false }).first().waitFor()

  // the desk: who decides is ticked, the sum stands beside, too few are refused with all that lacks
  const clerk = await stage.as({ role: 'village-clerk', place: '石龙村' }, { width: 1280, height: 900 })
  await go(clerk, `/work/rolls/${village}.voters`)
  await clerk.getByText('申诉期还没有过', { exact: false }).first().waitFor()
  const slip = clerk.locator('.slip').filter({ hasText: name })
  await slip.getByRole('button', { name: '登记处理决定' }).click()
  await slip.getByRole('checkbox', { name: '尹志高' }).check()
  await slip.getByRole('radio', { name: '申诉成立，补登' }).check()
  await write(slip, /^户号/, '031')
  await write(slip, /^处理决定和理由/, '查过户籍底册，漏登，补上。')
  stage.expectRefusal(clerk, 409)
  await slip.getByRole('button', { name: '登记处理决定' }).click()
  await slip.getByText('过半数选举委员会成员参加决定', { exact: false }).waitFor()
  for (const one of ['贺开明', '侯月英']) await slip.getByRole('checkbox', { name: one }).check()
  await slip.getByText('已选 3 人', { exact: false }).waitFor()
  expect(await wrongOn(clerk, 24)).toEqual([])
  await slip.getByRole('button', { name: '登记处理决定' }).click()
  await clerk.locator('.slip').filter({ hasText: name }).getByText('申诉成立，名单已改').waitFor()
  await clerk.getByRole('button', { name: /名单公告（PDF）/ }).waitFor()

  // whoever was left out is told, and stands on it under a number
  await expect.poll(async () => (await rollOf(left, village)).me).not.toBeNull()
  await go(left, `/rolls/${village}.voters`)
  await left.getByText(`${name}。`, { exact: false }).first().waitFor()
  await go(left, '/notices')
  await left.getByText('名单申诉有了决定').first().waitFor()
})

test('a settled roll takes written proxies within the law, and says by which article it takes no more', async () => {
  const { stage } = at
  const [clerk, head] = await Promise.all([
    stage.as({ role: 'village-clerk', place: '金林村' }, { width: 1280, height: 900 }),
    stage.as({ role: 'village-chair', place: '金林村' }),
  ])
  for (const page of [clerk, head]) for (const status of [400, 409]) stage.expectRefusal(page, status)
  await go(clerk, `/work/rolls/${jinlin}.voters`)
  await clerk.getByText('欧细妹', { exact: false }).first().waitFor()
  const give = async (principal: string, holder: string, paper = true) => {
    await press(clerk, '登记委托投票')
    await write(clerk, /^委托人/, principal)
    await write(clerk, /^受委托人/, holder)
    if (paper) await clerk.getByRole('checkbox', { name: /书面委托/ }).check()
    await press(clerk, '登记委托投票')
  }
  await give('温树根', '冼大江', false)
  await clerk.getByText('要有书面委托（第十八条）', { exact: false }).waitFor()
  await clerk.getByText('候选人不得接受委托投票（第十八条）', { exact: false }).waitFor()
  await press(clerk, '取消')
  for (const principal of ['温树根', '温丽华']) {
    await give(principal, '莫秀珍')
    await clerk.locator('li').filter({ hasText: principal }).waitFor()
  }
  await give('植有田', '莫秀珍')
  await clerk.getByText('受委托人已接受三人委托', { exact: false }).waitFor()
  await press(clerk, '取消')
  await clerk.locator('li').filter({ hasText: '温丽华' }).getByRole('button', { name: '撤回委托' }).click()
  await clerk.locator('li').filter({ hasText: '温丽华' }).waitFor({ state: 'detached' })

  // what has to be done stands on the page of today
  await go(head, '/work')
  await head.getByRole('heading', { name: '村委会换届选举' }).waitFor()
  // candidates on a phone: a line that means nobody is named by its number, nothing typed is lost
  await go(head, `/work/rolls/${jinlin}.voters`)
  await press(head, '公布正式候选人')
  await write(head, /^正式候选人（多于/, '梁水生\n没有这个人\n莫少荣')
  await press(head, /确认.*公布正式候选人/)
  await head.getByText('第 2 行：名册上没有这个人').waitFor()
  await write(head, /^正式候选人（多于/, '梁水生\n岑银娣\n莫少荣')
  await press(head, /确认.*公布正式候选人/)
  await head.getByText('候选人的名额应当多于应选名额（第十八条）', { exact: false }).waitFor()
  await head.getByText('先退出选举委员会（第十五条）', { exact: false }).waitFor()
  expect(await wrongOn(head)).toEqual([])
})
