import { createIdentity, openStaff } from '@gongzhi/identity/server'
import { systemActor } from '@gongzhi/kernel/reach.ts'
import { openCrypto } from '@gongzhi/kernel/server/crypto.ts'
import { relayOnce, sweepOnce } from '@gongzhi/kernel/server/jobs.ts'
import { brokenChains } from '@gongzhi/kernel/server/journal.ts'
import type { Caller } from '@gongzhi/kernel/server/module.ts'
import { openSecrets } from '@gongzhi/kernel/server/secrets.ts'
import { buildServer } from '@gongzhi/kernel/server/serve.ts'
import type { TestEnv } from '@gongzhi/kernel/server/testing.ts'
import { testEnv } from '@gongzhi/kernel/server/testing.ts'
import { organisationKinds, organisationName } from '@gongzhi/territory/rules'
import {
  findPlace,
  loadDivisions,
  loadOrganisations,
  loadTerritory,
  packagedDivisions,
  territory,
} from '@gongzhi/territory/server'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appoint, insertPosts, people, postsOf } from './index.ts'

const county = '441226'
const town = '441226103'
const jinlin = '441226103213'
const jinxi = '441226103214'
const term = { from: '2026-01-01', until: '2030-12-31' }

let t: TestEnv
let app: FastifyInstance
const crypto = openCrypto(openSecrets('', { GONGZHI_KEY: '5a'.repeat(32) }))
const identity = createIdentity({
  crypto,
  demo: false,
  postsOf,
  placeName: async (_env, code) => findPlace(code)?.short,
})
const modules = [
  territory,
  identity.module,
  people({ openName: (sealed) => crypto.decrypt('identity.name', sealed), crypto }),
]
const ids: Record<string, string> = {}

const post = (org: string, role: string, prefix: string, title = role) => ({
  id: `${org}.${role}`,
  org,
  role,
  title,
  prefix,
})
const chair = post(`${jinlin}.committee`, 'village-chair', jinlin, '村委会主任')
const member = post(`${jinlin}.committee`, 'village-committee-member', jinlin, '村委会委员')
const supervisor = post(`${jinlin}.supervision`, 'village-supervisor', jinlin, '村监委委员')
const clerk = post(`${jinlin}.service`, 'village-clerk', jinlin, '代办员')
const chairOfJinxi = post(`${jinxi}.committee`, 'village-chair', jinxi, '村委会主任')
const leader = post(`${town}000.government`, 'town-leader', town, '镇长')
const admin = post(`${county}000000.government`, 'county-admin', county, '县级管理员')
const otherTown = post('441226101000.government', 'town-clerk', '441226101', '镇文书')

beforeAll(async () => {
  t = await testEnv({ modules, now: '2026-11-20T09:00:00+08:00' })
  const divisions = packagedDivisions()
  await loadDivisions(t.url, divisions)
  const write = async (s: { text: string; values: readonly unknown[] }) => t.owner.query(s.text, s.values as unknown[])
  const orgs = divisions
    .filter((d) => d.code.startsWith(county))
    .flatMap((d) =>
      organisationKinds(d.level).map((kind) => ({
        county,
        seat: d.code,
        kind,
        name: organisationName(d.level, kind, d),
        phone: null,
      })),
    )
  await write(loadOrganisations(orgs, '2023-06-30'))
  await loadTerritory(t.env)
  await write(insertPosts([chair, member, supervisor, clerk, chairOfJinxi, leader, admin, otherTown]))
  for (const [login, name] of [
    ['admin', '黄示例'],
    ['leader', '李示例'],
    ['a', '陈示例'],
    ['b', '林示例'],
    ['c', '梁示例'],
    ['d', '何示例'],
  ] as const) {
    ids[login] = await openStaff(t.env, crypto, { county, login, name })
  }
  const system = systemActor(county)
  await appoint(
    t.env,
    { post: admin.id, account: ids.admin ?? '', ...term, kin: [] },
    { actor: system, key: 'first-admin' },
  )
  await appoint(
    t.env,
    { post: leader.id, account: ids.leader ?? '', ...term, kin: [] },
    { actor: system, key: 'first-leader' },
  )
  const whoIs = async (token: string): Promise<Caller | undefined> => {
    const account = ids[token]
    if (!account) return undefined
    return {
      actor: { kind: 'staff', county, account, posts: await postsOf(t.env, county, account) },
      session: token,
      name: null,
    }
  }
  const visitor: Caller = { actor: { kind: 'visitor', county, account: null, posts: [] }, session: null, name: null }
  app = await buildServer({
    env: t.env,
    modules,
    whoIs,
    visitor,
    demo: false,
    perMinute: 10_000,
    strict: true,
    ready: async () => true,
    log: () => undefined,
  })
})
afterAll(async () => {
  await app?.close()
  await t?.close()
})

