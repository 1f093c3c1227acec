import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as driver, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { preactForReact, target } from '../preact-for-react.ts'

const gallery = join(import.meta.dirname, 'gallery')
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const kinds: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
// What the real server sends: the kit must live without inline script or style.
const policy = "default-src 'self'; img-src 'self' data: blob:"
const pictures = process.env.KIT_PICTURES

let browser: Browser
let server: Server
let origin: string

beforeAll(async () => {
  const outDir = mkdtempSync(join(tmpdir(), 'kit-'))
  await build({
    root: gallery,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: preactForReact },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    // Top-level await is for the gallery only; the kit itself is built for old phones by the app.
    build: {
      outDir,
      target: 'es2022',
      cssTarget: target,
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
  })
  server = createServer((request, reply) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    const file = extname(path) ? path : '/index.html'
    reply.setHeader('content-type', kinds[extname(file)] ?? 'application/octet-stream')
    reply.setHeader('content-security-policy', policy)
    reply.end(readFileSync(join(outDir, file)))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const quiet = '--no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(' ')
  browser = await driver.launch({
    executablePath: process.env.CHROMIUM_PATH ?? (await chromium.executablePath()),
    // no page lives here long enough to earn back what compiling its hot code takes
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--js-flags=--no-opt --no-maglev', ...quiet],
  })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  server?.close()
})

const open = async (screen: string, width: number, large = false): Promise<{ page: Page; broken: string[] }> => {
  const page = await browser.newPage({ viewport: { width, height: 720 }, bypassCSP: false })
  const broken: string[] = []
  page.on('console', (said) => said.type() === 'error' && broken.push(said.text()))
  page.on('pageerror', (thrown) => broken.push(String(thrown)))
  if (large) await page.addInitScript(() => localStorage.setItem('size', 'large'))
  await page.goto(`${origin}/?screen=${screen}`)
  await page.waitForSelector('h1')
  return { page, broken }
}

const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const found = await Reflect.get(window, 'axe').run(document, { rules: { region: { enabled: true } } })
    type Found = { id: string; nodes: { html: string; failureSummary: string }[] }
    return found.violations.flatMap((one: Found) =>
      one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
    )
  })
}

const picture = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}

const screens = ['home', 'matter', 'meeting', 'form', 'desk']
const sizes = [
  ['at 360 px', 360, false],
  ['at 1280 px', 1280, false],
  ['in large type at 360 px', 360, true],
] as const

for (const screen of screens) {
  for (const [where, width, large] of sizes) {
    test(`the ${screen} screen has no axe violation, no sideways scroll and no broken policy ${where}`, async () => {
      const { page, broken } = await open(screen, width, large)
      await picture(page, `${screen}-${width}${large ? '-large' : ''}`)
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      expect(broken).toEqual([])
      await page.close()
    }, 60_000)
  }
}

const small = (page: Page, least: number) =>
  page.evaluate((px) => {
    const targets = [...document.querySelectorAll('button, select, input, textarea, a[href]')]
    return targets.flatMap((one) => {
      const link = one.tagName === 'A' && getComputedStyle(one).display === 'inline'
      const label = one.closest('label')
      const box = (label ?? one).getBoundingClientRect()
      const hidden = box.width <= 1 || box.right < 0
      // A link inside a sentence may be as high as its line (WCAG 2.5.8).
      return link || hidden || box.height >= px ? [] : [`${one.outerHTML.slice(0, 100)} is ${box.height} px`]
    })
  }, least)

test('every target is at least 44 px high, and 60 px in large type', async () => {
  for (const screen of screens) {
    for (const [large, least] of [
      [false, 44],
      [true, 60],
    ] as const) {
      const { page } = await open(screen, 360, large)
      expect(await small(page, least), screen).toEqual([])
      await page.close()
    }
  }
}, 120_000)

test('in large type no text is smaller than 18 px', async () => {
  for (const screen of screens) {
    const { page } = await open(screen, 360, true)
    const found = await page.evaluate(() => {
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const texts: string[] = []
      while (walk.nextNode()) {
        const holder = walk.currentNode.parentElement
        if (!holder || !walk.currentNode.textContent?.trim()) continue
        // Text of an SVG grows with its box, whatever its own units say.
        const svg = holder.closest('svg')
        const scale = svg?.viewBox.baseVal?.width ? svg.clientWidth / svg.viewBox.baseVal.width : 1
        const size = Number.parseFloat(getComputedStyle(holder).fontSize) * scale
        if (size < 18) texts.push(`${walk.currentNode.textContent} ${size}`)
      }
      return texts
    })
    expect(found, screen).toEqual([])
    await page.close()
  }
}, 60_000)

