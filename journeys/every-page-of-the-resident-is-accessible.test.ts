import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { file, openDesk, resident, village } from './carry.ts'
import { routesOf, talkPaths, wrongOn } from './every-page.ts'
import { onStage } from './on-stage.ts'
import { read } from './stage.ts'

const at = onStage()

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
  const talks = { ...(await talkPaths(stage)), '/points': ['/points'] }
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