let keys = 0
const put = async (
  as: string,
  to: { id: string },
  who: string,
  more: Record<string, unknown> = {},
  key = `people-key-${keys++}`,
) => {
  const reply = await app.inject({
    method: 'POST',
    url: `/api/posts/${to.id}/holders`,
    cookies: { gongzhi: as },
    headers: { 'idempotency-key': key },
    payload: { account: ids[who], ...term, ...more },
  })
  return { status: reply.statusCode, body: reply.json() }
}
const end = async (as: string, holding: string, key = `people-key-${keys++}`) => {
  const reply = await app.inject({
    method: 'POST',
    url: `/api/holdings/${holding}/ending`,
    cookies: { gongzhi: as },
    headers: { 'idempotency-key': key },
    payload: { reason: '工作调动' },
  })
  return { status: reply.statusCode, body: reply.json() }
}
const get = async (path: string, as?: string) =>
  (await app.inject({ method: 'GET', url: `/api${path}`, ...(as ? { cookies: { gongzhi: as } } : {}) })).json()
const rolesOf = async (who: string) => (await postsOf(t.env, county, ids[who] ?? '')).map((held) => held.role)

test('who fills posts opens an account once a key, and the slip can be read again until it was used; others may not', async () => {
  const open = async (as: string, body: object, key: string) => {
    const reply = await app.inject({
      method: 'POST',
      url: '/api/people',
      cookies: { gongzhi: as },
      headers: { 'idempotency-key': key },
      payload: body,
    })
    return { status: reply.statusCode, body: reply.json() }
  }
  const her = { name: '区示例', phone: '13800000071' }
  const first = await open('admin', her, 'open-account-1')
  expect(first.status).toBe(201)
  expect(first.body.login).toMatch(/^441226-[0-9a-z]{6}$/)
  expect(await open('admin', her, 'open-account-1')).toEqual(first)
  expect((await open('admin', { ...her, name: '别示例' }, 'open-account-1')).status).toBe(422)
  expect((await open('admin', her, 'open-account-2')).body.unmet).toEqual(['phone-new'])
  expect((await open('leader', { ...her, phone: '13800000072' }, 'open-account-1')).body.account).not.toBe(
    first.body.account,
  )
  expect((await open('d', { ...her, phone: '13800000073' }, 'open-account-3')).status).toBe(403)
})

test('a town’s leader fills a post of the town, and from that moment the person holds it', async () => {
  const done = await put('leader', chair, 'a', {}, 'key-of-the-chair')
  expect(done).toMatchObject({ status: 201, body: { state: 'in-office', seq: 1 } })
  expect(done.body.number).toMatch(/^2026-P-\d{4}$/)
  expect(await postsOf(t.env, county, ids.a ?? '')).toMatchObject([
    { id: chair.id, prefix: jinlin, orgName: '金林村委会', title: '村委会主任' },
  ])
  expect((await put('leader', chair, 'a', {}, 'key-of-the-chair')).body).toEqual(done.body)
  expect((await put('leader', chair, 'b', {}, 'key-of-the-chair')).status).toBe(422)
})

test('a key that somebody spent out of sight is refused, not broken', async () => {
  expect((await put('admin', otherTown, 'd', {}, 'key-out-of-sight')).status).toBe(201)
  expect((await put('leader', clerk, 'd', {}, 'key-out-of-sight')).status).toBe(422)
})

test('a town’s leader fills no post of another town, nor the leader’s own; a clerk fills none', async () => {
  expect(await put('leader', otherTown, 'b')).toMatchObject({ status: 403, body: { act: 'appoint' } })
  expect((await put('leader', leader, 'b')).status).toBe(403)
  expect((await put('a', clerk, 'b')).status).toBe(403)
  expect((await put('admin', { id: `${jinlin}.service.nothing` }, 'b')).status).toBe(404)
})

test('every obstacle is said at once, with the article of incompatible posts', async () => {
  const refused = await put('admin', supervisor, 'a', { until: '2036-01-01' })
  expect(refused.status).toBe(409)
  expect(refused.body.unmet).toEqual(['term-five-years', 'incompatible:village-chair'])
  expect(refused.body.articles).toMatchObject([
    { law: '村民委员会组织法', article: '37', with: 'village-chair', kin: false },
  ])
  expect((await put('admin', chair, 'b')).body.unmet).toEqual(['post-vacant'])
  expect((await put('admin', clerk, 'admin')).body.unmet).toEqual(['not-oneself'])
  expect((await put('admin', clerk, 'b', { from: '2026-02-01', until: '2026-01-01' })).status).toBe(400)
})

test('a declared near relative of the committee does not become its supervisor, and the journal does not say whose', async () => {
  expect((await put('admin', supervisor, 'b', { kin: [ids.a] })).body).toMatchObject({
    unmet: ['incompatible:village-chair'],
    articles: [{ article: '37', kin: true }],
  })
  expect((await put('admin', supervisor, 'b')).status).toBe(201)
  expect((await put('admin', member, 'c', { kin: [ids.b] })).body.unmet).toEqual(['incompatible:village-supervisor'])
  const { rows } = await t.owner.query("SELECT data FROM kernel.journal WHERE act = 'appoint'")
  expect(rows.every(({ data }) => typeof data.kin === 'number')).toBe(true)
})

