import { expect, test } from 'vitest'
import { file, openDesk, resident } from './carry.ts'
import { go, perform, textOf, write } from './hands.ts'
import { onStage } from './on-stage.ts'

const at = onStage()

test('the town whistles, a department reports in, both rate each other (I08)', async () => {
  const { stage } = at
  const villager = await stage.as(resident)
  const { id } = await file(villager, { category: 'road', text: '过村公路边坡塌了一块，占了半边路。' })
  const carry = await openDesk(stage)
  await carry(id, 'accept')
  const town = await stage.as({ role: 'town-dispatcher', place: '官圩镇' }, { width: 1280, height: 900 })
  await go(town, `/work/m/${id}`)
  await perform(town, '吹哨', async (form) => {
    await form.getByRole('checkbox', { name: /交通运输局/ }).check()
    await write(form, /^要办什么/, '一起看边坡怎么清。')
    await write(form, /^到哪里/, '村口公路边坡')
    const tomorrow = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10)
    await write(form, /^几点到/, `${tomorrow}T09:30`)
  })
  const call = (page: typeof town) => page.getByRole('article').filter({ hasText: '吹哨报到：' })
  await call(town).getByText('已吹哨，待报到').waitFor()

  const department = await stage.as({ role: 'department-clerk', place: '德庆县', title: '交通运输局' })
  await go(department, '/work')
  await department.getByRole('link', { name: /^报到：过村公路边坡/ }).click()
  const form = department
    .locator('section')
    .filter({ has: department.getByRole('button', { name: '先不办' }) })
    .last()
  await form.getByRole('radio', { name: '来', exact: true }).check()
  await write(form, /^说明/, '养护科两人准时到。')
  await form.getByRole('button', { name: '确定报到' }).click()
  await call(department).getByText('养护科两人准时到。').waitFor()

  await go(town, `/work/m/${id}`)
  await perform(call(town), '互评', async (rating) => {
    await rating.getByRole('radio', { name: '到得及时、办得好' }).check()
  })
  await go(department, `/work/m/${id}`)
  await perform(call(department), '互评', async (rating) => {
    await rating.getByRole('radio', { name: '到得及时、办得好' }).check()
  })
  await call(department).getByText('已互评').waitFor()
  await go(villager, `/m/${id}`)
  expect(await textOf(villager.getByRole('main'))).not.toContain('养护科两人')
})
