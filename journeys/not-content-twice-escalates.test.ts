import { expect, test } from 'vitest'
import { clerk, file, openDesk, resident } from './carry.ts'
import { go, press, write } from './hands.ts'
import { onStage } from './on-stage.ts'
import { read } from './stage.ts'

const at = onStage()

test('没解决 once has it done again, 没解决 twice takes it a level up; nobody but the reporter can reopen it', async () => {
  const { stage } = at
  const villager = await stage.as(resident)
  const desk = await stage.as(clerk, { width: 1280 })
  const carry = await openDesk(stage)
  const { id } = await file(villager)
  const standsAt = async () =>
    read<{ state: string; round: number; holder: { org: string } }>(villager, `/matters/${id}`)

  await carry(id, 'accept', 'dispatch', 'take', 'conclude', 'answer')
  await go(desk, `/work/m/${id}`)
  expect(await desk.getByRole('button', { name: /重办|重新办理|评价/ }).count()).toBe(0)

  await go(villager, `/m/${id}`)
  await press(villager, '没解决，再办一次')
  const dialog = villager.getByRole('dialog')
  await write(dialog, /^哪里没解决/, '亮了一晚又灭了。')
  await press(dialog, '没解决，再办一次')
  await villager.getByText('已送回去再办').waitFor()
  await villager.getByText(/再办一次，等金林村/).waitFor()
  expect(await standsAt()).toMatchObject({ state: 'reopened', round: 2 })
  await desk.reload()
  await desk.getByText('亮了一晚又灭了。').first().waitFor()

  await carry(id, 'dispatch', 'take', 'conclude', 'answer')
  await go(villager, `/m/${id}`)
  await villager.getByText('这次还没解决，就提到上一级办。').waitFor()
  await press(villager, '没解决，再办一次')
  await press(villager.getByRole('dialog'), '没解决，再办一次')
  await villager.getByText(/已提到上一级，等官圩镇/).waitFor()
  const up = await standsAt()
  expect(up.state).toBe('escalated')
  expect(up.holder.org).toContain('官圩镇')
})
