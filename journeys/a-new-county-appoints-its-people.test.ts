import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { URI } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sideways, smallTargets, violations } from './check-page.ts'
import { go, press, textOf, write } from './hands.ts'
import { openServer } from './open-server.ts'
import { openStage, read, type Stage } from './stage.ts'

type Made = { login: string; password: string; villages: number; posts: number }
const cli = join(import.meta.dirname, '..', 'apps', 'server', 'cli.ts')

let server: Awaited<ReturnType<typeof openServer>>
let stage: Stage
let admin: Made

beforeAll(async () => {
  server = await openServer(process.env.GONGZHI_TEST_PG ?? '', undefined, async (env) => {
    const asked = ['init', '--county', '441226', '--name', '黄示例', '--phone', '13800000001', '--json']
    const { stdout } = await promisify(execFile)(process.execPath, [cli, ...asked], { env })
    admin = JSON.parse(stdout)
  })
  stage = await openStage(server.origin)
})
afterAll(async () => {
  await stage?.close()
  await server?.close()
})

const signIn = async (page: Page, login: string, password: string) => {
  await go(page, '/work')
  await write(page, /^登录名/, login)
  await write(page, /^密码/, password)
  await press(page, '登录')
}
const wellMade = async (page: Page) => {
  expect(await violations(page)).toEqual([])
  expect(await smallTargets(page, 44)).toEqual([])
  expect(await sideways(page)).toBe(0)
}
/** The two steps of a first sign-in; ends where work begins. */
const firstSteps = async (page: Page, first: string, own: string) => {
  await page.getByRole('heading', { name: '第一次登录' }).waitFor()
  // nothing else opens before
  expect(await page.getByRole('navigation').count()).toBe(0)
  await wellMade(page)
  await write(page, /^纸条上的初始密码/, first)
  await write(page, /^新密码/, own)
  await press(page, '修改密码')
  const begun = page.waitForResponse(
    (reply) => reply.url().endsWith('/api/me/totp') && reply.request().method() === 'POST',
  )
  await press(page, '启用动态口令')
  const { uri }: { uri: string } = await (await begun).json()
  await wellMade(page)
  await write(page, /^六位数字/, URI.parse(uri).generate())
  await press(page, '启用')
  await page.getByRole('navigation').first().waitFor()
}

test('whoever sets up a county signs in with the slip, chooses a password and a second factor, and appoints a town’s clerk, who does the same', async () => {
  expect(admin).toMatchObject({ villages: 193 })
  const desk = await stage.visitor({ width: 1280, height: 900 })
  await signIn(desk, admin.login, admin.password)
  await firstSteps(desk, admin.password, '自己的密码 long enough')
  expect(await read(desk, '/session')).toMatchObject({
    needsPassword: false,
    needsTotp: false,
    posts: [{ role: 'county-admin' }],
  })

  await go(desk, `/work/posts/${encodeURIComponent('441226103000.service.town-clerk')}`)
  await press(desk, '任命')
  await desk.getByText('还没有账号：开通一个').click()
  await write(desk, /^本人姓名/, '陈示例')
  await write(desk, /^手机号/, '13800000002')
  await press(desk, '开通')
  const slip = desk.locator('.slip', { hasText: '陈示例的账号' })
  await slip.waitFor()
  await wellMade(desk)
  const [login = '', password = ''] = await slip.locator('dd').allTextContents()
  await desk.getByLabel(/^任期从/).fill('2026-11-01')
  await desk.getByLabel(/^任期到/).fill('2030-10-31')
  await press(desk, '确定任命')
  await desk.getByText('在任').waitFor()
  expect(await textOf(desk.getByRole('main'))).toContain('陈示例')

  const phone = await stage.visitor({ width: 360, large: true })
  await signIn(phone, login, password)
  await firstSteps(phone, password, '另一个 只有自己知道的密码')
  expect(await read(phone, '/session')).toMatchObject({ posts: [{ role: 'town-clerk', place: '官圩镇' }] })
  // the slip opens nothing any more
  const stranger = await stage.visitor({ width: 360 })
  stage.expectRefusal(stranger, 401)
  await signIn(stranger, login, password)
  await stranger.getByRole('alert').filter({ hasText: /./ }).first().waitFor()
  expect(stage.broken).toEqual([])
})
