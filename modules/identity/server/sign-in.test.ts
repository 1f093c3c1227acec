import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStaff, resetSignIn } from './index.ts'
import { tryIdentity } from './trial.ts'

const START = Date.parse('2026-11-20T09:00:00+08:00')
const MINUTE = 60_000
let t: Awaited<ReturnType<typeof tryIdentity>>
let now = START
const wait = (ms: number) => {
  now += ms
  t.setNow(now)
}
beforeAll(async () => {
  t = await tryIdentity()
})
afterAll(() => t.close())

let people = 0
const password = 'a password for trying'
const staff = async () => {
  const login = `cadre-${++people}`
  const account = await openStaff(t.env, t.crypto, { county: t.county, login, name: '江以宁', password })
  t.posts.set(account, [
    {
      id: 'p1',
      org: '441226102000-center',
      orgName: '官圩镇便民服务中心',
      role: 'clerk',
      title: '窗口工作人员',
      prefix: '441226102',
    },
  ])
  return { login, account }
}
const signIn = (page: ReturnType<typeof t.browser>, login: string, secret = password, totp?: string) =>
  page.ask('POST', '/sessions/password', { login, password: secret, ...(totp ? { totp } : {}) })

test('a resident signs in with the code sent to the phone, and is the same person the next time', async () => {
  const first = await t.resident('13800000001')
  const session = await first.ask('GET', '/session')
  expect(session.body).toMatchObject({
    kind: 'resident',
    county: '441226',
    account: first.account,
    name: null,
    posts: [],
  })
  wait(MINUTE)
  const again = await t.resident('13800000001')
  expect(again.account).toBe(first.account)
  const { rows } = await t.owner.query('SELECT * FROM identity.account WHERE id = $1', [first.account])
  expect(JSON.stringify(rows)).not.toContain('13800000001')
})

test('two first sign-ins of one phone at once make one account', async () => {
  const { openResident } = await import('./index.ts')
  const phone = '13800000002'
  const ids = await Promise.all([1, 2, 3].map(() => openResident(t.env, t.crypto, { county: t.county, phone })))
  expect(new Set(ids).size).toBe(1)
})

test('a one-time code opens once', async () => {
  const { code } = await t.resident('13800000003')
  const second = await t.browser().ask('POST', '/sessions/phone', { county: t.county, phone: '13800000003', code })
  expect(second).toMatchObject({ status: 401, body: { type: '/problems/wrong-code' } })
})

test('of two browsers with the same code at the same moment one gets in', async () => {
  const phone = '13800000004'
  await t.browser().ask('POST', '/session/codes', { county: t.county, phone })
  const code = /验证码(\d{6})/.exec(t.sent.at(-1)?.text ?? '')?.[1]
  const both = await Promise.all(
    [1, 2].map(() => t.browser().ask('POST', '/sessions/phone', { county: t.county, phone, code })),
  )
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 401])
})

test('a code is dead after five wrong tries and after five minutes', async () => {
  const phone = '13800000005'
  const page = t.browser()
  const enter = (code: string) => page.ask('POST', '/sessions/phone', { county: t.county, phone, code })
  const send = async () => {
    await page.ask('POST', '/session/codes', { county: t.county, phone })
    return /验证码(\d{6})/.exec(t.sent.at(-1)?.text ?? '')?.[1] ?? ''
  }
  const code = await send()
  const other = code === '000000' ? '111111' : '000000'
  for (let n = 0; n < 5; n++) expect((await enter(other)).status).toBe(401)
  expect((await enter(code)).status).toBe(401)
  wait(MINUTE)
  const late = await send()
  wait(5 * MINUTE)
  expect((await enter(late)).status).toBe(401)
  const fresh = await send()
  expect((await enter(fresh)).status).toBe(200)
})

test('a phone gets one code a minute and ten a day', async () => {
  const send = () => t.browser().ask('POST', '/session/codes', { county: t.county, phone: '13800000006' })
  expect((await send()).status).toBe(200)
  expect(await send()).toMatchObject({ status: 429, body: { type: '/problems/code-too-soon', retryAfter: 60 } })
  for (let n = 1; n < 10; n++) {
    wait(MINUTE)
    expect((await send()).status).toBe(200)
  }
  wait(MINUTE)
  expect(await send()).toMatchObject({ status: 429, body: { type: '/problems/codes-spent' } })
  wait(24 * 60 * MINUTE)
  expect((await send()).status).toBe(200)
})

