import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { bringAxe, sideways, smallTargets, unreachable, violations } from './check-page.ts'
import { settled } from './hands.ts'
import { read, type Stage, send } from './stage.ts'

const sizes = [
  [360, false],
  [360, true],
  [1280, true],
  [1280, false],
] as const

/** Every path of a face, read off its list of routes: a page that is added has to be walked too. */
export const routesOf = (face: 'resident' | 'work'): string[] => {
  const list = readFileSync(join(import.meta.dirname, '..', 'apps', 'web', face, 'routes.tsx'), 'utf8')
  return [...list.matchAll(/path: '([^']+)'/g)].map(([, path]) => path ?? '')
}

/** The other languages of the page, each looked at once on a phone; Chinese again at the end. */
const wrongInOtherWords = async (page: Page, path: string): Promise<string[]> => {
  const wrong: string[] = []
  const show = async (lang: string) => {
    await page.locator(`.switches button[lang="${lang}"]`).click()
    await page.locator(`html[lang="${lang}"]`).waitFor()
  }
  const langs = await page
    .locator('.switches button[lang]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('lang') ?? ''))
  expect(langs.length).toBeGreaterThan(0)
  for (const lang of langs) {
    await show(lang)
    // other words in the same places: what axe looks for has been looked at, what may stick out has not
    const far = await sideways(page)
    if (far > 0) wrong.push(`${path} in ${lang} moves ${far} px sideways`)
  }
  await show('zh-CN')
  return wrong
}

/** What only its colours change: those of the reader's own choosing, and ink on paper. */
const wrongInOtherColours = async (page: Page, path: string): Promise<string[]> => {
  const wrong: string[] = []
  for (const look of [{ forcedColors: 'active' }, { media: 'print' }] as const) {
    await page.emulateMedia(look)
    const found = await violations(page, ['color-contrast'])
    wrong.push(...found.map((one) => `${path} with ${JSON.stringify(look)}: ${one}`))
    await page.emulateMedia({ forcedColors: 'none', media: 'screen' })
  }
  return wrong
}

const equipped = new WeakSet<Page>()

/** One page in four sizes: axe, sideways, targets; in other words and colours; by keyboard. Answers all that is wrong. */
export const wrongOn = async (page: Page, path: string): Promise<string[]> => {
  if (!equipped.has(page)) await bringAxe(page)
  equipped.add(page)
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(path)
  await settled(page)
  const wrong: string[] = []
  // the largest type: ten characters a line, and still nothing sticks out (R22)
  await page.evaluate(() => Object.assign(document.documentElement.dataset, { size: 'large', larger: '' }))
  const out = await sideways(page)
  if (out > 0) wrong.push(`${path} at 30 px moves ${out} px sideways`)
  await page.evaluate(() => {
    delete document.documentElement.dataset.larger
  })
  for (const [width, large] of sizes) {
    await page.setViewportSize({ width, height: 740 })
    await page.evaluate((on) => {
      if (on) document.documentElement.dataset.size = 'large'
      else delete document.documentElement.dataset.size
    }, large)
    await settled(page)
    const where = `${path} at ${width} px${large ? ' in large type' : ''}:`
    const far = await sideways(page)
    wrong.push(
      // what axe sees changes with the width, not with the size of type: once a width is enough
      ...(large === width > 640 ? await violations(page) : []).map((one) => `${where} ${one}`),
      ...(await smallTargets(page, large ? 60 : 44)).map((one) => `${where} ${one}`),
      ...(far > 0 ? [`${where} moves ${far} px sideways`] : []),
    )
  }
  wrong.push(...(await unreachable(page)).map((one) => `${path} by keyboard: ${one}`))
  wrong.push(...(await wrongInOtherColours(page, path)))
  await page.setViewportSize({ width: 360, height: 740 })
  wrong.push(...(await wrongInOtherWords(page, path)))
  return wrong
}

export const talking = '510704123206'
/** What there is, or what is opened here; opened by another journey meanwhile, what there is then. */
const orElse = async (find: () => Promise<string | undefined>, open: () => Promise<string>): Promise<string> =>
  (await find()) ??
  open().catch(async (error) => {
    const found = await find()
    if (found) return found
    throw error
  })
/** An election of 石龙村's council with somebody named. */
const electionIn = async (stage: Stage): Promise<string> => {
  const head = await stage.as({ role: 'village-chair', place: '石龙村' })
  return orElse(
    async () => (await read<{ rows: { id: string }[] }>(head, `/elections?unit=${talking}`)).rows[0]?.id,
    () => openElection(head),
  )
}
const openElection = async (head: Page): Promise<string> => {
  const bodies = await read<{ kind: string }[]>(head, `/bodies?unit=${talking}`)
  if (!bodies.some(({ kind }) => kind === 'representatives'))
    await send(head, '/bodies', { unit: talking, kind: 'representatives', title: '石龙村村民代表会议' })
  const { id } = await send<{ id: string }>(head, '/elections', {
    ...{ unit: talking, title: '议事会换届推选', from: '2027-01-01', until: '2029-12-31', on: '2026-12-20' },
    seats: [
      { class: 'committees', seats: 1 },
      { class: 'masses', seats: 2 },
    ],
  })
  await send(head, `/elections/${id}/nominees`, { name: '何小满', class: 'masses' })
  return id
}
/** A recall of one of its members, signed by all of its representatives. */
const recallIn = async (stage: Stage): Promise<string> => {
  const clerk = await stage.as({ role: 'village-clerk', place: '石龙村' })
  return orElse(
    async () => (await read<{ id: string }[]>(clerk, `/recalls?unit=${talking}`))[0]?.id,
    () => proposeRecall(clerk),
  )
}
const proposeRecall = async (clerk: Page): Promise<string> => {
  type Roll = { list: { member: string; state: string }[] }
  const on = async (kind: string) =>
    (await read<Roll>(clerk, `/bodies/${talking}.${kind}?limit=200`)).list.filter(({ state }) => state === 'on-roll')
  if ((await on('representatives')).length === 0)
    await send(clerk, `/bodies/${talking}.representatives/members`, {
      name: '代表甲',
      class: 'representative',
      from: '2026-01-01',
      until: '2030-12-31',
    })
  const proposers = (await on('representatives')).map(({ member }) => member)
  const [first] = await on('council')
  return (
    await send<{ id: string }>(clerk, '/recalls', {
      unit: talking,
      member: first?.member,
      reason: '半年不到会。',
      proposers,
    })
  ).id
}
/** Pages of the talks of 石龙村, by their route: an evening to come and one behind it, a topic refused. */
export const talkPaths = async (stage: Stage): Promise<Record<string, string[]>> => {
  type Rows = { rows: { id: string; state: string }[] }
  const reader = await stage.visitor()
  const find = async (list: string, state?: string) =>
    (await read<Rows>(reader, `/${list}?unit=${talking}`)).rows.find(
      (row) => state === undefined || row.state === state,
    )?.id
  const county = '?county=510704'
  return {
    '/talks/:unit?': [`/talks/${talking}`],
    '/topics/new': [`/topics/new?unit=${talking}`],
    '/topics/:id': [`/topics/${await find('topics', 'refused')}${county}`],
    '/meetings/:id': [`/meetings/${await find('meetings', 'notified')}${county}`],
    '/resolutions/:id': [`/resolutions/${await find('resolutions')}${county}`],
    '/tasks/:id': [`/tasks/${await find('promises')}${county}`],
    '/rolls/:body': [
      `/rolls/${talking}`,
      `/rolls/${talking}.council`,
      `/rolls/${talking}.representatives`,
      `/rolls/${talking}.voters`,
    ],
    '/rules-of-council/:body': [`/rules-of-council/${talking}.council`],
    '/elections/:id': [`/elections/${await electionIn(stage)}${county}`],
    '/recalls/:id': [`/recalls/${await recallIn(stage)}${county}`],
  }
}
