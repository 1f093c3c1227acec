import { expect, test } from 'vitest'
import { clerk, file, openDesk, resident } from './carry.ts'
import { go, perform, press, receiptOf, report, write } from './hands.ts'
import { onStage } from './on-stage.ts'
import { read, send } from './stage.ts'

const at = onStage()
const road = { category: 'lighting', spot: '文化楼后巷' }
type Standing = { state: string; mergedInto: { id: string } | null; satisfied: boolean | null }

/** Waits until the matter stands as told: what follows another act arrives a moment later. */
const stands = (page: Parameters<typeof read>[0], id: string, state: string) =>
  expect.poll(() => read<Standing>(page, `/matters/${id}`), { timeout: 10_000 }).toMatchObject({ state })

test('a neighbour joins what is reported already, gets an own number, is concluded with it, answered and asked alone', async () => {
  const { stage } = at
  const [first, second, desk] = [
    await stage.as({ ...resident, nth: 1 }),
    await stage.as({ ...resident, nth: 2 }),
    await stage.as(clerk),
  ]
  const carry = await openDesk(stage)
  const main = await file(first, { ...road, text: '文化楼后巷的灯坏了，孩子下晚自习怕黑。' })
  await carry(main.id, 'accept', 'dispatch')

  await report(second, {
    category: '路灯',
    text: '我家门口那条巷子也黑。',
    join: /^跟着一起报：.*文化楼后巷/,
  })
  const own = await receiptOf(second)
  expect(own.number).not.toBe(main.number)
  await stands(second, own.id, 'merged')
  await go(second, `/m/${own.id}`)
  await second.getByText(`与 ${main.number} 是同一件事，一起办`).waitFor()

  await go(desk, `/work/m/${main.id}`)
  await desk.getByText('并进来的1件').waitFor()
  await desk.getByRole('link', { name: new RegExp(own.number) }).waitFor()
  await carry(main.id, 'take', 'conclude')
  await stands(second, own.id, 'concluded')

  // each its own answer
  await go(desk, `/work/m/${own.id}`)
  await perform(desk, '答复', (form) => write(form, /^答复/, '后巷两盏灯都修好了，您家门口那盏也亮了。'))
  await go(second, `/m/${own.id}`)
  await second.getByText('您家门口那盏也亮了').first().waitFor()
  await press(second, '解决了，满意')
  await second.getByText('谢谢您，已记下').waitFor()
  expect(await read<Standing>(second, `/matters/${own.id}`)).toMatchObject({ satisfied: true })
  expect(await read<Standing>(first, `/matters/${main.id}`)).toMatchObject({ state: 'concluded', satisfied: null })
})

test('what is not the same after all the desk takes apart again, and it goes its own way', async () => {
  const { stage } = at
  const [first, second, desk] = [
    await stage.as({ ...resident, nth: 3 }),
    await stage.as({ ...resident, nth: 4 }),
    await stage.as(clerk, { width: 1280 }),
  ]
  const main = await file(first, { ...road, spot: '祠堂前' })
  const other = await file(second, { ...road, spot: '祠堂前', text: '祠堂前的灯一闪一闪。' })
  await send(desk, `/matters/${other.id}/merger`, { into: main.id })
  await go(desk, `/work/m/${other.id}`)
  await perform(desk, '拆案', (form) => write(form, /^理由/, '看过现场，是另外一盏。'))
  await desk
    .getByText('已受理，待交办')
    .or(desk.getByRole('button', { name: '交办', exact: true }))
    .first()
    .waitFor()
  expect(await read<Standing>(second, `/matters/${other.id}`)).toMatchObject({ state: 'accepted', mergedInto: null })
  await go(second, `/m/${other.id}`)
  expect(await second.getByText('是同一件事，一起办').count()).toBe(0)
})