test('without a gateway nobody is told that a code was sent', async () => {
  const bare = await tryIdentity({ sms: undefined })
  const answer = await bare.browser().ask('POST', '/session/codes', { county: '441226', phone: '13800000007' })
  expect(answer).toMatchObject({ status: 503, body: { type: '/problems/no-sms-gateway' } })
  await bare.close()
})

test('a gateway that fails costs no code of the day and keeps its words to itself', async () => {
  let broken = true
  const fragile = await tryIdentity({
    sms: {
      send: async (_env, to) => {
        if (broken) throw new Error(`cannot reach ${to}`)
      },
    },
  })
  const send = () => fragile.browser().ask('POST', '/session/codes', { county: '441226', phone: '13800000008' })
  const failed = await send()
  expect(failed).toMatchObject({ status: 503, body: { type: '/problems/sms-failed' } })
  expect(JSON.stringify(failed.body)).not.toContain('13800000008')
  broken = false
  expect((await send()).status).toBe(200)
  await fragile.close()
})

test('five failures lock a login for fifteen minutes, and the right password does not open it meanwhile', async () => {
  const { login } = await staff()
  const page = t.browser()
  for (let n = 0; n < 5; n++)
    expect(await signIn(page, login, 'wrong')).toMatchObject({ status: 401, body: { type: '/problems/wrong-sign-in' } })
  expect(await signIn(page, login)).toMatchObject({ status: 429, body: { type: '/problems/locked', retryAfter: 900 } })
  wait(15 * MINUTE)
  expect((await signIn(page, login)).status).toBe(200)
})

test('a login that does not exist answers and locks exactly like one that does', async () => {
  const { login } = await staff()
  for (let n = 0; n < 7; n++) {
    const known = await signIn(t.browser(), login, 'wrong')
    const unknown = await signIn(t.browser(), 'nobody-here', 'wrong')
    expect(unknown.status).toBe(known.status)
    expect(unknown.body).toEqual(known.body)
  }
})

test('twelve guesses at once are five guesses', async () => {
  const { login } = await staff()
  const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(t.browser(), login, 'wrong')))
  expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5)
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(7)
})

test('staff without a second factor hold no posts until they have set it up; then it is asked for, once per code', async () => {
  const { login } = await staff()
  const page = t.browser()
  expect((await signIn(page, login)).body).toMatchObject({ kind: 'staff', needsTotp: true, posts: [] })
  const { uri } = (await page.ask('POST', '/me/totp')).body
  const totp = new TOTP({ secret: Secret.fromBase32(new URL(uri).searchParams.get('secret') ?? '') })
  const code = () => totp.generate({ timestamp: now })
  expect((await page.ask('PUT', '/me/totp', { totp: code() })).status).toBe(200)
  expect((await page.ask('GET', '/session')).body).toMatchObject({
    needsTotp: false,
    posts: [{ role: 'clerk', orgName: '官圩镇便民服务中心', place: '官圩镇' }],
  })
  expect((await page.ask('POST', '/me/totp')).body.type).toBe('/problems/totp-on')

  const other = t.browser()
  expect((await signIn(other, login)).body.type).toBe('/problems/totp-needed')
  // the step that confirmed it is used up
  expect((await signIn(other, login, password, code())).status).toBe(401)
  wait(30_000)
  const fresh = code()
  expect((await signIn(other, login, password, fresh)).status).toBe(200)
  expect((await signIn(t.browser(), login, password, fresh)).status).toBe(401)
  // one step late is still good, two are not
  wait(60_000)
  const late = totp.generate({ timestamp: now - 30_000 })
  expect((await signIn(t.browser(), login, password, late)).status).toBe(200)
  wait(90_000)
  expect((await signIn(t.browser(), login, password, totp.generate({ timestamp: now - 60_000 }))).status).toBe(401)
  const { rows } = await t.owner.query('SELECT totp_enc FROM identity.account WHERE login = $1', [login])
  expect(rows[0].totp_enc).toMatch(/^a1\./)
})

test('staff are signed out after thirty idle minutes and after twelve hours of work', async () => {
  const { login } = await staff()
  const page = t.browser()
  const kind = async () => (await page.ask('GET', '/session')).body.kind
  await signIn(page, login)
  wait(29 * MINUTE)
  expect(await kind()).toBe('staff')
  wait(31 * MINUTE)
  expect(await kind()).toBe('visitor')
  await signIn(page, login)
  for (let n = 0; n < 24; n++) {
    expect(await kind()).toBe('staff')
    wait(29 * MINUTE + 50_000)
  }
  expect(await kind()).toBe('staff')
  wait(29 * MINUTE)
  expect(await kind()).toBe('visitor')
})

