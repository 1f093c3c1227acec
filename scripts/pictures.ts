// `node scripts/pictures.ts`: the screens of the readmes, taken from the real server with a fresh demo county.
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { file, openDesk, resident, village } from '../journeys/carry.ts'
import { go, report, settled } from '../journeys/hands.ts'
import { openServer } from '../journeys/open-server.ts'
import { type Look, openStage, photo, read, send } from '../journeys/stage.ts'
import testPostgres from './test-postgres.ts'

const into = fileURLToPath(new URL('../docs/pictures', import.meta.url))
const MOST = 120_000
const phone: Look = { width: 360, height: 760, scale: 2 }
const desk: Look = { width: 1280, height: 800, scale: 2 }

/** A crisp PNG of what a screen shows, in as few colours as keep it under 120 KB. */
const take = async (page: Page, name: string, from?: Locator): Promise<void> => {
  await settled(page)
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    scrollTo(0, 0)
  })
  await from?.evaluate((it) => it.scrollIntoView({ block: 'start' }))
  const shot = await page.screenshot()
  const path = join(into, `${name}.png`)
  for (const colours of [128, 64, 32, 16]) {
    await sharp(shot).png({ palette: true, colours, effort: 10, compressionLevel: 9 }).toFile(path)
    if ((await stat(path)).size <= MOST) break
  }
  process.stdout.write(`${name}.png ${Math.round((await stat(path)).size / 1000)} kB\n`)
}

const pictures = async (origin: string): Promise<void> => {
  const stage = await openStage(origin)
  try {
    const villager = await stage.as({ ...resident, nth: 1 }, phone)
    const handled = await file(villager, {
      category: 'road',
      text: '村道中间塌了一个坑，下雨看不见。',
      spot: '三组路口',
    })
    const carry = await openDesk(stage)
    await carry(handled.id, 'accept')
    await go(villager, '/')
    await take(villager, 'resident-home')

    await go(villager, '/report')
    await villager.getByRole('radio', { name: '路灯', exact: true }).check()
    await villager.getByRole('button', { name: '下一步', exact: true }).click()
    await villager.getByLabel(/^用您自己的话说清楚/).fill('晒谷场拐角那盏路灯三天没亮了，晚上老人走路看不见。')
    await villager.getByLabel('加照片').setInputFiles(await photo())
    await villager.getByRole('img', { name: '照片 1' }).waitFor()
    await take(villager, 'report')
    await report(villager, {
      category: '路灯',
      text: '晒谷场拐角那盏路灯三天没亮了，晚上老人走路看不见。',
      spot: '晒谷场拐角',
    })
    await take(villager, 'receipt')
    const id = new URL(villager.url()).pathname.split('/').at(-1) ?? ''
    await carry(id, 'accept', 'dispatch', 'take')
    const worker = await stage.as({ role: 'grid-worker', place: '金林村' }, phone)
    await send(worker, `/matters/${id}/notes`, { text: '到现场看了，灯头进水，下午换新的。' })
    await go(villager, `/m/${id}`)
    await take(villager, 'matter-resident')
    await go(worker, '/work')
    await take(worker, 'inbox-phone')

    const town = await stage.as({ role: 'town-dispatcher', place: '官圩镇' }, desk)
    await go(town, '/work')
    await take(town, 'inbox-desk')
    type Rows = { rows: { id: string; state: string }[] }
    const { rows } = await read<Rows>(town, '/inbox?box=unit')
    const waiting = await file(villager, { text: '村委会门口到祠堂一段路灯都不亮了。', spot: '祠堂前' })
    const clerk = await stage.as({ role: 'village-clerk', place: '金林村' })
    await send(clerk, `/matters/${waiting.id}/acceptance`, { refer: true })
    await go(town, `/work/m/${rows.find(({ state }) => state === 'accepted')?.id ?? waiting.id}`)
    await take(town, 'matter-desk')
    await go(town, `/work/m/${waiting.id}?act=dispatch`)
    await take(town, 'dispatch')
    const county = await stage.as({ role: 'county-dispatcher', place: '德庆县' }, desk)
    await go(county, '/work/figures')
    await take(county, 'figures')

    await send(worker, `/matters/${id}/reporter-look`, { reason: '约时间上门看灯。' })
    await go(villager, '/my-data')
    await take(villager, 'my-data', villager.getByText('所在村（社区）').first())
    await go(villager, `/village/${village}`)
    await take(villager, 'public-list')
    const elder = await stage.as({ ...resident, nth: 1 }, { ...phone, large: true })
    await go(elder, '/')
    await take(elder, 'large-type')
    if (stage.broken.length > 0) throw new Error(stage.broken.join('\n'))
  } finally {
    await stage.close()
  }
}

await mkdir(into, { recursive: true })
const closePostgres = await testPostgres()
const server = await openServer(process.env.GONGZHI_TEST_PG ?? '')
try {
  await pictures(server.origin)
} finally {
  await server.close()
  await closePostgres()
}
