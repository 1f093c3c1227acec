import { expect, test } from 'vitest'
import { clerk, file, openDesk, resident } from './carry.ts'
import { chooseVillage, go, press, receiptOf, settled, textOf, write } from './hands.ts'
import { onStage } from './on-stage.ts'

const at = onStage()

test('somebody without phone or account reports sealed, answers and withdraws by the query code, and sees nothing else', async () => {
  const { stage } = at
  const stranger = await stage.visitor()
  await go(stranger, '/report')
  await stranger.getByRole('radio', { name: '路灯', exact: true }).check()
  await press(stranger, '下一步')
  await write(stranger, /^用您自己的话说清楚/, '有人把路灯的线剪了，我怕被认出来。')
  await chooseVillage(stranger, { county: '德庆县', town: '官圩镇', village: '金林村' })
  await stranger.getByText('官圩镇 · 金林村').waitFor()
  await press(stranger, '下一步')
  await stranger.getByRole('checkbox', { name: /^不让办理人知道我是谁/ }).check()
  await press(stranger, '报上去')
  await stranger.getByRole('heading', { level: 1, name: '回执' }).waitFor()
  const { id, code } = await receiptOf(stranger)
  await stranger.context().close()

  // the desk sees what, never who
  const desk = await stage.as(clerk, { width: 1280 })
  await go(desk, `/work/m/${id}`)
  await desk.getByText('要求保密，谁也看不到').waitFor()
  expect(await desk.getByRole('button', { name: '查看反映人', exact: true }).count()).toBe(0)
  const carry = await openDesk(stage)
  await carry(id, 'accept', 'dispatch', 'take', 'ask')
  const other = await file(await stage.as(resident))

  // another device, nothing but the code; lower case and no hyphen will do
  const later = await stage.visitor()
  await go(later, '/')
  await later.getByRole('searchbox', { name: '查询码' }).fill(code.toLowerCase().replace('-', ''))
  await press(later, '查看')
  await later.waitForURL(`**/m/${id}`)
  await settled(later)
  await later.getByText('请问是哪一根灯杆？').first().waitFor()
  await write(later, /^您的回答/, '村口牌坊左边那根。')
  await press(later, '答复办理人')
  await later.getByText('村口牌坊左边那根。').waitFor()

  stage.expectRefusal(later, 404)
  await go(later, `/m/${other.id}`)
  await later.getByText('没有找到，或者您不能看。').waitFor()
  expect(await textOf(later.getByRole('main'))).not.toContain(other.number)

  await go(later, `/m/${id}`)
  await press(later, '撤回这件事')
  await press(later.getByRole('dialog'), '确定撤回')
  await later.getByText('您撤回了，这件事不再办。').waitFor()
  await desk.reload()
  await desk.getByText('村口牌坊左边那根。').first().waitFor()
  await desk.getByText('这件事已经了结，没有要办的。').waitFor()
})

test('a query code that nobody was given opens nothing', async () => {
  const page = await at.stage.visitor()
  at.stage.expectRefusal(page, 401)
  at.stage.expectRefusal(page, 404)
  await go(page, '/q/2222-2222')
  await page.getByText('没有这个查询码，请再看一遍').waitFor()
})
