import { expect, test } from 'vitest'
import { clerk, resident } from './carry.ts'
import { go, press, settled, textOf, write } from './hands.ts'
import { onStage } from './on-stage.ts'

const at = onStage()

test('whoever sits at the window looks up any item: who, basis, limit, how, fee, where to complain (C13)', async () => {
  const { stage } = at
  const desk = await stage.as(clerk)
  await go(desk, '/work/duties')
  for (const kind of ['路灯', '燃气', '政策咨询']) {
    await desk.getByLabel('类别').selectOption({ label: kind })
    await desk.waitForURL(/category=/)
    await settled(desk)
    const guide = desk.getByRole('article').first()
    await guide.locator('summary').click()
    const said = await textOf(guide)
    for (const word of ['负责单位', '时限', '依据', '怎么办', '收费', '投诉电话']) expect(said).toContain(word)
    await guide.locator('summary').click()
  }
})

test('a villager finds who is responsible, and the grid that takes in the own group, with both phones (C13, C15)', async () => {
  const { stage } = at
  const villager = await stage.as(resident)
  await go(villager, '/help')
  await write(villager, '查事项，比如：路灯', '路灯')
  await press(villager, '查找')
  const found = villager.getByRole('article').first()
  await found.waitFor()
  for (const word of ['谁负责', '依据', '流程', '时限', '收费', '投诉']) expect(await textOf(found)).toContain(word)
  await villager.getByRole('tab', { name: '网格' }).click()
  const grid = villager.getByRole('article').filter({ hasText: '金林村第一网格' })
  await grid.waitFor()
  for (const word of ['一组至三组', '网格员电话', '监督电话']) expect(await textOf(grid)).toContain(word)
})
