import { expect, test } from 'vitest'
import { go, press, textOf, write } from './hands.ts'
import { onStage } from './on-stage.ts'
import { read, type Stage, send } from './stage.ts'

const at = onStage()
type Place = { code: string; short: string; name: string; path: { level: string; code: string }[] }

/** A county of its own, so that no other journey's village goes away. */
const county = '法库县'
const homeOf = (stage: Stage) => stage.as({ role: 'resident', place: '大孤家子村' })

test('two villages become one: people and open matters are at the new one, the old code leads there (I06)', async () => {
  const { stage } = at
  const villager = await homeOf(stage)
  const session = await read<{ village: { code: string; name: string } }>(villager, '/session')
  const { code } = session.village
  const { id } = await send<{ id: string }>(villager, '/matters', {
    category: 'lighting',
    unit: code,
    text: '村委会门口的灯不亮。',
  })
  const siblings = await read<Place[]>(villager, `/territory/places?parent=${code.slice(0, 9)}000`)
  const other = siblings.find((one) => one.code !== code)
  if (!other) throw new Error('only one village in the town')

  const admin = await stage.as({ role: 'county-admin', place: county }, { width: 1280, height: 900 })
  await go(admin, '/work/places')
  await admin
    .getByRole('link', { name: /村撤并|撤并/ })
    .first()
    .click()
  await press(admin, '新的撤并')
  const town = await read<Place>(admin, `/territory/places/${code.slice(0, 9)}000`)
  await admin.getByLabel('镇（街道）').selectOption({ label: town.short })
  await admin.getByRole('checkbox', { name: session.village.name, exact: true }).check()
  await admin.getByRole('checkbox', { name: other.short, exact: true }).check()
  await admin.getByRole('radio', { name: new RegExp(other.code) }).check()
  await write(admin, /^哪天起/, new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10))
  await write(admin, /^依据/, '区府批复（样例）1号')
  await admin.getByText('确认前请看').waitFor()
  await admin.getByRole('checkbox', { name: /^我已看过/ }).check()
  await press(admin, '确定撤并')
  await admin.getByText(/已撤并，编号/).waitFor()
  await admin
    .getByRole('cell', { name: new RegExp(other.name) })
    .first()
    .waitFor()

  // what follows arrives a moment later
  type Seen = { unit: { code: string }; timeline: { act: string }[] }
  await expect
    .poll(() => read<Seen>(villager, `/matters/${id}`), { timeout: 15_000 })
    .toMatchObject({ unit: { code: other.code } })
  await expect
    .poll(async () => (await read<typeof session>(villager, '/session')).village?.code, { timeout: 15_000 })
    .toBe(other.code)
  const old = await read<Place & { successor: { code: string } | null }>(villager, `/territory/places/${code}`)
  expect(old.successor?.code).toBe(other.code)
  await go(villager, `/m/${id}`)
  expect(await textOf(villager.getByRole('main'))).toContain(other.short)
})
