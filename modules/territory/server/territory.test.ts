import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Caller } from '@gongzhi/kernel/server/module.ts'
import { buildServer } from '@gongzhi/kernel/server/serve.ts'
import type { TestEnv } from '@gongzhi/kernel/server/testing.ts'
import { testEnv } from '@gongzhi/kernel/server/testing.ts'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { organisationKinds, organisationName } from '../rules/organisations.ts'
import {
  currentCode,
  findOrg,
  loadDivisions,
  loadGrids,
  loadOrganisations,
  loadStudios,
  loadTerritory,
  orgFor,
  orgsAt,
  packagedDivisions,
  setPoints,
  territory,
} from './index.ts'
import { refreshTerritory } from './places.ts'

const county = '441226'
const jinlin = '441226103213'
const jinxi = '441226103214'
const jinguang = '441226103215'
const fresh = '441226103290'

let t: TestEnv
let app: FastifyInstance

const staff = (role: string, prefix: string, of = county): Caller => {
  const account = '00000000-0000-7000-8000-000000000001'
  const actor: Actor = {
    kind: 'staff',
    county: of,
    account,
    posts: [{ id: 'p', org: `${of}000000.government`, role, prefix }],
  }
  return { actor, session: 's', name: '黄○○' }
}
const callers: Record<string, Caller> = {
  admin: staff('county-admin', county),
  town: staff('town-leader', '441226103'),
  other: staff('county-admin', '510704', '510704'),
}
const visitor: Caller = { actor: { kind: 'visitor', county, account: null, posts: [] }, session: null, name: null }

