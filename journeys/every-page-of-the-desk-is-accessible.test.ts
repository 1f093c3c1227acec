import { expect, test } from 'vitest'
import { file, importLedger, openDesk, resident, village } from './carry.ts'
import { routesOf, talking, talkPaths, wrongOn } from './every-page.ts'
import { onStage } from './on-stage.ts'
import { photo, read, type Who } from './stage.ts'

const at = onStage()

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
  const talks = await talkPaths(stage)
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
