import type { Locator, Page } from 'playwright-core'
import { photo } from './stage.ts'

/** Opens a path and waits until its heading stands and nothing is loading any more. */
export const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(path)
  await settled(page)
}

/** The heading stands and nothing says 正在打开. */
export const settled = async (page: Page): Promise<void> => {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForFunction(() => !document.querySelector('main')?.textContent?.includes('正在打开'))
}

export const press = (on: Page | Locator, name: string | RegExp): Promise<void> =>
  on.getByRole('button', { name, exact: typeof name === 'string' }).click()

/** A desk's act, on the open page or on one slip of it: its button, its form, 确定. */
export const perform = async (on: Page | Locator, act: string, fill?: (form: Locator) => Promise<void>) => {
  await on.getByRole('group', { name: '能办的' }).getByRole('button', { name: act, exact: true }).first().click()
  const page = 'page' in on ? on.page() : on
  const form = on
    .locator('section')
    .filter({ has: page.getByRole('button', { name: '先不办' }) })
    .last()
  await form.waitFor()
  await fill?.(form)
  await press(form, `确定${act}`)
  await form.waitFor({ state: 'detached' })
}

/** Writes into the field with this label. */
export const write = (on: Page | Locator, label: string | RegExp, text: string): Promise<void> =>
  on.getByLabel(label).first().fill(text)

type Report = { category: string; text: string; spot?: string; withPhoto?: boolean; sealed?: boolean; join?: RegExp }

/** The three steps of a report, up to the receipt; the village is known already. */
export const report = async (page: Page, { category, text, spot, withPhoto, sealed, join }: Report): Promise<void> => {
  await go(page, '/report')
  await page.getByRole('radio', { name: category, exact: true }).check()
  await press(page, '下一步')
  await write(page, /^用您自己的话说清楚/, text)
  if (spot) await write(page, /^具体在哪里/, spot)
  if (withPhoto) {
    await page.getByLabel('加照片').setInputFiles(await photo())
    await page.getByRole('img', { name: '照片 1' }).waitFor()
  }
  if (join) await page.getByRole('radio', { name: join }).check()
  await press(page, '下一步')
  if (sealed) await page.getByRole('checkbox', { name: /^不让办理人知道我是谁/ }).check()
  await press(page, '报上去')
  await page.getByRole('heading', { level: 1, name: '回执' }).waitFor()
}

/** Chooses the village on this phone. */
export const chooseVillage = async (page: Page, names: { county: string; town: string; village: string }) => {
  await page.getByLabel('县（区、旗）').selectOption({ label: names.county })
  await page.getByLabel('镇（乡、街道）').selectOption({ label: names.town })
  await page.getByLabel('村（社区、嘎查）').selectOption({ label: names.village })
}

/** All that this says, hidden words included. */
export const textOf = async (of: Locator): Promise<string> => ((await of.first().textContent()) ?? '').trim()

/** What the receipt says: the number, the query code, the id of the matter. */
export const receiptOf = async (page: Page): Promise<{ id: string; number: string; code: string }> => ({
  id: new URL(page.url()).pathname.split('/').at(-1) ?? '',
  number: await textOf(page.getByText(/\d{4}-[A-Z]-\d{4,}/)),
  code: await textOf(page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)),
})