test('of two people appointed to one post at the same moment one gets it', async () => {
  const results = await Promise.all([put('admin', clerk, 'c'), put('leader', clerk, 'd')])
  expect(results.map((r) => r.status).sort()).toEqual([201, 409])
  const roles = [...(await rolesOf('c')), ...(await rolesOf('d'))]
  expect(roles.filter((role) => role === 'village-clerk')).toHaveLength(1)
})

test('visitors read masked names of holders, staff of the county read them in full', async () => {
  const shown = (rows: { id: string; holder: string | null }[]) => rows.find((row) => row.id === chair.id)?.holder
  expect(shown(await get(`/posts?seat=${jinlin}`))).toBe('陈○○')
  expect(shown(await get(`/posts?seat=${jinlin}`, 'leader'))).toBe('陈示例')
  expect(await get(`/people?q=${encodeURIComponent('林示')}`, 'leader')).toEqual([
    { account: ids.b, name: '林示例', posts: ['金林村村务监督委员会 村监委委员'] },
  ])
})

test('a term is ended before its time with a reason, once, and the history stays', async () => {
  const { holders } = await get(`/posts/${supervisor.id}`, 'leader')
  const [held] = holders
  expect((await end('c', held.id)).status).toBeGreaterThanOrEqual(403)
  expect(await end('leader', held.id)).toMatchObject({ status: 201, body: { state: 'ended', seq: 2 } })
  expect((await end('leader', held.id)).body).toMatchObject({ status: 409, unmet: ['state'] })
  expect(await rolesOf('b')).toEqual([])
  expect((await get(`/posts/${supervisor.id}`, 'leader')).holders).toMatchObject([
    { name: '林示例', ended: '2026-11-20' },
  ])
  // and the post is free again from that day
  expect((await put('admin', supervisor, 'd', { from: '2026-11-20' })).status).toBe(201)
})

test('when villages are merged their posts go on at the new one and the old stretch stays readable (I06)', async () => {
  expect((await put('admin', chairOfJinxi, 'b')).status).toBe(201)
  const fresh = '441226103290'
  const merged = await app.inject({
    method: 'POST',
    url: '/api/territory/merges',
    cookies: { gongzhi: 'admin' },
    headers: { 'idempotency-key': 'key-merge-for-people' },
    payload: { from: [jinlin, jinxi], into: { code: fresh, name: '金新村委会' }, on: '2026-11-20', basis: '示例批复' },
  })
  expect(merged.statusCode).toBe(201)
  const failures: unknown[] = []
  await relayOnce(
    t.env,
    modules.flatMap((m) => m.listeners ?? []),
    (error) => failures.push(error),
  )
  expect(failures).toEqual([])
  expect(await postsOf(t.env, county, ids.a ?? '')).toMatchObject([
    { id: chair.id, org: `${fresh}.committee`, orgName: '金新村委会', prefix: fresh, former: [jinlin] },
  ])
  expect(await postsOf(t.env, county, ids.b ?? '')).toMatchObject([{ prefix: fresh, former: [jinxi] }])
  const { rows } = await t.owner.query(
    'SELECT d.unit_code, d.seq FROM kernel.docket d JOIN people.holding h ON h.county = d.county AND h.id = d.id WHERE h.account = $1 AND h.ended_on IS NULL',
    [ids.a],
  )
  expect(rows).toEqual([{ unit_code: fresh, seq: 2 }])
  // a second relay finds only what the first one's acts said, and moves nothing again
  await relayOnce(
    t.env,
    modules.flatMap((m) => m.listeners ?? []),
    (error) => failures.push(error),
  )
  expect(failures).toEqual([])
  expect((await postsOf(t.env, county, ids.a ?? ''))[0]?.former).toEqual([jinlin])
})

test('a term that has run out ends by the clock, exactly once', async () => {
  const acts = modules.flatMap((m) => m.acts ?? [])
  const failures: unknown[] = []
  t.setNow('2030-12-31T23:59:00+08:00')
  expect(await sweepOnce(t.env, acts, county, (error) => failures.push(error))).toBe(0)
  expect(await rolesOf('a')).toEqual(['village-chair'])
  t.setNow('2031-01-01T00:00:30+08:00')
  expect(await rolesOf('a')).toEqual([])
  const rung = await sweepOnce(t.env, acts, county, (error) => failures.push(error))
  expect(rung).toBeGreaterThan(3)
  expect(await sweepOnce(t.env, acts, county, (error) => failures.push(error))).toBe(0)
  expect(failures).toEqual([])
  const { rows } = await t.owner.query("SELECT DISTINCT state FROM kernel.docket WHERE kind = 'holding'")
  expect(rows).toEqual([{ state: 'ended' }])
})

test('after all of this every chain of the journal holds', async () => {
  const broken = await t.env.db.within({ scopes: [county], orgs: [], account: null }, async (tx) => {
    const found: unknown[] = []
    for await (const place of brokenChains(tx, county)) found.push(place)
    return found
  })
  expect(broken).toEqual([])
})
