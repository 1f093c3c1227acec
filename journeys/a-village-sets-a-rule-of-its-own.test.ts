import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { violations } from './check-page.ts'
import { go, press, settled, textOf, write } from './hands.ts'
import { onStage } from './on-stage.ts'

const at = onStage()
const village = '510704123206'

/** A day from today on, as a date field takes it. */
const inDays = (n: number) => new Date(Date.now() + 8 * 3_600_000 + n * 86_400_000).toISOString().slice(0, 10)
const slipOf = (page: Page, heading: string, words: string) =>
  page
    .getByRole('article')
    .filter({ has: page.getByRole('heading', { name: heading }) })
    .filter({ hasText: words })

test('a village’s secretary is told what the law holds, sets more than it asks for, and a villager reads it with its document', async () => {
  const page = await at.stage.as({ role: 'branch-secretary', place: '石龙村' })
  await go(page, `/work/talks/${village}`)
  await page.getByRole('link', { name: '村里自己定的规则' }).click()
  await settled(page)
  await page.getByRole('heading', { level: 1, name: '石龙村自己定的规则' }).waitFor()
  await slipOf(page, '村务公开 · 张贴', '不少于20天').waitFor()

  await press(page, '定一条')
  await page.getByLabel('定哪一条').selectOption({ label: '村民会议 · 提前通知' })
  const holds = page.getByRole('status').filter({ hasText: '上面怎么定的' })
  expect(await textOf(holds)).toContain('不少于10天')
  expect(await textOf(holds)).toContain('第二十五条')
  await write(page, '不少于', '7')
  await write(page, '依据的文件', '石龙村村民自治章程')
  await write(page, '第几条', '第九条')
  expect(await violations(page)).toEqual([])

  // looser than the law: refused with the article, and nothing typed is lost
  at.stage.expectRefusal(page, 409)
  await press(page, '存为草拟')
  const refused = page.getByRole('alert').filter({ hasText: '不能比法律和上级松' })
  expect(await textOf(refused)).toContain('第二十五条：不少于10天')
  await write(page, '不少于', '12')
  await press(page, '存为草拟')
  const draft = slipOf(page, '村民会议 · 提前通知', '草拟，还没公布')
  await draft.waitFor()

  // nobody else sees a draft
  const villager = await at.stage.as({ role: 'resident', place: '石龙村' })
  await go(villager, '/rules')
  expect(await textOf(villager.locator('main'))).not.toContain('石龙村村民自治章程')

  await press(draft, '公布')
  await slipOf(page, '村民会议 · 提前通知', '已公布，还没到施行的日子').waitFor()
  await go(villager, '/rules')
  const read = slipOf(villager, '村民会议 · 提前通知', '石龙村村民自治章程')
  expect(await textOf(read)).toContain('不少于12天')
  expect(await textOf(read)).toContain('第九条')

  // what holds today is what the law and the village said before
  await villager.getByLabel('看哪一项').selectOption({ label: '村务公开' })
  const board = villager
    .getByRole('region', { name: '村务公开' })
    .getByRole('article')
    .filter({ has: villager.getByRole('heading', { name: '张贴' }) })
  const words = await textOf(board)
  expect(words).toContain('不少于15天')
  expect(words).toContain('石龙村自己定的：不少于20天')
  expect(words).toContain('石龙村村务公开办法 第四条')
})

test('what no law gives a village sets itself, a newer rule takes its place, and it is withdrawn with a reason', async () => {
  const page = await at.stage.as({ role: 'village-chair', place: '石龙村' })
  const set = async (days: string, from: string) => {
    await go(page, `/work/rules/${village}`)
    await press(page, '定一条')
    await page.getByLabel('定哪一条').selectOption({ label: '公示 · 公示期' })
    await page.getByText('法律没有规定，可以自己定。').waitFor()
    await write(page, '不少于', days)
    await write(page, '依据的文件', '石龙村村规民约')
    await write(page, '第几条', '第六条')
    await write(page, '哪天起施行', from)
    await press(page, '存为草拟')
    const draft = slipOf(page, '公示 · 公示期', '草拟，还没公布')
    await press(draft, '公布')
    await slipOf(page, '公示 · 公示期', `不少于${days}个工作日`).filter({ hasText: '还没到施行' }).waitFor()
  }
  await set('4', inDays(1))
  await set('7', inDays(3))
  const older = slipOf(page, '公示 · 公示期', '不少于4个工作日')
  expect(await textOf(older)).toContain('由新规则代替')

  const newer = slipOf(page, '公示 · 公示期', '不少于7个工作日')
  await press(newer, '废止')
  await write(newer, '为什么废止', '群众说公示期太长。')
  await press(newer, '确定废止')
  await page.getByText('以前的').click()
  expect(await textOf(slipOf(page, '公示 · 公示期', '不少于7个工作日'))).toContain('没有施行')
  expect(await textOf(slipOf(page, '公示 · 公示期', '不少于7个工作日'))).toContain('已废止：群众说公示期太长。')
})

test('the county’s administrator reads a village’s rules and sets none of them, only the county’s own', async () => {
  const page = await at.stage.as({ role: 'county-admin', place: '游仙区' })
  await go(page, `/work/rules/${village}`)
  expect(await page.getByRole('button', { name: '定一条' }).count()).toBe(0)
  expect(await page.getByRole('button', { name: '废止' }).count()).toBe(0)
  await go(page, '/work/rules')
  await page.getByRole('heading', { level: 1, name: '游仙区自己定的规则' }).waitFor()
  await page.getByRole('button', { name: '定一条' }).waitFor()
})
