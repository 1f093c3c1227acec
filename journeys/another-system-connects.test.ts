import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { file, resident } from './carry.ts'
import { sideways, smallTargets, unreachable, violations } from './check-page.ts'
import { go, press, textOf, write } from './hands.ts'
import { onStage } from './on-stage.ts'

const at = onStage()
const admin = { role: 'county-admin', place: '德庆县' }

/** Another system's receiver: keeps what came. */
const openReceiver = async () => {
  const got: { headers: Record<string, string>; body: string }[] = []
  const server = createServer((request, reply) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      got.push({ headers: request.headers as Record<string, string>, body })
      reply.writeHead(204).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { got, url: `http://127.0.0.1:${port}/in`, close: () => server.close() }
}

test('the administrator lets another system in, it works with its key, and is shut out again', async () => {
  const { stage } = at
  const page = await stage.as(admin, { width: 1280 })
  await go(page, '/work')
  await page.getByRole('link', { name: '对接', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: '对接' }).waitFor()
  await press(page, '发密钥')
  const dialog = page.getByRole('dialog')
  const name = `热线平台${Date.now()}`
  await write(dialog, /^系统名称/, name)
  await dialog.getByLabel(/^谁负责/).selectOption({ label: '德庆县综治中心' })
  await write(dialog, /^用来做什么/, '热线登记的事项转来办理')
  await dialog.getByRole('checkbox', { name: /^看事项进度/ }).check()
  await dialog.getByRole('checkbox', { name: /^替来电来访的人登记/ }).check()
  await dialog.getByLabel(/^范围/).selectOption({ label: '官圩镇' })
  await press(dialog, '发密钥')
  const key = await textOf(dialog.getByText(/^gz_441226_[\w-]{43}$/))
  await press(dialog, '已经收好')
  const slip = page.getByRole('article').filter({ hasText: name })
  await slip.getByText('还没有用过').waitFor()
  // it is shown once: nowhere on the page any more, not even after opening it anew
  await go(page, '/work/connections')
  expect(await page.content()).not.toContain(key.slice(10))

  const call = (path: string) => fetch(`${stage.origin}/api${path}`, { headers: { authorization: `Bearer ${key}` } })
  const self = await call('/connections/key')
  expect(await self.json()).toMatchObject({ county: '441226', prefix: '441226103' })
  expect((await call('/people')).status).toBe(403)
  await go(page, '/work/connections')
  expect(await slip.getByText('还没有用过').count()).toBe(0)

  await press(slip, '吊销')
  const sure = page.getByRole('dialog')
  await sure.getByText(/马上就不能再用/).waitFor()
  await write(sure, /^理由/, '合同到期')
  await press(sure, '吊销')
  await slip.getByText('合同到期').waitFor()
  expect((await call('/connections/key')).status).toBe(401)
})

test('another system is told what happens, the administrator tries it first and sees what arrived', async () => {
  const { stage } = at
  const receiver = await openReceiver()
  try {
    const page = await stage.as(admin)
    await go(page, '/work/connections')
    await page.getByRole('tab', { name: '消息推送' }).click()
    await press(page, '订阅消息推送')
    const dialog = page.getByRole('dialog')
    const name = `市级平台${Date.now()}`
    await write(dialog, /^系统名称/, name)
    await dialog.getByLabel(/^谁负责/).selectOption({ label: '德庆县综治中心' })
    await write(dialog, /^推送到/, 'http://192.168.1.1/in')
    await dialog.getByLabel(/^范围/).selectOption({ label: '官圩镇' })
    stage.expectRefusal(page, 400)
    await press(dialog, '订阅消息推送')
    await dialog.getByText('网址要以 https:// 开头', { exact: true }).waitFor()
    await write(dialog, /^推送到/, receiver.url)
    await press(dialog, '订阅消息推送')
    const secret = await textOf(dialog.getByText(/^whsec_/))
    await press(dialog, '已经收好')
    const slip = page.getByRole('article').filter({ hasText: name })
    await press(slip, '试发一条')
    // other journeys report there too: what they have is told as well
    const types = () => receiver.got.map(({ body }) => (JSON.parse(body) as { type: string }).type)
    await expect.poll(types, { timeout: 15_000 }).toContain('webhook.trial')
    const { id } = await file(await stage.as(resident), { text: '广场的灯不亮了，我叫黄大树。' })
    await expect.poll(() => receiver.got.some(({ body }) => body.includes(id)), { timeout: 15_000 }).toBe(true)
    const told = receiver.got.map(({ body, headers }) => new Webhook(secret).verify(body, headers)) as {
      type: string
      data: { id: string }
    }[]
    expect(told.some(({ type, data }) => type === 'matter.reported' && data.id === id)).toBe(true)
    expect(receiver.got.map(({ body }) => body).join()).not.toMatch(/黄|广场的灯/)
    await slip.getByText('推送记录（保留30天）').click()
    await slip.getByText('已送达').first().waitFor()
    for (const wrong of [await violations(page), await smallTargets(page, 44), await unreachable(page)])
      expect(wrong).toEqual([])
    expect(await sideways(page)).toBe(0)
    const before = receiver.got.length
    await slip.getByRole('button', { name: /^重发：试发/ }).click()
    await expect.poll(() => receiver.got.length, { timeout: 15_000 }).toBeGreaterThan(before)
    await press(slip, '删除')
    await write(page.getByRole('dialog'), /^理由/, '试完了')
    await press(page.getByRole('dialog'), '删除')
    await slip.waitFor({ state: 'detached' })
  } finally {
    receiver.close()
  }
})

test('whoever is to connect reads how, on a page of the server itself: on a phone, by keyboard, in both languages', async () => {
  const { stage } = at
  const page = await stage.visitor()
  for (const [path, title] of [
    ['/api/docs', '共治接口说明'],
    ['/api/docs?lang=en', 'Gongzhi API'],
  ] as const) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    expect(await sideways(page)).toBe(0)
    expect(await violations(page)).toEqual([])
  }
  await page.getByRole('link', { name: '中文' }).click()
  await page.getByRole('navigation').getByRole('link', { name: '消息推送' }).press('Enter')
  expect(new URL(page.url()).hash).toBe('#webhooks')
  const key = page.getByRole('article').filter({ has: page.getByText('connections.key-self', { exact: true }) })
  await key.getByText('这个密钥能做什么：先调这个看通不通').waitFor()
})
