import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { clerk, file, openDesk, resident, village } from './carry.ts'
import { sideways } from './check-page.ts'
import { go, press, settled } from './hands.ts'
import { onStage } from './on-stage.ts'

const at = onStage()
/** PAPERS=<folder> keeps every paper as PDF and picture, to be looked at. */
const papers = process.env.PAPERS

/** A4 between its margins, CSS px. */
const A4 = { width: 680, height: 1000 }

/** What is on the paper that nobody can press, and what is not ink on white. */
const wrongOnPaper = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const shown = (one: Element) => one.getClientRects().length > 0 && one.getBoundingClientRect().height > 1
    const say = (what: string, one: Element) => `${what}: ${one.outerHTML.slice(0, 100)}`
    const pressed = [...document.querySelectorAll('button, nav, input, textarea, .topbar, .back, .skip')]
    const grounds = [...document.querySelectorAll('body, main, main *')].filter((one) => {
      const { backgroundColor } = getComputedStyle(one)
      const [red = 0, green = 0, blue = 0, opaque = 1] = (backgroundColor.match(/[\d.]+/g) ?? []).map(Number)
      return shown(one) && opaque > 0 && Math.min(red, green, blue) < 255 && !one.closest('.steps, .mini, svg')
    })
    return [
      ...pressed
        .filter((one) => shown(one) && one.getAttribute('aria-selected') !== 'true')
        .map((one) => say('to press', one)),
      ...grounds.map((one) => say('not on white', one)),
    ]
  })

/** Prints the open page: its PDF, what stands on it, how many sheets it takes. Fails for what no paper should show. */
const printed = async (page: Page, name: string): Promise<{ text: string; sheets: number }> => {
  await settled(page)
  const pdf = await page.pdf({ format: 'A4' })
  await page.emulateMedia({ media: 'print' })
  const before = page.viewportSize()
  await page.setViewportSize(A4)
  const [wrong, far] = [await wrongOnPaper(page), await sideways(page)]
  // biome-ignore lint/performance/useDomNodeTextContent: only what is seen is on the paper
  const text = await page.locator('main').innerText()
  if (papers) {
    mkdirSync(papers, { recursive: true })
    writeFileSync(join(papers, `${name}.pdf`), pdf)
    await page.screenshot({ path: join(papers, `${name}.png`), fullPage: true })
  }
  await page.emulateMedia({ media: 'screen' })
  if (before) await page.setViewportSize(before)
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(wrong, name).toEqual([])
  expect(far, name).toBe(0)
  expect(text, name).toMatch(/打印于\d{4}年\d+月\d+日 \d\d:\d\d/)
  return { text, sheets: pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0 }
}

test('what a resident takes home is a paper: the matter, its receipt, the lists, my data, whom to call', async () => {
  const { stage } = at
  const villager = await stage.as(resident, { width: 720 })
  const carry = await openDesk(stage)
  const { id, number, code } = await file(villager, { text: '祠堂门口的灯不亮了。' })
  await carry(id, 'accept', 'dispatch', 'take', 'conclude', 'answer')

  await go(villager, `/m/${id}`)
  const matter = await printed(villager, 'matter')
  for (const said of [number, '祠堂门口的灯不亮了', '受理', '换了灯头，已经亮了。', `/m/${id}`])
    expect(matter.text).toContain(said)
  expect(matter.text).not.toContain('解决了吗')
  expect(matter.sheets).toBe(1)

  await go(villager, `/receipt/${id}`)
  const receipt = await printed(villager, 'receipt')
  for (const said of [number, code, '接下来']) expect(receipt.text).toContain(said)
  expect(receipt.sheets).toBe(1)

  await go(villager, '/mine')
  expect((await printed(villager, 'mine')).text).toContain(number)
  await go(villager, '/notices')
  expect((await printed(villager, 'notices')).text).toContain(number)
  await go(villager, '/my-data')
  expect((await printed(villager, 'my-data')).text).toContain('谁看过我的资料')
  await go(villager, `/village/${village}`)
  expect((await printed(villager, 'village')).text).toContain('金林村')
  await go(villager, '/studios')
  expect((await printed(villager, 'studios')).text).toContain('代表工作室')

  await go(villager, '/help')
  await villager.getByLabel('按类别看').selectOption({ label: '路灯' })
  await villager.getByText('依据').first().waitFor()
  const guide = await printed(villager, 'guide')
  for (const said of ['谁负责', '依据', '时限', '投诉']) expect(guide.text).toContain(said)
  await villager.getByRole('tab', { name: '单位电话' }).click()
  await villager.getByRole('heading', { name: '德庆县' }).waitFor()
  const phones = await printed(villager, 'phones')
  expect(phones.text).toContain('单位电话')
  expect(phones.text).not.toContain('谁负责')
})

test('what the desk hands out is a paper: a matter, its lists, the duties, the figures', async () => {
  const { stage } = at
  const { id, number } = await file(await stage.as(resident), { text: '粮站门口的灯不亮了。' })
  const desk = await stage.as(clerk, { width: 1280 })
  await go(desk, `/work/m/${id}`)
  expect((await printed(desk, 'desk-matter')).text).toContain(number)
  await go(desk, '/work/matters')
  expect((await printed(desk, 'desk-matters')).text).toContain(number)
  await go(desk, '/work/duties')
  await printed(desk, 'desk-duties')
  const county = await stage.as({ role: 'county-dispatcher', place: '德庆县' }, { width: 1280 })
  await go(county, '/work/figures')
  await printed(county, 'desk-figures')
})

test('a page offers to be printed, and pressing it prints', async () => {
  const page = await at.stage.visitor()
  await page.addInitScript(() => {
    Reflect.set(window, 'print', () => Reflect.set(window, 'asked', true))
  })
  await go(page, `/village/${village}`)
  await press(page, '打印这一页')
  expect(await page.evaluate(() => Reflect.get(window, 'asked'))).toBe(true)
})