test('the first wrong field takes the focus, says what is wrong, and nothing typed is lost', async () => {
  const { page } = await open('form', 360)
  await page.getByLabel('细说').fill('三晚没亮了')
  await page.getByRole('button', { name: '送出' }).click()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('title')
  expect(await page.getByLabel('一句话说清').getAttribute('aria-invalid')).toBe('true')
  expect(await page.getByText('这一项要填').count()).toBe(3)
  expect(await violations(page)).toEqual([])
  await picture(page, 'form-wrong')
  await page.getByLabel('一句话说清').fill('错')
  await page.getByText('路灯、道路').click()
  await page.getByLabel('哪个村').selectOption('jinlin')
  await page.getByRole('button', { name: '送出' }).click()
  await page.getByText('这一项不对，请检查').waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('village')
  await page.getByLabel('一句话说清').fill('退回')
  await page.getByRole('button', { name: '送出' }).click()
  await page.getByText('没有单位管这一项').waitFor()
  expect(await page.getByLabel('细说').inputValue()).toBe('三晚没亮了')
  await page.getByLabel('一句话说清').fill('灯不亮')
  await page.getByRole('button', { name: '送出' }).click()
  await page.getByText('已送达，编号 2026-M-0052').waitFor()
  await page.close()
}, 60_000)

test('an act that cannot be done yet is reached by the keyboard and says what is missing', async () => {
  const { page } = await open('meeting', 360)
  const act = page.getByRole('button', { name: '形成决议 还差：赞成票 1 张' })
  await act.focus()
  expect(await act.evaluate((it) => document.activeElement === it)).toBe(true)
  expect(await act.getAttribute('aria-disabled')).toBe('true')
  await page.close()
}, 60_000)

test('the current step is told in words, not by colour alone', async () => {
  const { page } = await open('home', 360)
  const steps = page.getByRole('list', { name: '共 5 步，第 2 步：交办，卡在这一步，已超期' })
  expect(await steps.locator('[aria-current=step]').textContent()).toContain('交办')
  await page.close()
}, 60_000)

test('a dialog holds the focus, closes on Escape and gives the focus back', async () => {
  const { page } = await open('form', 360)
  await page.getByRole('button', { name: '先看看类似的' }).click()
  await page.getByRole('dialog', { name: '可能是同一件' }).waitFor()
  expect(await violations(page)).toEqual([])
  await picture(page, 'dialog')
  await page.keyboard.press('Escape')
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('先看看类似的')
  await page.getByRole('button', { name: '先看看类似的' }).click()
  await page.getByRole('dialog', { name: '可能是同一件' }).waitFor()
  await page.close()
}, 60_000)

test('arrow keys move between tabs, a row is followed by a press anywhere on it', async () => {
  const { page } = await open('desk', 1280)
  await page.getByRole('tab', { name: '我的' }).focus()
  await page.keyboard.press('ArrowLeft')
  expect(await page.getByRole('tab', { name: '超期' }).getAttribute('aria-selected')).toBe('true')
  await page.getByText('没有超期的，很好。').waitFor()
  await page.keyboard.press('Home')
  await page.getByText('自来水公司').click()
  await page.waitForURL(/\/matters\/1/)
  await page.close()
}, 60_000)

test('a photo of the camera comes out as a jpeg of at most 1600 px and can be taken away again', async () => {
  const { page, broken } = await open('form', 360)
  const drawn = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 3200
    canvas.height = 2400
    canvas.getContext('2d')?.fillRect(0, 0, 900, 900)
    return canvas.toDataURL('image/png').split(',')[1] ?? ''
  })
  const buffer = Buffer.from(drawn, 'base64')
  await page.locator('input[type=file]').setInputFiles([
    { name: '灯.png', mimeType: 'image/png', buffer },
    { name: '坏.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') },
  ])
  const photo = page.getByAltText('照片 1')
  await photo.waitFor()
  await page.getByText('有照片打不开，没有加上。').waitFor()
  const size = await photo.evaluate((it) => (it instanceof HTMLImageElement ? [it.naturalWidth, it.naturalHeight] : []))
  expect(size).toEqual([1600, 1200])
  await picture(page, 'form-photo')
  expect(await violations(page)).toEqual([])
  expect(broken).toEqual([])
  await page.getByRole('button', { name: '去掉照片 1' }).click()
  expect(await photo.count()).toBe(0)
  await page.close()
}, 60_000)

test('on paper only what is said remains: no bars, no buttons', async () => {
  const { page } = await open('desk', 800)
  await page.emulateMedia({ media: 'print' })
  await picture(page, 'desk-print')
  // of the tabs the open one stays: it says what the paper shows
  expect(await page.locator('button:visible:not([aria-selected=true])').count()).toBe(0)
  expect(await page.getByText('官圩镇 · 工作台').isVisible()).toBe(false)
  expect(await page.getByRole('table', { name: '待办事项' }).isVisible()).toBe(true)
  await page.close()
}, 60_000)

test('the language changes in place and stays chosen', async () => {
  const { page } = await open('home', 360)
  await page.getByRole('button', { name: 'EN English' }).click()
  await page.getByText('1 working day overdue').waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
  await page.reload()
  await page.getByText('3 working days left, by close of work Thursday').waitFor()
  expect(await violations(page)).toEqual([])
  await picture(page, 'home-en')
  await page.close()
}, 60_000)