beforeAll(async () => {
  t = await testEnv({ modules: [territory] })
  const divisions = packagedDivisions()
  await loadDivisions(t.url, divisions)
  const orgs = divisions
    .filter((d) => d.code.startsWith(county))
    .flatMap((d) =>
      organisationKinds(d.level).map((kind) => ({
        county,
        seat: d.code,
        kind,
        name: organisationName(d.level, kind, d),
        phone: '0758-0000001',
      })),
    )
  const write = async (s: { text: string; values: readonly unknown[] }) => t.owner.query(s.text, s.values as unknown[])
  await write(loadOrganisations(orgs, '2023-06-30'))
  await write(
    setPoints(
      [
        { code: jinlin, lat: 23.2, lng: 111.6 },
        { code: jinxi, lat: 23.3, lng: 111.8 },
      ],
      true,
    ),
  )
  await write(
    loadGrids(
      [jinlin, jinxi].map((village) => ({
        code: `${village}01`,
        village,
        name: '第一网格',
        area: '一至三组',
        phone: null,
        supervision: null,
        groups: [1, 2, 3],
      })),
    ),
  )
  await write(
    loadStudios([
      {
        id: 'S1',
        hostKind: 'village',
        host: jinlin,
        name: '金林村党代表工作室',
        seat: jinlin,
        hours: '每周三上午',
        delegates: ['黄○○', '李○○'],
        capacity: 6,
      },
    ]),
  )
  await loadTerritory(t.env)
  app = await buildServer({
    env: t.env,
    modules: [territory],
    whoIs: async (token) => callers[token],
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

const get = async (path: string, as?: string) => {
  const reply = await app.inject({
    method: 'GET',
    url: `/api/territory${path}`,
    ...(as ? { cookies: { gongzhi: as } } : {}),
  })
  return { status: reply.statusCode, body: reply.json() }
}
const merge = async (body: Record<string, unknown>, key: string, as = 'admin') => {
  const reply = await app.inject({
    method: 'POST',
    url: '/api/territory/merges',
    cookies: { gongzhi: as },
    headers: { 'idempotency-key': key },
    payload: { on: '2026-11-01', basis: '德府函〔2026〕1号（示例）', ...body },
  })
  return { status: reply.statusCode, body: reply.json() }
}

test.each(['jinlin', 'jl', '金林'])('a village is found by “%s”: characters, pinyin or initials', async (q) => {
  const { body } = await get(`/places?parent=441226000000&q=${encodeURIComponent(q)}`)
  expect(body.map(({ short, latin }: { short: string; latin: string }) => `${short} ${latin}`)).toContain(
    '金林村 Jinlin Cun',
  )
})

test('only counties with organisations are served', async () => {
  expect((await get('/counties')).body).toEqual([
    { code: '441226000000', name: '德庆县', short: '德庆县', latin: 'Deqing Xian', level: 'county' },
  ])
})

test('a division shows the ones above it, the ones below it, and is found by a part of its name', async () => {
  const { body } = await get(`/places/${jinlin}`)
  expect(body.path.map((p: { short: string }) => p.short)).toEqual(['广东省', '肇庆市', '德庆县', '官圩镇', '金林村'])
  expect((await get('/places?parent=441226000000')).body).toHaveLength(13)
  const found = (await get(`/places?parent=441226000000&q=${encodeURIComponent('金林')}`)).body
  expect(found.map((p: { code: string }) => p.code)).toEqual([jinlin])
  expect((await get('/places/999999999999')).status).toBe(404)
})

test('a point the person gives finds the nearest village, and says that points are drawn', async () => {
  const { body } = await get(`/nearest?county=${county}&lat=23.21&lng=111.61`)
  expect(body).toMatchObject({ code: jinlin, schematic: true })
  expect(body.metres).toBeGreaterThan(1400)
  expect(body.metres).toBeLessThan(1600)
  expect((await get('/nearest?county=441226&lat=91&lng=0')).status).toBe(400)
  expect((await get('/nearest?county=999999&lat=23&lng=111')).body).toBeNull()
})

test('every village, town and county has its organisations at ids that say where and what', async () => {
  expect(orgFor(jinlin, 'village', 'service')).toBe(`${jinlin}.service`)
  expect(orgFor(jinlin, 'town', 'power')).toBe('441226103000.power')
  expect(orgFor(jinlin, 'county', 'water-works')).toBe('441226000000.water-works')
  expect(orgFor('441226103000', 'village', 'service')).toBeUndefined()
  const { body } = await get(`/orgs?seat=${jinlin}`)
  expect(body.map((o: { kind: string }) => o.kind).sort()).toEqual([
    'branch',
    'committee',
    'grid',
    'service',
    'supervision',
  ])
  expect(findOrg(`${jinlin}.service`)?.name).toBe('金林村便民服务站')
})

test('coverage of studios lists the towns and villages without one', async () => {
  const { body } = await get(`/studios?county=${county}&unit=441226103`)
  expect(body).toMatchObject({ total: 1, byHost: { village: 1 } })
  expect(body.without).toHaveLength(1 + 25 - 1)
  expect(body.studios[0]).toMatchObject({ hostName: '金林村', delegates: ['黄○○', '李○○'] })
})

test('another post than the county’s administrators cannot merge villages, nor can another county’s', async () => {
  const into = { code: fresh, name: '金新村委会' }
  expect(await merge({ from: [jinlin, jinxi], into }, 'key-of-the-town', 'town')).toMatchObject({
    status: 403,
    body: { act: 'merge' },
  })
  const foreign = await merge({ from: [jinlin, jinxi], into }, 'key-of-another', 'other')
  expect(foreign.status).toBe(400)
  expect(foreign.body.errors.map((e: { code: string }) => e.code)).toEqual([
    'other-county',
    'other-county',
    'other-county',
  ])
})

test('everything wrong with a merger is answered at once and nothing changes', async () => {
  const into = { code: '441226199201', name: '金新村委会' }
  const { status, body } = await merge(
    { from: [jinlin, jinlin, '441226103299'], into, on: '2027-01-01' },
    'key-all-wrong',
  )
  expect(status).toBe(400)
  expect(body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`)).toEqual([
    '/body/from/1 duplicated',
    '/body/from/2 unknown',
    '/body/into/code no-such-town',
    '/body/on in-the-future',
  ])
  const { rows } = await t.owner.query('SELECT count(*)::int AS n FROM territory.division WHERE valid_to IS NOT NULL')
  expect(rows[0].n).toBe(0)
})

test('two villages become a new one: old codes resolve, organisations have successors, grids keep their codes (I06)', async () => {
  const into = { code: fresh, name: '金新村委会' }
  const done = await merge({ from: [jinlin, jinxi], into }, 'key-of-the-merger')
  expect(done).toMatchObject({ status: 201, body: { number: '2026-Q-0001', state: 'merged', seq: 1 } })

  const old = (await get(`/places/${jinlin}`)).body
  expect(old).toMatchObject({ short: '金林村', validTo: '2026-11-01', successor: { code: fresh, short: '金新村' } })
  expect(currentCode(jinxi)).toBe(fresh)
  expect((await get('/places?parent=441226103000')).body.map((p: { code: string }) => p.code)).not.toContain(jinlin)
  expect(orgFor(jinlin, 'village', 'service')).toBe(`${fresh}.service`)
  expect(orgsAt(jinlin)).toEqual([])
  expect(findOrg(`${jinlin}.branch`)).toMatchObject({ validTo: '2026-11-01', successor: `${fresh}.branch` })
  expect(findOrg(`${fresh}.committee`)).toMatchObject({ name: '金新村委会', validTo: null })
  const grids = (await get(`/grids?village=${fresh}`)).body
  expect(grids.map((g: { code: string }) => g.code)).toEqual([`${jinlin}01`, `${jinxi}01`])
  expect((await get(`/studios?county=${county}&unit=${fresh}`)).body).toMatchObject({ total: 1, without: [] })
  expect((await get(`/nearest?county=${county}&lat=23.25&lng=111.7`)).body).toMatchObject({ code: fresh, metres: 0 })

  const again = await merge({ from: [jinlin, jinxi], into }, 'key-of-the-merger')
  expect(again.body).toEqual(done.body)
  expect((await merge({ from: [jinguang], into }, 'key-of-the-merger')).status).toBe(422)
  expect((await merge({ from: [jinlin, jinguang], into }, 'key-after-the-merger')).body).toMatchObject({
    status: 409,
    unmet: ['in-force'],
    ended: [jinlin],
  })

  const { body: list } = await get('/merges', 'town')
  expect(list).toHaveLength(1)
  expect(list[0]).toMatchObject({
    number: '2026-Q-0001',
    from: [{ code: jinlin }, { code: jinxi }],
    into: { code: fresh },
  })
  expect((await get('/merges', 'other')).body).toEqual([])
})

test('of two mergers of the same village at the same moment one is done and one refused', async () => {
  const from = ['441226103216', '441226103217']
  const results = await Promise.all([
    merge({ from, into: { code: '441226103291', name: '直琅村委会' } }, 'key-race-first'),
    merge({ from, into: { code: '441226103292', name: '琅直村委会' } }, 'key-race-second'),
  ])
  expect(results.map((r) => r.status).sort()).toEqual([201, 409])
  const { rows } = await t.owner.query(
    "SELECT code FROM territory.division WHERE code IN ('441226103291', '441226103292')",
  )
  expect(rows).toHaveLength(1)
})

test('a village merged into one that stays keeps that one’s code and may give it a new name', async () => {
  const done = await merge(
    { from: ['441226103218', jinguang], into: { code: jinguang, name: '金光新村委会' } },
    'key-into-one',
  )
  expect(done.status).toBe(201)
  expect((await get(`/places/${jinguang}`)).body).toMatchObject({ name: '金光新村委会', validTo: null })
  expect(currentCode('441226103218')).toBe(jinguang)
})

test('loading the divisions again undoes no merger', async () => {
  const { changed } = await loadDivisions(t.url, packagedDivisions())
  expect(changed).toBe(0)
  expect((await get(`/places/${jinlin}`)).body.successor.code).toBe(fresh)
})

test('another process reads again when, and only when, something changed', async () => {
  await refreshTerritory(t.env)
  expect(await refreshTerritory(t.env)).toBe(false)
  await loadDivisions(t.url, [
    { code: '441226103299', name: '试验村委会', level: 'village', parent: '441226103000', category: null },
  ])
  expect(await refreshTerritory(t.env)).toBe(true)
  expect((await get('/places/441226103299')).body.short).toBe('试验村')
})