test('a session ended elsewhere is over at once, and nobody ends another person’s', async () => {
  wait(24 * 60 * MINUTE)
  const phone = await t.resident('13800000009')
  wait(MINUTE)
  const computer = await t.resident('13800000009')
  const stranger = await t.resident('13800000010')
  const list = (await computer.ask('GET', '/sessions')).body as { id: string; current: boolean }[]
  expect(list).toHaveLength(2)
  const elsewhere = list.find((session) => !session.current)
  expect((await phone.ask('GET', '/sessions')).status).toBe(200)
  expect((await stranger.ask('DELETE', `/sessions/${elsewhere?.id}`)).status).toBe(404)
  expect((await computer.ask('DELETE', `/sessions/${elsewhere?.id}`)).status).toBe(200)
  expect((await phone.ask('GET', '/sessions')).status).toBe(401)
  expect((await computer.ask('GET', '/sessions')).body).toHaveLength(1)
})

test('signing out ends the session and not only the cookie', async () => {
  const page = await t.resident('13800000011')
  const token = page.cookie() ?? ''
  expect(await t.identity.whoIs(t.env, token)).toBeDefined()
  await page.ask('DELETE', '/session')
  expect(await t.identity.whoIs(t.env, token)).toBeUndefined()
  expect(page.cookie()).toBeUndefined()
})

test('changing the password ends every other session and leaves a trace without the password', async () => {
  const { login, account } = await staff()
  const [here, there] = [t.browser(), t.browser()]
  await signIn(here, login)
  await signIn(there, login)
  const fresh = 'another long password'
  expect((await here.ask('PUT', '/me/password', { old: 'wrong', fresh })).status).toBe(401)
  expect((await here.ask('PUT', '/me/password', { old: password, fresh })).status).toBe(200)
  expect((await here.ask('GET', '/session')).body.kind).toBe('staff')
  expect((await there.ask('GET', '/session')).body.kind).toBe('visitor')
  expect((await signIn(there, login)).status).toBe(401)
  expect((await signIn(there, login, fresh)).status).toBe(200)
  const { rows } = await t.owner.query('SELECT act, data FROM kernel.journal WHERE subject = $1 ORDER BY seq', [
    account,
  ])
  expect(rows).toEqual([
    { act: 'open', data: { kind: 'staff' } },
    { act: 'change-password', data: {} },
  ])
})

test('a token that was never given opens nothing', async () => {
  for (const token of ['', 'x', `441226.${'a'.repeat(43)}`, `44122a.${'a'.repeat(43)}`]) {
    expect(await t.identity.whoIs(t.env, token)).toBeUndefined()
  }
})

test('with a first password nothing opens but the choice of another, and it runs out', async () => {
  const account = { county: t.county, name: '江以宁', password, toBeChanged: true } as const
  await openStaff(t.env, t.crypto, { ...account, login: 'newcomer' })
  const page = t.browser()
  expect((await signIn(page, 'newcomer')).body).toMatchObject({ needsPassword: true, posts: [] })
  const fresh = 'only I know this one'
  expect((await page.ask('PUT', '/me/password', { old: password, fresh })).status).toBe(200)
  expect((await page.ask('GET', '/session')).body).toMatchObject({ needsPassword: false, needsTotp: true })

  await openStaff(t.env, t.crypto, { ...account, login: 'late-comer' })
  wait(14 * 24 * 60 * MINUTE + 1)
  expect((await signIn(t.browser(), 'late-comer')).body.type).toBe('/problems/first-password-ended')
  expect((await signIn(t.browser(), 'late-comer', 'wrong')).body.type).toBe('/problems/wrong-sign-in')
})

test('whoever lost the second factor gets a first password: every session ends, the old password and factor are gone', async () => {
  const { login } = await staff()
  const page = t.browser()
  await signIn(page, login)
  const first = (await resetSignIn(t.env, login.toUpperCase())) ?? ''
  // what another process remembers of a session it forgets within five seconds
  wait(5_001)
  expect((await page.ask('GET', '/session')).body.kind).toBe('visitor')
  expect((await signIn(t.browser(), login)).status).toBe(401)
  expect((await signIn(t.browser(), login, first)).body).toMatchObject({ needsPassword: true, needsTotp: true })
})
