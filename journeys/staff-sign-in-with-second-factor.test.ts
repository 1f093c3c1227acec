import { URI } from 'otpauth'
import { expect, test } from 'vitest'
import { go, press, textOf, write } from './hands.ts'
import { onStage } from './on-stage.ts'
import { read } from './stage.ts'

const at = onStage()

test('a staff member sets up the second factor by hand; wrong figures are refused, the right ones once', async () => {
  const { stage } = at
  const staff = await stage.as({ role: 'town-clerk', place: '官圩镇' })
  await go(staff, '/work/me')
  const begun = staff.waitForResponse(
    (reply) => reply.url().endsWith('/api/me/totp') && reply.request().method() === 'POST',
  )
  await press(staff, '启用动态口令')
  const { uri }: { uri: string } = await (await begun).json()
  await staff.getByRole('img', { name: '启用动态口令的二维码' }).waitFor()
  const secret = (await textOf(staff.getByText(/^([A-Z2-7]{4} ?)+$/))).replaceAll(' ', '')
  expect(uri).toContain(`secret=${secret}`)
  const app = URI.parse(uri)

  const right = app.generate()
  stage.expectRefusal(staff, 401)
  await write(staff, /^六位数字/, right === '000000' ? '000001' : '000000')
  await press(staff, '启用')
  await staff.getByRole('alert').filter({ hasText: /./ }).first().waitFor()
  await write(staff, /^六位数字/, app.generate())
  await press(staff, '启用')
  await staff.getByText('动态口令已启用').waitFor()
  // once it is in force, a desk left open cannot replace it
  stage.expectRefusal(staff, 409)
  await press(staff, '启用动态口令')
  await staff.getByRole('alert').filter({ hasText: /./ }).first().waitFor()
  expect(await staff.getByRole('img', { name: '启用动态口令的二维码' }).count()).toBe(0)
})

test('signing in with a wrong password says so in words and lets nobody in', async () => {
  const { stage } = at
  const page = await stage.visitor({ width: 1280 })
  stage.expectRefusal(page, 401)
  await go(page, '/work')
  await write(page, /^登录名/, 'nobody-here')
  await write(page, /^密码/, 'not the password')
  await press(page, '登录')
  await page.getByRole('alert').filter({ hasText: /./ }).first().waitFor()
  expect(await page.getByRole('navigation').count()).toBe(0)
  expect(await read(page, '/session')).toMatchObject({ kind: 'visitor' })
})
