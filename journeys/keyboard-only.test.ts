import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { file, openDesk, resident } from './carry.ts'
import { go, receiptOf, settled } from './hands.ts'
import { onStage } from './on-stage.ts'
import { read } from './stage.ts'

const at = onStage()

/** Tab until the focus is on it; never the mouse. */
const tabTo = async (page: Page, to: Locator): Promise<void> => {
  for (let n = 0; n < 80; n++) {
    if ((await to.count()) > 0 && (await to.first().evaluate((one) => one === document.activeElement))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`80 times Tab, and not at ${to}`)
}

test('a report is made with the keyboard alone, from the first page to the receipt', async () => {
  const { stage } = at
  const page = await stage.as({ ...resident, nth: 2 }, { width: 1280 })
  await go(page, '/')
  await tabTo(page, page.getByRole('link', { name: /^我要反映/ }))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '我要反映' }).waitFor()
  await settled(page)
  // one stop for all kinds; arrows move inside and choose
  const kind = page.getByRole('radio', { name: '环境卫生', exact: true })
  await tabTo(page, page.getByRole('radio'))
  for (let n = 0; n < 20 && !(await kind.isChecked()); n++) await page.keyboard.press('ArrowDown')
  expect(await kind.isChecked()).toBe(true)
  await tabTo(page, page.getByRole('button', { name: '下一步', exact: true }))
  await page.keyboard.press('Enter')
  await page.getByLabel(/^用您自己的话说清楚/).waitFor()
  await tabTo(page, page.getByLabel(/^用您自己的话说清楚/))
  await page.keyboard.insertText('菜市场后面的垃圾三天没清。')
  await tabTo(page, page.getByRole('button', { name: '下一步', exact: true }))
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '报上去', exact: true }).waitFor()
  await tabTo(page, page.getByRole('button', { name: '报上去', exact: true }))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '回执' }).waitFor()
  const { id } = await receiptOf(page)
  expect(await read(page, `/matters/${id}`)).toMatchObject({ state: 'reported', text: '菜市场后面的垃圾三天没清。' })
})

test('a rating is given with the keyboard alone; the dialog holds the focus and Escape leaves it', async () => {
  const { stage } = at
  const page = await stage.as({ ...resident, nth: 2 })
  const carry = await openDesk(stage)
  const { id } = await file(page, { text: '水塔旁的灯不亮了。' })
  await carry(id, 'accept', 'dispatch', 'take', 'conclude', 'answer')
  await go(page, `/m/${id}`)
  const again = page.getByRole('button', { name: '没解决，再办一次', exact: true })
  await tabTo(page, again.first())
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  expect(await again.first().evaluate((one) => one === document.activeElement)).toBe(true)
  await tabTo(page, page.getByRole('button', { name: '解决了，满意', exact: true }))
  await page.keyboard.press('Enter')
  await page.getByText('谢谢您，已记下').waitFor()
  expect(await read(page, `/matters/${id}`)).toMatchObject({ satisfied: true, state: 'answered' })
})
