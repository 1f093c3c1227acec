import { expect, test } from 'vitest'
import { go, perform, write } from './hands.ts'
import { onStage } from './on-stage.ts'
import { read } from './stage.ts'

const at = onStage()
type Row = { id: string; kind: string; number: string; parent: string | null }
type Inbox = { rows: (Row & { unit: { name: string }; holder: { org: string } })[] }

test('what lay too long is supervised: its holder answers the order with evidence, the supervisor strikes it off', async () => {
  const { stage } = at
  const supervisor = await stage.as({ role: 'supervisor', place: '德庆县' }, { width: 1280 })
  const { rows } = await read<Inbox>(supervisor, '/inbox?box=supervised')
  const order = rows.find(({ kind, holder }) => kind === 'order' && holder.org.endsWith('便民服务站'))
  if (!order?.parent) throw new Error('the demo has no supervised matter of a village')
  await go(supervisor, '/work?box=supervised')
  await supervisor.getByRole('tab', { name: /^督办/, selected: true }).waitFor()
  await supervisor.getByText(order.number).first().waitFor()

  const holder = await stage.as({ role: 'village-clerk', place: order.unit.name })
  await go(holder, '/work')
  await holder
    .getByRole('link', { name: /^报结果：/ })
    .first()
    .waitFor()
  await go(holder, `/work/m/${order.parent}?child=${order.id}`)
  const slip = (page: typeof holder) => page.getByRole('article').filter({ hasText: order.number })
  await perform(slip(holder), '报结果', (form) => write(form, /^整改情况/, '已经联系反映人，今天下午到现场。'))
  await slip(holder).getByText('已报结果，待督查确认').waitFor()
  // I2: who answered may not strike it off
  expect(await slip(holder).getByRole('button', { name: '确认销号', exact: true }).count()).toBe(0)

  await go(supervisor, `/work/m/${order.parent}?child=${order.id}`)
  await slip(supervisor).getByText('今天下午到现场').waitFor()
  await perform(slip(supervisor), '确认销号')
  await slip(supervisor).getByText('已销号').waitFor()
  await expect
    .poll(async () => (await read<Inbox>(supervisor, '/inbox?box=supervised')).rows.map(({ number }) => number))
    .not.toContain(order.number)
  await go(supervisor, '/work?box=supervised')
  expect(await supervisor.getByText(order.number).count()).toBe(0)
})
