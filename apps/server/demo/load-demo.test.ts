import { createIdentity } from '@gongzhi/identity/server'
import { openCrypto } from '@gongzhi/kernel/server/crypto.ts'
import { openSecrets } from '@gongzhi/kernel/server/secrets.ts'
import { buildServer } from '@gongzhi/kernel/server/serve.ts'
import type { TestEnv } from '@gongzhi/kernel/server/testing.ts'
import { testEnv } from '@gongzhi/kernel/server/testing.ts'
import { people, postsOf } from '@gongzhi/people/server'
import { findPlace, loadTerritory, orgFor, servedCounties, territory } from '@gongzhi/territory/server'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadPeople } from './load-people.ts'
import { loadPlaces } from './load-places.ts'

const jinlin = '441226103213'
let t: TestEnv
let app: FastifyInstance
let tookMs = 0

const crypto = openCrypto(openSecrets('', { GONGZHI_KEY: '5a'.repeat(32) }))
const identity = createIdentity({
  crypto,
  demo: true,
  postsOf,
  placeName: async (_env, code) => findPlace(code)?.short,
})
const modules = [
  territory,
  identity.module,
  people({ crypto, openName: (sealed) => crypto.decrypt('identity.name', sealed) }),
]
const visitor = { actor: { kind: 'visitor' as const, county: '', account: null, posts: [] }, session: null, name: null }

beforeAll(async () => {
  t = await testEnv({ modules })
  const before = performance.now()
  await loadPlaces(t.url)
  tookMs = performance.now() - before
  await loadTerritory(t.env)
  await loadPeople(t.env, crypto)
  app = await buildServer({
    env: t.env,
    modules,
    whoIs: (token) => identity.whoIs(t.env, token),
    visitor,
    demo: true,
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

const get = async (path: string) => (await app.inject({ method: 'GET', url: `/api${path}` })).json()
const count = async (sql: string) => (await t.owner.query(`SELECT count(*)::int AS n FROM ${sql}`)).rows[0].n as number

test('five counties are served, with every organisation of every place, within three seconds', async () => {
  expect(servedCounties().map(({ short }) => short)).toEqual(['卓资县', '化德县', '法库县', '德庆县', '游仙区'])
  expect(await count('territory.organisation')).toBe(
    // and the council of 石龙村
    1 + 5 * 23 + (8 + 7 + 19 + 13 + 15) * 8 + (119 + 96 + 245 + 193 + 195) * 5,
  )
  expect(tookMs).toBeLessThan(3000)
})

test('德庆 has its 209 studios over four kinds of host and no town or village without one (B03)', async () => {
  const { total, byHost, without, studios } = await get('/territory/studios?county=441226')
  expect({ total, byHost, without }).toEqual({
    total: 209,
    byHost: { town: 13, village: 193, department: 2, enterprise: 1 },
    without: [],
  })
  expect(new Set(studios.map((studio: { id: string }) => studio.id)).size).toBe(209)
  expect((await get('/territory/studios?county=510704')).without.length).toBe(15 + 195 - 3)
})

test('every village has a drawn point near its county, and grids where the demo shows them', async () => {
  expect(
    await count("territory.division WHERE level = 'village' AND point_lat IS NULL AND county IN ('441226', '510704')"),
  ).toBe(0)
  expect(await get('/territory/nearest?county=510704&lat=31.47&lng=104.77')).toMatchObject({
    schematic: true,
    level: 'village',
  })
  for (const village of [jinlin, '441226103001', '510704123206']) {
    const grids = await get(`/territory/grids?village=${village}`)
    expect([2, 3]).toContain(grids.length)
  }
})

test('every post of the demo sits in an organisation that stands, and is held by one invented person', async () => {
  const { rows } = await t.owner.query('SELECT org, prefix FROM people.post')
  expect(rows.length).toBeGreaterThan(60)
  expect(
    await count(
      'people.post p WHERE NOT EXISTS (SELECT FROM territory.organisation o WHERE o.county = p.county AND o.id = p.org)',
    ),
  ).toBe(0)
  expect(await count('people.holding')).toBe(rows.length)
  expect(await count('identity.account WHERE demo_title IS NULL')).toBe(0)
})

test('demo sign-ins say who each person is: 金林村 has its whole chain, and residents have their village', async () => {
  const list: {
    account: string
    county: string
    role: string
    place: string
    title: string
    entry: string
    name: string
  }[] = await get('/demo/people')
  const rolesAt = (place: string) =>
    list
      .filter((p) => p.place === place && p.entry === 'work')
      .map(({ role }) => role)
      .sort()
  expect(rolesAt('金林村')).toEqual([
    'branch-secretary',
    'grid-worker',
    'grid-worker',
    'village-chair',
    'village-clerk',
    'village-committee-member',
    'village-supervisor',
  ])
  expect(rolesAt('官圩镇')).toEqual([
    'delegate',
    'studio-keeper',
    'town-clerk',
    'town-dispatcher',
    'town-dispatcher',
    'town-leader',
    'unit-worker',
    'unit-worker',
    'unit-worker',
  ])
  expect(list.filter((p) => p.entry === 'resident' && p.county === '441226')).toHaveLength(12)
  expect(new Set(list.map(({ county }) => county)).size).toBe(5)
  expect(new Set(list.map(({ name }) => name)).size).toBe(list.length)

  const clerk = list.find((p) => p.title === '金林村 代办员')
  const signedIn = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account: clerk?.account } })
  expect(signedIn.statusCode).toBe(200)
  expect(signedIn.json().posts).toMatchObject([
    { org: orgFor(jinlin, 'village', 'service'), orgName: '金林村便民服务站', role: 'village-clerk' },
  ])
})

test('loading the demo again, a year later too, changes nothing', async () => {
  const figures = async () => [
    await count('territory.organisation'),
    await count('territory.studio'),
    await count('people.holding'),
    await count('identity.account'),
    await count('kernel.journal'),
  ]
  const before = await figures()
  t.setNow('2027-11-20T09:00:00+08:00')
  await loadPlaces(t.url)
  await loadPeople(t.env, crypto)
  expect(await figures()).toEqual(before)
})
