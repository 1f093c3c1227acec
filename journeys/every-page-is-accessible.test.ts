import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { file, importLedger, openDesk, resident, village } from './carry.ts'
import { sideways, smallTargets, unreachable, violations } from './check-page.ts'
import { settled } from './hands.ts'
import { onStage } from './on-stage.ts'
import { photo, read, type Stage, send, type Who } from './stage.ts'

const at = onStage()
const sizes = [
  [360, false],
  [360, true],
  [1280, true],
  [1280, false],
] as const

/** Every path of a face, read off its list of routes: a page that is added has to be walked too. */
const routesOf = (face: 'resident' | 'work'): string[] => {
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
    wrong.push(...(await violations(page)).map((one) => `${path} in ${lang}: ${one}`))
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

/** One page in four sizes: axe, sideways, targets; in other words and colours; by keyboard. Answers all that is wrong. */
const wrongOn = async (page: Page, path: string): Promise<string[]> => {
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

const talking = '510704123206'
/** An election of 石龙村's council with somebody named: the one there is, or one opened here. */
const electionIn = async (stage: Stage): Promise<string> => {
  const head = await stage.as({ role: 'village-chair', place: '石龙村' })
  const { rows } = await read<{ rows: { id: string }[] }>(head, `/elections?unit=${talking}`)
  if (rows[0]) return rows[0].id
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
/** A recall of one of its members, signed by all of its representatives: the one there is, or one proposed here. */
const recallIn = async (stage: Stage): Promise<string> => {
  const clerk = await stage.as({ role: 'village-clerk', place: '石龙村' })
  const [known] = await read<{ id: string }[]>(clerk, `/recalls?unit=${talking}`)
  if (known) return known.id
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
const talkPaths = async (): Promise<Record<string, string[]>> => {
  type Rows = { rows: { id: string; state: string }[] }
  const reader = await at.stage.visitor()
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
    '/elections/:id': [`/elections/${await electionIn(at.stage)}${county}`],
    '/recalls/:id': [`/recalls/${await recallIn(at.stage)}${county}`],
  }
}

test('every page of the resident works at 360 and 1280 px, in large type, by keyboard and for axe', async () => {
  const { stage } = at
  const villager = await stage.as(resident)
  const carry = await openDesk(stage)
  const { id, code } = await file(villager, { text: '文化广场的灯不亮了。' })
  await carry(id, 'accept', 'dispatch', 'take', 'conclude', 'answer')
  const asked = await file(villager, { text: '学校门口的灯不亮了。' })
  await carry(asked.id, 'accept', 'dispatch', 'take', 'ask')
  // what has just been closed is sealed a moment later
  let recorded: string | undefined
  const sealed = async () => {
    type Listed = { rows: { record: { code: string } | null }[] }
    const { rows } = await read<Listed>(villager, `/public/matters?unit=${village}`)
    recorded = rows.find(({ record }) => record)?.record?.code
    return recorded
  }
  await expect.poll(sealed, { timeout: 20_000, interval: 300 }).toBeDefined()
  const known: Record<string, string[]> = {
    '/': ['/'],
    '/place': ['/place'],
    '/report': ['/report'],
    '/suggest': ['/suggest'],
    '/receipt/:id': [`/receipt/${id}`],
    '/mine': ['/mine'],
    '/outbox': ['/outbox'],
    '/m/:id': [`/m/${id}`, `/m/${asked.id}`],
    '/village/:code': [`/village/${village}`],
    '/open-data': ['/open-data'],
    '/verify/:code?': ['/verify', `/verify/${recorded}?county=441226`],
    '/help': ['/help'],
    '/rules': ['/rules'],
    '/studios': ['/studios'],
    '/my-data': ['/my-data'],
    '/notices': ['/notices'],
    '/notices/settings': ['/notices/settings'],
    '/q/:code': [`/q/${code}`],
  }
  const talks = { ...(await talkPaths()), '/points': ['/points'] }
  const unknown: Record<string, string[]> = {
    '/sign-in': ['/sign-in'],
    '/demo': ['/demo'],
    '/demo/outbox': ['/demo/outbox'],
    '/': ['/', '/no-such-page'],
  }
  expect([...new Set(Object.keys({ ...known, ...unknown, ...talks }))].sort()).toEqual(routesOf('resident').sort())
  const walk = async (page: Page, paths: string[]) => {
    const wrong: string[] = []
    for (const path of paths) wrong.push(...(await wrongOn(page, path)))
    return wrong
  }
  const wrong = await Promise.all([
    walk(villager, Object.values(known).flat()),
    walk(await stage.visitor(), Object.values(unknown).flat()),
    walk(await stage.as({ role: 'resident', place: '石龙村' }), Object.values(talks).flat()),
  ])
  expect(wrong.flat()).toEqual([])
}, 180_000)

test('every page of the desk works at 360 and 1280 px, in large type, by keyboard and for axe', async () => {
  const { stage } = at
  const carry = await openDesk(stage)
  const villager = await stage.as(resident)
  const headers = { 'content-type': 'image/jpeg' }
  const kept = await villager.request.post('/api/files', { data: (await photo()).buffer, headers })
  const { id: picture } = await kept.json()
  const { id } = await file(villager, { text: '篮球场的灯不亮了。', photos: [picture] })
  await carry(id, 'accept')
  const imported = await importLedger(
    await stage.as({ role: 'village-clerk', place: '金林村' }),
    `乙${Date.now() % 100000}`,
  )
  const by: Record<string, [Who, string[]]> = {
    dispatcher: [
      { role: 'town-dispatcher', place: '官圩镇' },
      [
        '/',
        '/matters',
        '/register',
        '/receptions',
        '/figures',
        '/duties',
        '/me',
        '/outbox',
        '/notices',
        '/notices/settings',
        `/m/${id}`,
      ],
    ],
    clerk: [
      { role: 'village-clerk', place: '金林村' },
      [
        '/',
        `/m/${id}?act=dispatch`,
        `/m/${id}/photos/${picture}`,
        '/places',
        '/import',
        `/import/${imported.id}`,
        `/import/${imported.written}`,
        `/past/${imported.past}`,
      ],
    ],
    admin: [
      { role: 'county-admin', place: '德庆县' },
      ['/places', `/places/${village}`, '/studios', '/merges', '/connections', '/rules'],
    ],
  }
  const talks = await talkPaths()
  by.chair = [
    { role: 'council-chair', place: '石龙村' },
    [
      ...Object.values(talks).flat(),
      `/talks/${talking}/new`,
      '/topics/new',
      `/elections/new?unit=${talking}`,
      `/rules/${talking}`,
      `/recalls/new?unit=${talking}`,
      `/points/${talking}.council`,
    ],
  ]
  const routes = routesOf('work')
  /** The route that a path walks. */
  const routeOf = (path: string) =>
    routes.find((route) =>
      new RegExp(`^${route.replace(/\/:\w+\?/g, '(/[^/]+)?').replace(/:\w+/g, '[^/]+')}$`).test(
        path.split('?')[0] ?? '',
      ),
    ) ?? path
  const walked = new Set<string>()
  const wrong: string[] = []
  const walk = async (who: Who, paths: string[]) => {
    const page = await stage.as(who)
    const posts = await read<{ id: string }[]>(page, `/posts?seat=${village}`)
    const all = who.role === 'county-admin' ? [...paths, `/posts/${posts[0]?.id}`] : paths
    for (const path of all) {
      walked.add(routeOf(path))
      wrong.push(...(await wrongOn(page, `/work${path}`)))
    }
  }
  await Promise.all(Object.values(by).map(([who, paths]) => walk(who, paths)))
  wrong.push(...(await wrongOn(await stage.visitor(), '/work/sign-in')))
  expect([...walked].sort()).toEqual(routesOf('work').sort())
  expect(wrong).toEqual([])
}, 180_000)
