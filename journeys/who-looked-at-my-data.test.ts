import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { clerk, file } from './carry.ts'
import { go, press, settled, textOf, write } from './hands.ts'
import { onStage } from './on-stage.ts'

const at = onStage()

test('who read a name, when and why is seen by its owner, who corrects it, takes everything along, and leaves', async () => {
  const { stage } = at
  // somebody new: in with a code, not one of the demo's people
  const villager = await stage.visitor()
  const phone = `100${String(Date.now()).slice(-8)}`
  await go(villager, '/sign-in')
  await villager.getByLabel('县（区、旗）').selectOption({ label: '德庆县' })
  await write(villager, /^手机号/, phone)
  await press(villager, '发验证码')
  await villager.getByLabel(/^短信验证码/).waitFor()
  const outbox = await stage.visitor()
  await go(outbox, '/demo/outbox')
  const message = await textOf(outbox.getByRole('main'))
  await write(villager, /^短信验证码/, /\b\d{6}\b/.exec(message)?.[0] ?? '')
  await press(villager, '登录')
  await villager.waitForURL((url) => url.pathname === '/')

  await go(villager, '/my-data')
  await villager.getByText('还没有人看过您的姓名和电话。').waitFor()
  const name = villager.getByRole('listitem').filter({ hasText: '没有填' }).first()
  await name.getByRole('button', { name: /^更正/ }).click()
  await write(villager.getByRole('dialog'), '怎么称呼您', '欧阳小穗')
  await press(villager.getByRole('dialog'), '保存')
  await villager.getByText('欧阳小穗').first().waitFor()

  const { id } = await file(villager, { text: '祠堂后面那盏灯坏了。' })
  const desk = await stage.as(clerk)
  await go(desk, `/work/m/${id}`)
  expect(await textOf(desk.getByRole('main'))).not.toContain('欧阳小穗')
  await press(desk, '查看反映人')
  await write(desk.getByRole('dialog'), /^为什么要看/, '要约时间上门看灯。')
  await press(desk.getByRole('dialog'), '查看反映人')
  await desk.getByText('欧阳小穗').waitFor()
  await desk.getByRole('link', { name: phone }).waitFor()

  await go(villager, '/my-data')
  const looks = villager.getByRole('region', { name: '谁看过我的资料' })
  await looks.getByText('理由：要约时间上门看灯。').first().waitFor()
  await looks
    .getByText(/金林村/)
    .first()
    .waitFor()

  await villager.getByRole('button', { name: /^更正.*(姓名|称呼)/ }).click()
  await write(villager.getByRole('dialog'), '怎么称呼您', '欧阳禾')
  await press(villager.getByRole('dialog'), '保存')
  await villager.getByText('欧阳禾').first().waitFor()

  const [download] = await Promise.all([
    villager.waitForEvent('download'),
    villager.getByRole('link', { name: '下载我的资料' }).click(),
  ])
  const taken = await readFile(await download.path(), 'utf8')
  for (const part of ['欧阳禾', phone, '要约时间上门看灯。', '"matters"']) expect(taken).toContain(part)

  await press(villager, '注销账号')
  await villager.getByRole('checkbox', { name: '我知道，要注销' }).check()
  await press(villager.getByRole('dialog'), '注销账号')
  await villager.waitForURL((url) => url.pathname === '/')
  await settled(villager)
  await villager.getByRole('link', { name: '登录' }).first().waitFor()
  // the matter goes on without its reporter's name
  await go(desk, `/work/m/${id}`)
  const left = await textOf(desk.getByRole('main'))
  expect(left).toContain('祠堂后面那盏灯坏了。')
  expect(left).not.toMatch(/欧阳/)
})
