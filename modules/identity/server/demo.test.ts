import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoSms, openResident, openStaff } from './index.ts'
import { tryIdentity } from './trial.ts'

let t: Awaited<ReturnType<typeof tryIdentity>>
beforeAll(async () => {
  t = await tryIdentity({ demo: true, sms: demoSms })
})
afterAll(() => t.close())

test('the demo lists its invented people, and one click signs in as one of them, staff without a second factor', async () => {
  const staff = await openStaff(t.env, t.crypto, {
    county: '441226',
    login: 'demo-clerk',
    name: '江以宁',
    demoTitle: '官圩镇窗口',
  })
  t.posts.set(staff, [
    { id: 'p0', org: 'o0', orgName: '群众议事会', role: 'council-chair', title: '理事长', prefix: '441226102201' },
    {
      id: 'p1',
      org: 'o1',
      orgName: '官圩镇便民服务中心',
      role: 'clerk',
      title: '窗口（工作人员）',
      prefix: '441226102',
    },
  ])
  await openResident(t.env, t.crypto, {
    county: '441226',
    phone: '13800000001',
    name: '黄金水',
    village: '441226102201',
    demoTitle: '金林村村民',
  })
  const hidden = await openResident(t.env, t.crypto, { county: '441226', phone: '13800000002', name: '黄柑妹' })
  const page = t.browser()
  const list = (await page.ask('GET', '/demo/people')).body
  expect(list).toEqual([
    {
      account: staff,
      name: '江以宁',
      county: '441226',
      countyName: '德庆县',
      role: 'clerk',
      title: '官圩镇窗口',
      place: '官圩镇',
      entry: 'work',
    },
    expect.objectContaining({
      name: '黄金水',
      role: 'resident',
      title: '金林村村民',
      place: '金林村',
      entry: 'resident',
    }),
  ])
  t.posts.set(staff, (t.posts.get(staff) ?? []).slice(1))
  expect((await page.ask('POST', '/demo/sessions', { account: staff })).body).toMatchObject({
    kind: 'staff',
    name: '江○○',
    needsTotp: false,
    posts: [{ role: 'clerk', place: '官圩镇' }],
  })
  expect((await page.ask('POST', '/demo/sessions', { account: hidden })).status).toBe(404)
})

test('the demo shows the messages it would have sent, with the phone masked', async () => {
  const page = t.browser()
  await page.ask('POST', '/session/codes', { county: '441226', phone: '13812345678' })
  const [message] = (await page.ask('GET', '/demo/outbox')).body
  expect(message).toMatchObject({ to: '138****5678', text: expect.stringMatching(/验证码\d{6}/) })
})

test('outside the demo there is no demo', async () => {
  const real = await tryIdentity()
  await openResident(real.env, real.crypto, { county: '441226', phone: '13800000003', demoTitle: '村民' })
  for (const [method, path] of [
    ['GET', '/demo/people'],
    ['GET', '/demo/outbox'],
    ['POST', '/demo/sessions'],
  ] as const) {
    expect((await real.browser().ask(method, path, method === 'POST' ? { account: 'x' } : undefined)).status).toBe(404)
  }
  await real.close()
})
