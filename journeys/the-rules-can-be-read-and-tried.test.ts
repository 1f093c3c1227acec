import { expect, test } from 'vitest'
import { resident } from './carry.ts'
import { go, settled, textOf } from './hands.ts'
import { onStage } from './on-stage.ts'

const at = onStage()

test('a villager reads what a representatives’ meeting needs, tries the numbers and sees the article', async () => {
  const page = await at.stage.as(resident)
  await go(page, '/help')
  await page.getByRole('link', { name: '开会、表决、公开，按什么规则' }).click()
  await settled(page)
  const quorum = page.getByRole('article').filter({ has: page.getByRole('heading', { name: '到会人数' }) })
  expect(await textOf(quorum)).toContain('到会要达到全体组成人员的三分之二以上')
  expect(await textOf(quorum)).toContain('第三十条')
  expect(await textOf(quorum)).toContain('已查原文')
  await quorum.getByText('填数试一试').click()
  await quorum.getByLabel('全体组成人员').fill('40')
  await quorum.getByLabel('到会', { exact: true }).fill('26')
  await quorum.getByText('还不够').waitFor()
  expect(await textOf(quorum)).toMatch(/全体组成人员 40 · 到会 26 · .*27/)
  await quorum.getByLabel('到会', { exact: true }).fill('27')
  await quorum.getByText('够了', { exact: true }).waitFor()
})

test('the council’s rules say that no law gives them, and elections are on paper', async () => {
  const page = await at.stage.visitor()
  await go(page, '/rules')
  await page.getByLabel('看哪一项').selectOption({ label: '议事会' })
  expect(
    await textOf(page.getByRole('article').filter({ has: page.getByRole('heading', { name: '提前通知' }) })),
  ).toContain('本平台默认值，法律未作规定')
  await page.getByLabel('看哪一项').selectOption({ label: '村委会选举' })
  expect(
    await textOf(page.getByRole('article').filter({ has: page.getByRole('heading', { name: '网上' }) })),
  ).toContain('不可以')
})
