import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStaff } from './index.ts'
import { openOidc } from './oidc.ts'
import { openProvider, signInAtProvider } from './testing-provider.ts'
import { tryIdentity } from './trial.ts'

/* Single sign-on with a real provider: who it means, whom it does not, and when it is away. */

type Trial = Awaited<ReturnType<typeof tryIdentity>>
let provider: Awaited<ReturnType<typeof openProvider>>
let t: Trial
let admin: ReturnType<Trial['browser']>
const origin = 'http://127.0.0.1:4999'
const post = (id: string, role: string) => ({
  id,
  org: '441226000000.government',
  role,
  prefix: '441226',
  orgName: '县政府',
  title: role,
})

const staff = async (login: string, name: string, role?: string) => {
  const id = await openStaff(t.env, t.crypto, {
    county: t.county,
    login,
    name,
    password: 'a long password',
    phone: `138000000${login.slice(-2)}`,
  })
  if (role) t.posts.set(id, [post(`p.${login}`, role)])
  return id
}
beforeAll(async () => {
  provider = await openProvider()
  // the provider and the house look at one clock
  t = await tryIdentity({ oidc: openOidc(provider.settings) })
  t.setNow(Date.now())
  await staff('clerk-11', '黄小明', 'village-clerk')
  await staff('clerk-12', '李大树', 'village-clerk')
  const boss = await staff('boss-10', '梁大山', 'county-admin')
  admin = t.browser()
  await admin.ask('POST', '/sessions/password', { login: 'boss-10', password: 'a long password' })
  // and has a second factor from now on; what is remembered of the session is looked at again
  await t.owner.query('UPDATE identity.account SET totp_on = true WHERE id = $1', [boss])
  t.setNow(Date.now() + 6_000)
})
afterAll(async () => {
  await t?.close()
  provider?.close()
})

const begin = async (page = t.browser()) => {
  const { body, status } = await page.ask('POST', '/sessions/oidc/beginning', { origin })
  expect(status).toBe(200)
  return { page, ...(body as { url: string; state: string }) }
}
const finish = async (login: string, page = t.browser()) => {
  const begun = await begin(page)
  const back = await signInAtProvider(begun.url, login)
  expect(back.searchParams.get('state')).toBe(begun.state)
  const done = await page.ask('POST', '/sessions/oidc', { state: begun.state, query: back.search.slice(1) })
  return { ...done, page, back, begun }
}
const preview = (text: string) => admin.ask('POST', '/people/sign-on/previews', { text })
const link = (text: string, key: string = randomUUID()) => admin.ask('POST', '/people/sign-on', { text }, key)

test('the page is told what the provider is called, and is sent there with code, PKCE, state and nonce', async () => {
  expect((await t.browser().ask('GET', '/sessions/oidc')).body).toEqual({ name: '省统一身份认证' })
  const { url, state } = await begin()
  const asked = new URL(url).searchParams
  expect(asked.get('response_type')).toBe('code')
  expect(asked.get('code_challenge_method')).toBe('S256')
  expect(asked.get('redirect_uri')).toBe(`${origin}/work/sign-in`)
  expect(asked.get('state')).toBe(state)
  expect(asked.get('nonce')).toMatch(/^[\w-]{43}$/)
  expect(state).not.toContain(asked.get('nonce'))
})

test('whom the provider means and nobody here has matched gets no account and reads what to do', async () => {
  const before = await t.owner.query('SELECT count(*) FROM identity.account')
  const { status, body, page } = await finish('ZF-099')
  expect(status).toBe(401)
  expect(body).toMatchObject({ type: '/problems/sign-on-unmatched', subject: 'ZF-099' })
  expect((await page.ask('GET', '/session')).body).toMatchObject({ kind: 'visitor', account: null })
  expect((await t.owner.query('SELECT count(*) FROM identity.account')).rows).toEqual(before.rows)
})

test('a file is looked at line by line before anything is written, and not written while a line is wrong', async () => {
  const file = '编号,账号\nZF-001,clerk-11\nZF-002,nobody\nZF-003,\nZF-001,clerk-12\nZF-004,13800000011'
  expect((await preview(file)).body).toEqual({
    rows: [
      { line: 2, name: '黄○○', change: 'new', error: null },
      { line: 3, name: null, change: null, error: 'unknown-account' },
      { line: 4, name: null, change: null, error: 'missing' },
      { line: 5, name: null, change: null, error: 'twice' },
      { line: 6, name: '黄○○', change: null, error: 'twice' },
    ],
    wrong: 4,
  })
  expect(await link(file)).toMatchObject({ status: 409, body: { unmet: ['lines-right'] } })
  expect((await t.owner.query('SELECT * FROM identity.sign_on')).rows).toEqual([])
})

