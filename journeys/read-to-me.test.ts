import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { file, openDesk, resident } from './carry.ts'
import { go, settled } from './hands.ts'
import { onStage } from './on-stage.ts'

const at = onStage()

type Spoken = { text: string; lang: string }

/** Gives the phone voices of its own, which the browser of the tests has none of; they speak until they are told to go on. */
const giveVoices = (page: Page, ...voices: { lang: string; localService: boolean }[]) =>
  page.addInitScript((given) => {
    const spoken: Spoken[] = []
    let now: { onend?: () => void } | undefined
    const device = Object.assign(new EventTarget(), {
      getVoices: () => given,
      cancel: () => {
        now = undefined
      },
      speak: (breath: Spoken & { onend?: () => void }) => {
        spoken.push({ text: breath.text, lang: breath.lang })
        now = breath
      },
    })
    const Breath = class {
      text: string
      constructor(text: string) {
        this.text = text
      }
    }
    Object.defineProperty(window, 'speechSynthesis', { value: device })
    Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Breath })
    Object.assign(window, {
      spoken,
      speaking: () => now !== undefined,
      goOn: () => {
        const before = now
        now = undefined
        before?.onend?.()
      },
    })
  }, voices)

const spoken = (page: Page): Promise<Spoken[]> => page.evaluate(() => Reflect.get(window, 'spoken'))
const speaking = (page: Page): Promise<boolean> => page.evaluate(() => Reflect.get(window, 'speaking')())
const chinese = { lang: 'zh_CN', localService: true }
const button = (page: Page) => page.getByRole('button', { name: '读给我听' })

test('a matter is read from its title on, with the keyboard alone, marking where it is, and stops when told', async () => {
  const page = await at.stage.as(resident)
  await giveVoices(page, chinese)
  const { id } = await file(page, { text: '茶亭边的灯不亮了。' })
  await (await openDesk(at.stage))(id, 'accept')
  await go(page, `/m/${id}`)
  await button(page).focus()
  await page.keyboard.press('Enter')
  await page.locator('.being-read').waitFor()
  expect(await page.locator('.being-read').textContent()).toContain('茶亭边的灯不亮了')
  for (let n = 0; n < 200 && (await speaking(page)); n++) await page.evaluate(() => Reflect.get(window, 'goOn')())
  const said = await spoken(page)
  const all = said.map(({ text }) => text).join('\n')
  for (const words of ['走到哪了', '受理，已完成', '交办，办到这一步', '金林村便民服务站', '路灯'])
    expect(all).toContain(words)
  for (const words of ['打印这一页', '读给我听', '我的事项', '○']) expect(all).not.toContain(words)
  expect(said.every(({ lang }) => lang === 'zh_CN')).toBe(true)
  // at the end it offers to begin again; pressed a second time while reading, it stops
  await button(page).waitFor()
  await page.keyboard.press('Enter')
  const stop = page.getByRole('button', { name: '停下不读' })
  await stop.waitFor()
  await page.keyboard.press('Enter')
  await button(page).waitFor()
  expect(await speaking(page)).toBe(false)
  expect(await page.locator('.being-read').count()).toBe(0)
})

test('each step of a report is read, and going on to the next one stops it', async () => {
  const page = await at.stage.as(resident)
  await giveVoices(page, chinese)
  await go(page, '/report')
  await page.getByRole('radio', { name: '路灯', exact: true }).check()
  await button(page).click()
  expect((await spoken(page)).length).toBe(1)
  await page.getByRole('button', { name: '下一步' }).click()
  await button(page).waitFor()
  expect(await speaking(page)).toBe(false)
  await page.goto('/notices')
  await settled(page)
  await button(page).waitFor()
})

test('without a voice of the language shown on the device itself there is no button', async () => {
  const page = await at.stage.visitor()
  const remote = await at.stage.visitor()
  const foreign = await at.stage.visitor()
  // a voice of somebody else's server would be told what is read (P7, P20)
  await giveVoices(remote, { lang: 'zh-CN', localService: false })
  await giveVoices(foreign, { lang: 'en-US', localService: true })
  for (const one of [page, remote, foreign]) {
    await go(one, '/report')
    expect(await button(one).count()).toBe(0)
  }
  await foreign.getByRole('button', { name: /English/ }).click()
  await foreign.getByRole('button', { name: 'Read it to me' }).waitFor()
})
