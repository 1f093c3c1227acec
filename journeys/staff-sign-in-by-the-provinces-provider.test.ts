import { expect, test } from 'vitest'
import { sideways, smallTargets, unreachable, violations } from './check-page.ts'
import { go, press, settled, write } from './hands.ts'
import { onStage } from './on-stage.ts'
import { read } from './stage.ts'

const at = onStage()
const button = '用省统一身份认证登录'

test('staff sign in with the province’s provider once the administrator has said who is whom, and sign out on both sides', async () => {
  const { stage } = at
  const page = await stage.visitor({ width: 1280 })
  stage.expectRefusal(page, 401)
  await go(page, '/work/sign-in')
  await press(page, button)
  await write(page, '工号', 'ZF-2026')
  await press(page, '登录')
  // nobody has said who that is: no account by itself, and what to do
  await page.getByText(/平台上的账号还没有和这里的账号对上/).waitFor()
  expect((await read<{ account: string | null }>(page, '/session')).account).toBeNull()

  const admin = await stage.as({ role: 'county-admin', place: '德庆县' })
  const person = stage.person({ role: 'village-clerk', place: '金林村' })
  await go(admin, '/work/connections')
  await admin.getByRole('tab', { name: '统一登录' }).click()
  // the login on the slip of the demo's clerk
  const login = '441226103213-c05'
  await write(admin, /^或直接粘贴/, `编号,账号\nZF-2026,${login}\nZF-2027,nobody`)
  await press(admin, '先看一遍')
  await admin.getByText('本县没有这个工作人员账号').waitFor()
  await admin.getByText('共2行：1行要写入，1行有错').waitFor()
  for (const wrong of [await violations(admin), await smallTargets(admin, 44), await unreachable(admin)])
    expect(wrong).toEqual([])
  expect(await sideways(admin)).toBe(0)
  await write(admin, /^或直接粘贴/, `ZF-2026,${login}`)
  await press(admin, '先看一遍')
  await press(admin, '写入1行')
  await admin.getByRole('table').getByText(person.name).or(admin.getByText(person.name)).first().waitFor()

  await press(page, button)
  await settled(page)
  await page.getByRole('heading', { level: 1, name: '今天' }).waitFor()
  expect((await read<{ account: string | null }>(page, '/session')).account).toBe(person.account)
  expect(new URL(page.url()).search).toBe('')

  await go(page, '/work/me')
  await press(page, '退出登录')
  await page.getByRole('heading', { name: '退出政务平台' }).waitFor()
  await press(page, '退出')
  await page.getByRole('heading', { level: 1, name: '工作人员登录' }).waitFor()
  expect((await read<{ account: string | null }>(page, '/session')).account).toBeNull()
})

test('a link somebody else made signs nobody in', async () => {
  const { stage } = at
  const page = await stage.visitor()
  await go(page, '/work/sign-in?code=theirs&state=a-state-of-somebody-else')
  await page.getByRole('button', { name: button }).waitFor()
  expect(new URL(page.url()).search).toBe('')
  expect((await read<{ account: string | null }>(page, '/session')).account).toBeNull()
})
