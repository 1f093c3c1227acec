import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openStaff } from '@gongzhi/identity/server'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { robotText } from '../rules/index.ts'
import { robotStatement } from './index.ts'
import { httpRobot } from './robot.ts'
import { tryNotices } from './trial.ts'

/* Group robots, against a real HTTP server that answers as 企业微信 says it does. */

type Got = { path: string; body: { msgtype: string; markdown: { content: string } } }
let got: Got[] = []
let answer: { status: number; body: unknown } = { status: 200, body: { errcode: 0, errmsg: 'ok' } }
const wecom = createServer(async (request, response) => {
  let text = ''
  for await (const part of request) text += part
  got.push({ path: request.url ?? '', body: JSON.parse(text) })
  response.statusCode = answer.status
  response.end(JSON.stringify(answer.body))
})
const org = '441226102201.service'
let url = ''
let t: Awaited<ReturnType<typeof tryNotices>>

/** Somebody who holds a post in a unit, signed in. */
const staff = async (role: string, at = org) => {
  const account = await openStaff(t.env, t.crypto, {
    county: '441226',
    login: role + at,
    name: '黄小妹',
    demoTitle: role,
  })
  const post = { id: `${at}.${role}`, org: at, role, prefix: at.slice(0, 12), orgName: '便民服务站', title: role }
  t.posts.set(account, [post])
  const page = t.browser()
  expect((await page.ask('POST', '/demo/sessions', { account })).status).toBe(200)
  return page
}

beforeAll(async () => {
  await new Promise<void>((done) => wecom.listen(0, '127.0.0.1', done))
  const { port } = wecom.address() as AddressInfo
  url = `http://127.0.0.1:${port}/cgi-bin/webhook/send?key=secret-of-the-group`
  t = await tryNotices({ robot: httpRobot([`127.0.0.1:${port}`]) }, { demo: true })
})
afterAll(async () => {
  await t.close()
  wecom.close()
})
beforeEach(() => {
  got = []
  answer = { status: 200, body: { errcode: 0, errmsg: 'ok' } }
})

const tell = (number: string) =>
  t.env.db.batch(noScope, [
    robotStatement({
      county: '441226',
      org,
      line: { number, what: 'order', category: '路灯', due: Date.parse('2026-11-26T17:30:00+08:00') },
      level: 'normal',
      now: t.now(),
    }),
  ])

test('only who speaks for a unit binds its group, only an address that answers is kept, and it lies sealed', async () => {
  const [clerk, worker, stranger] = [
    await staff('village-clerk'),
    await staff('grid-worker'),
    await staff('village-clerk', '441226102202.service'),
  ]
  const put = (who: typeof clerk, to: string | null) => who.ask('PUT', '/notices/robot', { org, url: to })
  expect((await put(stranger, url)).status).toBe(404)
  expect((await put(worker, url)).status).toBe(403)
  expect((await stranger.ask('GET', `/notices/robot?org=${org}`)).status).toBe(404)
  answer.body = { errcode: 93000, errmsg: 'invalid webhook url' }
  expect((await put(clerk, url)).body.errors).toMatchObject([{ pointer: '/body/url', code: 'robot-silent' }])
  expect((await clerk.ask('GET', `/notices/robot?org=${org}`)).body).toMatchObject({ on: false, mayChange: true })
  answer.body = { errcode: 0 }
  expect((await put(clerk, url)).status).toBe(200)
  expect(got.at(-1)).toEqual({
    path: '/cgi-bin/webhook/send?key=secret-of-the-group',
    body: { msgtype: 'markdown', markdown: { content: '【共治】本群已接通。这里只发编号、类别和期限。' } },
  })
  const seen = await worker.ask('GET', `/notices/robot?org=${org}`)
  expect(seen.body).toMatchObject({ on: true, mayChange: false })
  expect(JSON.stringify(seen.body)).not.toContain('secret')
  expect(JSON.stringify((await t.owner.query('SELECT * FROM notices.robot')).rows)).not.toContain('secret')
})

test('an address inside the own network, or of anybody else, is not even called', async () => {
  const clerk = await staff('village-chair')
  for (const other of [
    'http://127.0.0.1:22/',
    'http://169.254.169.254/latest',
    'https://qyapi.weixin.qq.com.evil.example/send',
    'http://qyapi.weixin.qq.com/cgi-bin/webhook/send',
    'file:///etc/passwd',
  ])
    expect((await clerk.ask('PUT', '/notices/robot', { org, url: other })).body.errors, other).toMatchObject([
      { code: 'not-a-robot' },
    ])
  expect(got).toEqual([])
})

test('what comes within a minute is one message: number, category and deadline', async () => {
  await tell('2026-D-0001')
  await tell('2026-D-0002')
  expect(await t.send('robot')).toBe(0)
  t.wait(60_000)
  expect(await t.send('robot')).toBe(1)
  expect(got[0]?.body.markdown.content.split('\n')).toEqual([
    '【共治】2件事',
    '> 督办单 **2026-D-0001** 路灯，11月26日17:30前',
    '> 督办单 **2026-D-0002** 路灯，11月26日17:30前',
  ])
})

test('a unit without a group gets nothing queued; words of a matter cannot get into a line', async () => {
  const before = (await t.owner.query('SELECT FROM notices.message')).rowCount
  await t.env.db.batch(noScope, [
    robotStatement({
      county: '441226',
      org: '441226102202.service',
      line: { number: '2026-D-0009', what: 'order', category: '路灯', due: null },
      level: null,
      now: t.now(),
    }),
  ])
  expect((await t.owner.query('SELECT FROM notices.message')).rowCount).toBe(before)
  for (const category of ['路灯 [看](http://x)', '张三家的灯坏了没人管已经第三次了啊啊', '', '路灯\n> 张三'])
    expect(() => robotText([{ number: '2026-D-0001', what: 'order', category, due: null }])).toThrow(RangeError)
})

test('too many messages wait and come again, a robot that is gone is given up and its unit sees it', async () => {
  await tell('2026-D-0003')
  t.wait(120_000)
  answer.body = { errcode: 45009, errmsg: 'api freq out of limit' }
  expect(await t.send('robot')).toBe(0)
  answer.body = { errcode: 0 }
  t.wait(60_000)
  expect(await t.send('robot')).toBe(1)
  await tell('2026-D-0004')
  t.wait(120_000)
  answer.body = { errcode: 93000 }
  expect(await t.send('robot')).toBe(0)
  t.wait(86_400_000)
  got = []
  expect(await t.send('robot')).toBe(0)
  expect(got).toEqual([])
  const clerk = await staff('branch-secretary')
  expect((await clerk.ask('GET', `/notices/robot?org=${org}`)).body.fault).toMatchObject({ code: 'errcode-93000' })
  answer.body = { errcode: 0 }
  await clerk.ask('PUT', '/notices/robot', { org, url: null })
  expect((await clerk.ask('GET', `/notices/robot?org=${org}`)).body).toMatchObject({ on: false, fault: null })
})
