import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type Browser, type BrowserContext, chromium as driver, type Page } from 'playwright-core'
import sharp from 'sharp'

/** A demo person: by post and place, `nth` where several sit there. */
export type Who = { role: string; place: string; title?: string; nth?: number }
export type Look = { width?: number; height?: number; large?: boolean; scale?: number }
/** `kept`: every browser keeps the shell on its device, as at home. `browser`: one that goes on when the stage is closed. */
export type Props = { kept?: boolean; browser?: Browser }
type Person = { account: string; name: string; role: string; place: string; title: string }

export type Stage = {
  readonly origin: string
  /** A page of somebody signed in, in a browser of their own. */
  as: (who: Who, look?: Look) => Promise<Page>
  /** A page of somebody nobody knows. */
  visitor: (look?: Look) => Promise<Page>
  /** Another window of the person at this page, as after the phone was put away. */
  readonly window: (page: Page) => Promise<Page>
  /** Who that demo person is. */
  person: (who: Who) => Person
  /** What consoles and pages complained about; must stay empty. */
  readonly broken: string[]
  /** From now on a refusal of this status is part of the story on this page. */
  expectRefusal: (page: Page, status: number) => void
  /** Pictures of all open pages into a folder, to see where a journey got stuck. */
  photograph: (dir: string) => Promise<void>
  close: () => Promise<void>
}

/** The browser of the journeys. */
export const launch = async (more: readonly string[] = []): Promise<Browser> => {
  const quiet = '--no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(' ')
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--lang=zh-CN', ...quiet, ...more]
  // dates as they are written here
  const env = { ...process.env, LANG: 'zh_CN.UTF-8', LANGUAGE: 'zh_CN' }
  const own = process.env.CHROMIUM_PATH
  // the packaged browser is made for Linux x64; elsewhere the system's own is taken
  const packaged = own ?? (await chromium.executablePath().catch(() => '/usr/bin/chromium'))
  return driver
    .launch({ executablePath: packaged, args, env })
    .catch((error) => (own ? Promise.reject(error) : driver.launch({ executablePath: '/usr/bin/chromium', args, env })))
}

const untilReady = async (origin: string): Promise<void> => {
  for (const since = Date.now(); Date.now() - since < 60_000; ) {
    if (await fetch(`${origin}/readyz`).then(({ ok }) => ok).catch(() => false)) return // biome-ignore format: one thought
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`no server at ${origin}`)
}

/** A browser whose pages do not live long enough to earn back what compiling their hot code takes. */
export const launchShortLived = (): Promise<Browser> => launch(['--js-flags=--no-opt --no-maglev'])

/** A browser in front of the server at `origin` (default: the one of this test run). */
export const openStage = async (
  origin = process.env.JOURNEYS_ORIGIN ?? '',
  { kept = false, browser: lent }: Props = {},
): Promise<Stage> => {
  const [browser] = await Promise.all([lent ?? launchShortLived(), untilReady(origin)])
  // a real county has no demo people
  const known = await fetch(`${origin}/api/demo/people`)
  const people: Person[] = known.ok ? await known.json() : []
  people.sort((a, b) => a.account.localeCompare(b.account))
  const broken: string[] = []
  const open: Page[] = []
  const refusals = new Map<Page, Set<number>>()

  const person: Stage['person'] = ({ role, place, title = '', nth = 0 }) => {
    const found = people.filter((one) => one.role === role && one.place === place && one.title.includes(title))[nth]
    if (!found) throw new Error(`nobody in the demo is ${role} at ${place} ${title} ${nth}`)
    return found
  }
  const contexts: BrowserContext[] = []
  const context = async ({ width = 360, height = 740, scale = 1 }: Look): Promise<BrowserContext> => {
    const at = await browser.newContext({
      baseURL: origin,
      viewport: { width, height },
      deviceScaleFactor: scale,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      hasTouch: width < 640,
      reducedMotion: 'reduce',
      // each new browser would fetch and keep the whole web before it is thrown away
      serviceWorkers: kept ? 'allow' : 'block',
    })
    contexts.push(at)
    return at
  }
  const pageOf = async (at: BrowserContext, { large }: Look): Promise<Page> => {
    if (large) await at.addInitScript(() => localStorage.setItem('size', 'large'))
    const page = await at.newPage()
    page.setDefaultTimeout(10_000)
    open.push(page)
    page.on('pageerror', (thrown) => broken.push(`${page.url()}: ${thrown}`))
    page.on('console', (said) => {
      // a page without signal says so whenever it asks for something
      if (said.type() !== 'error' || said.text().includes('ERR_INTERNET_DISCONNECTED')) return
      const status = Number(/status of (\d{3})/.exec(said.text())?.[1])
      if (!refusals.get(page)?.has(status)) broken.push(`${page.url()}: ${said.text()} ${said.location().url}`)
    })
    return page
  }

  return {
    origin,
    person,
    broken,
    visitor: async (look = {}) => pageOf(await context(look), look),
    as: async (who, look = {}) => {
      const at = await context(look)
      const reply = await at.request.post('/api/demo/sessions', { data: { account: person(who).account } })
      if (!reply.ok()) throw new Error(`demo sign-in: ${reply.status()}`)
      return pageOf(at, look)
    },
    window: (page) => pageOf(page.context(), {}),
    expectRefusal: (page, status) => {
      refusals.set(page, (refusals.get(page) ?? new Set()).add(status))
    },
    photograph: async (dir) => {
      for (const [n, page] of open.entries())
        if (!page.isClosed()) await page.screenshot({ path: join(dir, `${n + 1}.png`), fullPage: true })
    },
    close: async () => {
      if (!lent) return browser.close()
      await Promise.all(contexts.map((at) => at.close()))
    },
  }
}

/** What a page would send, sent by its person: for the parts of a story that another journey walks. Throws when refused. */
export const send = async <Reply>(page: Page, path: string, body: object): Promise<Reply> => {
  const reply = await page.request.post(`/api${path}`, { data: body, headers: { 'idempotency-key': randomUUID() } })
  if (!reply.ok()) throw new Error(`${path}: ${reply.status()} ${await reply.text()}`)
  return reply.json()
}

/** What a page would read, read by its person. */
export const read = async <Reply>(page: Page, path: string): Promise<Reply> => {
  const reply = await page.request.get(`/api${path}`)
  if (!reply.ok()) throw new Error(`${path}: ${reply.status()} ${await reply.text()}`)
  return reply.json()
}

/** A photo as a phone makes it, a dark lamp against a dusk sky. */
export const photo = async () => ({
  name: 'lamp.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900">
      <rect width="1200" height="900" fill="#7d8fa3"/><rect y="690" width="1200" height="210" fill="#4d5a4a"/>
      <path d="M590 720V240q0-70 70-70h120" fill="none" stroke="#2b2f33" stroke-width="22"/>
      <path d="M770 150h120l24 46H746z" fill="#3a3f44"/></svg>`),
  )
    .jpeg()
    .toBuffer(),
})
