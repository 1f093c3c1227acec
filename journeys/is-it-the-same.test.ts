import { expect, test } from 'vitest'
import { clerk, file, resident } from './carry.ts'
import { go, perform, press, receiptOf, textOf, write } from './hands.ts'
import { onStage } from './on-stage.ts'
import { photo, read } from './stage.ts'

const at = onStage()
type Standing = { state: string }

test('while a neighbour types, what is open and like it is offered with its reasons, and one press joins it', async () => {
  const { stage } = at
  const [first, second] = [await stage.as({ ...resident, nth: 1 }), await stage.as({ ...resident, nth: 2 })]
  const { buffer } = await photo()
  const kept = await first.request.post('/api/files', { data: buffer, headers: { 'content-type': 'image/jpeg' } })
  const said = { category: 'lighting', spot: '碾米厂岔路口', photos: [(await kept.json()).id] }
  const main = await file(first, { ...said, text: '碾米厂岔路口的路灯三晚没亮了。' })

  await go(second, '/report')
  // another category than the first: people see one thing and call it differently
  await second.getByRole('radio', { name: '电', exact: true }).check()
  await press(second, '下一步')
  await write(second, /^用您自己的话说清楚/, '灯泡坏了没人换，黑灯瞎火的。')
  await write(second, /^具体在哪里/, '碾米厂岔路')
  const offer = second.getByRole('radio', { name: /^跟着一起报：.*碾米厂岔路口/ })
  await offer.waitFor()
  await second.getByLabel('加照片').setInputFiles(await photo())
  const card = second.locator('label.card').filter({ has: offer })
  await card.getByText('照片像同一处').waitFor()
  expect(await textOf(card)).toMatch(/很像 · 同一天、说的都是路灯、地点说法相同、照片像同一处/)
  // nothing of the first report's own words
  expect(await textOf(card)).not.toContain('三晚')
  await offer.check()
  await write(second, /^用您自己的话说清楚/, '灯泡坏了没人换，黑灯瞎火的，请尽快。')
  await second.waitForTimeout(700)
  expect(await offer.isChecked()).toBe(true)
  await press(second, '下一步')
  await press(second, '报上去')
  await second.getByRole('heading', { level: 1, name: '回执' }).waitFor()
  const own = await receiptOf(second)
  expect(own.number).not.toBe(main.number)
  await expect
    .poll(() => read<Standing>(second, `/matters/${own.id}`), { timeout: 10_000 })
    .toMatchObject({ state: 'merged' })
})

test('the desk reads on a fresh matter what it is like and why, and merges it by hand into the one that is named', async () => {
  const { stage } = at
  const [first, second, desk] = [
    await stage.as({ ...resident, nth: 3 }),
    await stage.as({ ...resident, nth: 4 }),
    await stage.as(clerk, { width: 1280 }),
  ]
  const said = { category: 'sanitation', spot: '老粮站后墙' }
  const main = await file(first, { ...said, text: '老粮站后墙垃圾堆了一个星期没人清。' })
  const other = await file(second, { ...said, text: '老粮站那里臭得很，苍蝇多，垃圾没拉走。' })
  await go(desk, `/work/m/${other.id}`)
  await desk.getByText(`与 ${main.number} 可能是同一件`).waitFor()
  expect(await desk.getByText(/同类、同一天、说的都是垃圾、地点说法相同/).count()).toBe(1)
  expect(await read<Standing>(desk, `/matters/${other.id}`)).toMatchObject({ state: 'reported' })
  await desk.getByRole('link', { name: `并入 ${main.number}（各自答复、各自评价）` }).click()
  const choice = desk.getByRole('radio', { name: new RegExp(`^${main.number}`) })
  await choice.waitFor()
  expect(await choice.isChecked()).toBe(true)
  await press(desk, '确定并案')
  await desk.getByText(main.number).first().waitFor()
  await expect.poll(() => read<Standing>(desk, `/matters/${other.id}`)).toMatchObject({ state: 'merged' })
  await perform(desk, '拆案', (form) => write(form, /^理由/, '看过现场，是两处。'))
})
