import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { go, press } from './hands.ts'
import { onStage } from './on-stage.ts'

const at = onStage()

const doorsOf = (page: Page) =>
  page.locator('.doors a').evaluateAll((links) => links.map((one) => [one.getAttribute('href'), one.textContent]))
const placesOf = (page: Page) =>
  page.locator('h1, .doors a').evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)))

/** How much moved under the eye of the reader, as the web vitals count it. */
const watchShifts = (page: Page) =>
  page.addInitScript(() => {
    Reflect.set(window, 'shifted', 0)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        Reflect.set(window, 'shifted', Reflect.get(window, 'shifted') + Reflect.get(entry, 'value'))
    }).observe({ type: 'layout-shift', buffered: true })
  })

/** No script arrives until it is let go. */
const holdScripts = async (page: Page): Promise<() => void> => {
  let release = () => {}
  const held = new Promise<void>((done) => {
    release = done
  })
  await page.route('**/assets/*.js', async (route) => {
    await held
    await route.continue()
  })
  return release
}

test.each([false, true])(
  'the home stands before any script has come, and nothing moves when they do (large type: %s)',
  async (large) => {
    const page = await at.stage.visitor({ large })
    await watchShifts(page)
    const release = await holdScripts(page)
    await page.goto('/', { waitUntil: 'commit' })
    await page.locator('.doors a').last().waitFor()
    const [doors, places] = [await doorsOf(page), await placesOf(page)]
    expect(doors.length).toBeGreaterThan(3)
    // the styles are in it: the first door is drawn in the accent
    expect(await page.locator('.door.first a').evaluate((one) => getComputedStyle(one).backgroundColor)).toBe(
      'rgb(11, 92, 173)',
    )
    expect(await page.locator('html').evaluate((one) => getComputedStyle(one).fontSize)).toBe(large ? '21px' : '16px')
    release()
    await page.locator('.type-size').waitFor()
    expect(await doorsOf(page)).toEqual(doors)
    expect(await placesOf(page)).toEqual(places)
    expect(await page.evaluate(() => Number(Reflect.get(window, 'shifted')))).toBeLessThan(0.05)
  },
)

test('another address, or another language, draws no home it will not be', async () => {
  const page = await at.stage.visitor()
  await holdScripts(page)
  const opening = async (path: string) => {
    await page.goto(path, { waitUntil: 'commit' })
    await page.getByText('正在打开…').waitFor()
    return page.locator('.doors').isVisible()
  }
  expect(await opening('/help')).toBe(false)
  await page.evaluate(() => localStorage.setItem('locale', 'en'))
  expect(await opening('/')).toBe(false)
})

test('large type is one press away on every page, larger type a second one; it stays, and is there before any script (R22)', async () => {
  const page = await at.stage.visitor()
  const body = () => page.locator('body').evaluate((one) => getComputedStyle(one).fontSize)
  for (const path of ['/', '/help', '/report', '/sign-in', '/work']) {
    await go(page, path)
    expect(await page.getByRole('button', { name: '大字' }).isVisible(), path).toBe(true)
  }
  await go(page, '/')
  expect(await body()).toBe('16px')
  await press(page, '大字')
  expect(await body()).toBe('21px')
  await press(page, '特大')
  expect(await body()).toBe('30px')
  await holdScripts(page)
  await page.goto('/', { waitUntil: 'commit' })
  await page.locator('.doors a').last().waitFor()
  expect(await body()).toBe('30px')
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await go(page, '/work')
  expect(await body()).toBe('30px')
  await press(page, '标准字')
  expect(await body()).toBe('16px')
})