test('once matched they sign in, by login or by phone; the session is one like any other, and needs no second factor of ours', async () => {
  const key = randomUUID()
  const file = 'ZF-001,clerk-11\nZF-002;13800000012\n'
  expect((await link(file, key)).body).toEqual({ linked: 2, same: 0 })
  expect((await link(file, key)).status).toBe(201)
  expect((await link(file)).body).toEqual({ linked: 0, same: 2 })
  const { status, body, page } = await finish('ZF-001')
  expect(status, JSON.stringify(body)).toBe(200)
  expect(body).toMatchObject({ kind: 'staff', name: '黄○○', needsTotp: false })
  expect(body.posts).toHaveLength(1)
  expect((await page.ask('GET', '/sessions')).body).toEqual([expect.objectContaining({ current: true })])
  expect((await finish('ZF-002')).body).toMatchObject({ name: '李○○' })
  const kept = JSON.stringify((await t.owner.query('SELECT * FROM identity.sign_on')).rows)
  const journal = JSON.stringify((await t.owner.query('SELECT * FROM kernel.journal')).rows)
  expect(kept + journal).not.toMatch(/ZF-00/)
  expect(journal).toContain('link-sign-on')
  // signing out says where to sign out over there, for this session and not for one by password
  const out = await page.ask('DELETE', '/session')
  expect(out.body).toMatchObject({ done: true, next: expect.stringContaining(provider.settings.issuer) })
  expect((await page.ask('GET', '/session')).body.kind).toBe('visitor')
})

test('what came back opens once, for the state it was begun with, within ten minutes', async () => {
  const first = await finish('ZF-001')
  expect(first.status).toBe(200)
  const again = (state: string, query: string) => t.browser().ask('POST', '/sessions/oidc', { state, query })
  const refused = { status: 401, body: { type: '/problems/sign-on-refused' } }
  expect(await again(first.begun.state, first.back.search.slice(1))).toMatchObject(refused)
  // another's answer under one's own state
  const mine = await begin()
  const theirs = await begin()
  const back = await signInAtProvider(theirs.url, 'ZF-001')
  expect(await again(mine.state, back.search.slice(1))).toMatchObject(refused)
  const forged = new URLSearchParams(back.search)
  forged.set('state', mine.state)
  expect(await again(mine.state, forged.toString())).toMatchObject(refused)
  expect(await again('a state nobody gave out', 'code=1')).toMatchObject(refused)
  const late = await begin()
  const came = await signInAtProvider(late.url, 'ZF-001')
  const now = t.env.now()
  t.setNow(now + 11 * 60_000)
  expect(await again(late.state, came.search.slice(1))).toMatchObject(refused)
  t.setNow(now)
})

test('a subject that another has is taken; an account that gets a new one loses the old; unlinked, the password stays', async () => {
  expect((await preview('ZF-002,clerk-11')).body.rows).toEqual([
    { line: 1, name: '黄○○', change: null, error: 'taken' },
  ])
  expect((await preview('ZF-007,clerk-11')).body.rows).toMatchObject([{ change: 'moved', error: null }])
  expect((await link('ZF-007,clerk-11')).body).toEqual({ linked: 1, same: 0 })
  expect((await finish('ZF-001')).status).toBe(401)
  expect((await finish('ZF-007')).status).toBe(200)
  const list = (await admin.ask('GET', '/people/sign-on')).body
  expect(list).toMatchObject({ name: '省统一身份认证', claim: 'employee_number' })
  const mine = list.rows.find(({ name }: { name: string }) => name === '黄小明')
  const gone = await admin.ask('POST', `/people/sign-on/${mine.account}/removal`, {}, randomUUID())
  expect(gone.status).toBe(201)
  expect((await finish('ZF-007')).status).toBe(401)
  const byPassword = t.browser()
  const signedIn = await byPassword.ask('POST', '/sessions/password', {
    login: 'clerk-11',
    password: 'a long password',
  })
  expect(signedIn.status).toBe(200)
  expect((await byPassword.ask('DELETE', '/session')).body).toEqual({ done: true, next: null })
})

test('only the county’s administrators say who is whom', async () => {
  const page = t.browser()
  await page.ask('POST', '/sessions/password', { login: 'clerk-12', password: 'a long password' })
  expect((await page.ask('GET', '/people/sign-on')).status).toBe(404)
  expect((await page.ask('POST', '/people/sign-on/previews', { text: 'a,b' })).status).toBe(403)
  expect((await page.ask('POST', '/people/sign-on', { text: 'a,b' }, randomUUID())).status).toBe(403)
})

test('while the provider is away signing in by it says so, and by password it goes on', async () => {
  const away = await tryIdentity({ oidc: openOidc({ ...provider.settings, issuer: 'http://127.0.0.1:9' }) })
  try {
    const page = away.browser()
    const refused = await page.ask('POST', '/sessions/oidc/beginning', { origin })
    expect(refused).toMatchObject({ status: 503, body: { type: '/problems/sign-on-unreachable' } })
    await openStaff(away.env, away.crypto, { county: away.county, login: 'c', name: '黄', password: 'a long password' })
    expect((await page.ask('POST', '/sessions/password', { login: 'c', password: 'a long password' })).status).toBe(200)
  } finally {
    await away.close()
  }
  const without = await tryIdentity()
  expect((await without.browser().ask('GET', '/sessions/oidc')).body).toEqual({ name: null })
  expect((await without.browser().ask('POST', '/sessions/oidc/beginning', { origin })).status).toBe(404)
  await without.close()
})
