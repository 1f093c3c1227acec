import type { Page } from 'playwright-core'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { clerk } from './carry.ts'
import { go, press, settled, textOf, write } from './hands.ts'
import { onStage } from './on-stage.ts'
import { read } from './stage.ts'

const at = onStage()

/** The slip on paper: its number and its query code. */
const slipOf = async (page: Page) => {
  const slip = page.getByRole('article', { name: '受理回执' })
  await slip.waitFor()
  await slip.getByRole('img', { name: /二维码/ }).waitFor()
  const said = await textOf(slip)
  return { number: /\d{4}-M-\d{4,}/.exec(said)?.[0] ?? '', code: /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(said)?.[0] ?? '' }
}

test('an elder without a phone is written down from paper; the printed slip opens the matter', async () => {
  const { stage } = at
  const desk = await stage.as(clerk)
  await go(desk, '/work/register')
  await desk.getByRole('radio', { name: '书面', exact: true }).check()
  const where = desk.getByLabel('村（社区）')
  if ((await where.count()) > 0)
    await where
      .first()
      .selectOption({ label: '金林村' })
      .catch(() => undefined)
  await desk.getByLabel('类别').selectOption({ label: '水利' })
  await write(desk, /^反映什么/, '村头水圳塌了一截，水放不到田里。')
  await write(desk, /^姓名/, '欧○○')
  await desk.getByRole('checkbox', { name: /^本人同意登记/ }).check()
  await press(desk, '登记')
  const { number, code } = await slipOf(desk)
  expect(code).not.toBe('')

  // on the roll of a slip printer: as wide as the roll, one slip, its code to be read
  for (const [paper, mm] of [
    ['58毫米小票', 58],
    ['80毫米小票', 80],
  ] as const) {
    await desk.getByLabel('打印纸').selectOption({ label: paper })
    const print = async () => getDocumentProxy(new Uint8Array(await desk.pdf({ preferCSSPageSize: true })))
    let pdf = await print()
    const wide = async () => {
      pdf = await print()
      const [, , width = 0] = (await pdf.getPage(1)).view
      return Math.round((width / 72) * 25.4)
    }
    // the choice is drawn a moment after it is made
    await expect.poll(wide).toBe(mm)
    expect(pdf.numPages).toBe(1)
    expect((await extractText(pdf, { mergePages: true })).text).toContain(code)
  }
  await desk.getByLabel('打印纸').selectOption({ label: 'A4纸' })

  // alone on the paper: nothing of the desk around it
  await desk.emulateMedia({ media: 'print' })
  expect(await desk.getByRole('article', { name: '受理回执' }).isVisible()).toBe(true)
  expect(await desk.getByRole('button', { name: '登记下一件' }).isVisible()).toBe(false)
  expect(await desk.getByRole('navigation').first().isVisible()).toBe(false)
  await desk.emulateMedia({ media: 'screen' })

  const daughter = await stage.visitor()
  await go(daughter, `/q/${code}`)
  await daughter.waitForURL('**/m/*')
  await settled(daughter)
  await daughter.getByText(number).first().waitFor()
  await daughter.getByText('村头水圳塌了一截，水放不到田里。').first().waitFor()
})

test('one visitor hands in two items: asked once, each with a number and a clock of its own, in the grid it lies in (C12, C05)', async () => {
  const { stage } = at
  const desk = await stage.as(clerk)
  await go(desk, '/work/register')
  await desk.getByRole('radio', { name: '来人', exact: true }).check()
  await desk.getByLabel('类别').selectOption({ label: '路灯' })
  await desk.getByLabel('在哪个网格').selectOption({ index: 2 })
  await write(desk, /^反映什么/, '球场的灯坏了。')
  await write(desk, /^姓名/, '容○○')
  await write(desk, /^手机号/, '10000008888')
  await desk.getByRole('checkbox', { name: /^本人同意登记/ }).check()
  await press(desk, '登记')
  const first = await slipOf(desk)
  await press(desk, '同一人再登一件')
  // what was said once is not asked again
  expect(await desk.getByLabel(/^姓名/).first().inputValue()).toBe('容○○')
  expect(
    await desk
      .getByLabel(/^手机号/)
      .first()
      .inputValue(),
  ).toBe('10000008888')
  await desk.getByLabel('类别').selectOption({ label: '政策咨询' })
  await write(desk, /^反映什么/, '想问残疾人补贴怎么办。')
  await press(desk, '登记')
  const second = await slipOf(desk)
  expect(second.number).not.toBe(first.number)
  expect(second.code).not.toBe(first.code)

  await desk.getByRole('button', { name: new RegExp(first.number) }).click()
  await desk.getByRole('link', { name: '看这件事' }).click()
  await settled(desk)
  await desk
    .getByText(/第.网格/)
    .first()
    .waitFor()
})

test('three visitors of a reception are three items with three slips (B04)', async () => {
  const { stage } = at
  const keeper = await stage.as({ role: 'studio-keeper', place: '官圩镇' }, { width: 1280, height: 900 })
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await go(keeper, '/work/receptions')
  await press(keeper, '发布接访')
  const dialog = keeper.getByRole('dialog')
  await dialog.getByLabel('工作室').selectOption({ index: 1 })
  await write(dialog, /^开始/, `${day}T09:00`)
  await write(dialog, /^结束/, `${day}T11:00`)
  await write(dialog, /^接访代表/, '罗○○、叶○○')
  await press(dialog, '发布')
  await dialog.waitFor({ state: 'hidden' })
  const slip = keeper.getByRole('article').filter({ hasText: '罗○○、叶○○' }).first()
  await slip.getByRole('link', { name: '登记来访' }).click()
  await settled(keeper)

  const codes = new Set<string>()
  for (const [n, text] of [
    '想问危房改造怎么申请。',
    '村里的文化室周末能不能开门。',
    '公交一天两趟太少了。',
  ].entries()) {
    const { place } = { place: keeper.getByLabel('村（社区）') }
    if (n === 0) {
      const town = keeper.getByLabel('镇（街道）')
      if ((await town.count()) > 0) await town.selectOption({ label: '官圩镇' })
      await place.selectOption({ label: '金林村' })
    }
    await keeper.getByLabel('类别').selectOption({ label: '其他' })
    await write(keeper, /^反映什么/, text)
    await keeper.getByRole('checkbox', { name: /^本人同意登记/ }).check()
    await press(keeper, '登记')
    codes.add((await slipOf(keeper)).code)
    if (n < 2) await press(keeper, '登记下一件')
  }
  expect(codes.size).toBe(3)
  // the slip is alone on its paper
  await keeper.emulateMedia({ media: 'print' })
  expect(await keeper.getByRole('article', { name: '回执' }).isVisible()).toBe(true)
  expect(await keeper.getByRole('heading', { level: 1, includeHidden: true }).isVisible()).toBe(false)
  await keeper.emulateMedia({ media: 'screen' })
  await keeper.getByText('已登记3件').waitFor()
  await go(keeper, '/work/receptions')
  await keeper
    .getByRole('article')
    .filter({ hasText: '罗○○、叶○○' })
    .getByText(/登记3件/)
    .waitFor()
  type Session = { delegates: string[]; items: number }
  const sessions = await read<Session[]>(keeper, '/receptions?county=441226')
  expect(sessions.find(({ delegates }) => delegates.join() === '罗○○,叶○○')?.items).toBe(3)
})
