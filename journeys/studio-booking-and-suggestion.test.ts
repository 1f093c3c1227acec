import { expect, test } from 'vitest'
import { resident } from './carry.ts'
import { go, perform, press, receiptOf, textOf, write } from './hands.ts'
import { onStage } from './on-stage.ts'
import { read, send } from './stage.ts'

const at = onStage()
type Studios = { studios: { id: string; name: string; seat: string }[] }

test('a place at a reception is booked once, and a full session says so (B03)', async () => {
  const { stage } = at
  const keeper = await stage.as({ role: 'studio-keeper', place: '官圩镇' })
  const { studios } = await read<Studios>(keeper, '/territory/studios?county=441226')
  const studio = studios.find(({ seat }) => seat.startsWith('441226103'))
  if (!studio) throw new Error('no studio in the town')
  const from = Date.now() + 3 * 86_400_000
  const { number } = await send<{ number: string }>(keeper, '/receptions', {
    studio: studio.id,
    from: new Date(from).toISOString(),
    to: new Date(from + 7_200_000).toISOString(),
    delegates: ['罗○○'],
    capacity: 1,
  })
  const villager = await stage.as({ ...resident, nth: 3 })
  const neighbour = await stage.as({ ...resident, nth: 4 })
  const session = (page: typeof villager) => page.getByRole('article').filter({ hasText: number })

  await go(neighbour, '/studios')
  await go(villager, '/studios')
  await session(villager)
    .getByText(/还有 1 个名额/)
    .waitFor()
  await press(session(villager), '预约')
  const dialog = villager.getByRole('dialog')
  await write(dialog, '想说什么事', '想说说村里公交的事。')
  await press(dialog, '预约')
  await villager.getByText('已预约，请按时来').waitFor()

  // whoever pressed a moment later is told why not
  stage.expectRefusal(neighbour, 409)
  await press(session(neighbour), '预约')
  await write(neighbour.getByRole('dialog'), '想说什么事', '我也想来。')
  await press(neighbour.getByRole('dialog'), '预约')
  await neighbour.getByRole('dialog').getByText('名额已满').waitFor()
  await go(neighbour, '/studios')
  await session(neighbour)
    .getByRole('button', { name: /预约.*名额已满/ })
    .waitFor()
})

test('a suggestion to a delegate is accepted by who keeps the chosen studio, with clocks of its own (B06)', async () => {
  const { stage } = at
  const villager = await stage.as({ ...resident, nth: 1 })
  await go(villager, '/suggest')
  await villager.getByRole('radio', { name: '意见建议', exact: true }).check()
  await press(villager, '下一步')
  await write(villager, /^用您自己的话说清楚/, '建议镇上赶集日多开一班车。')
  await press(villager, '下一步')
  const where = villager.getByLabel(/^交给哪个代表工作室/)
  await expect.poll(() => where.locator('option').count()).toBeGreaterThan(1)
  const chosen = await where.locator('option', { hasText: '官圩镇党代表工作室' }).first().getAttribute('value')
  await where.selectOption(chosen)
  await press(villager, '报上去')
  await villager.getByRole('heading', { level: 1, name: '回执' }).waitFor()
  const { id } = await receiptOf(villager)

  const keeper = await stage.as({ role: 'studio-keeper', place: '官圩镇' })
  await go(keeper, `/work/m/${id}`)
  await perform(keeper, '受理', (form) => write(form, /^给反映人的话/, '建议收到，交给代表研究。'))
  await go(villager, `/m/${id}`)
  await villager.getByText('建议收到，交给代表研究。').waitFor()
  expect(await textOf(villager.getByRole('main'))).toContain('30 个工作日')
})
