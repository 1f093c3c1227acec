import { randomUUID } from 'node:crypto'
import { media } from '@gongzhi/kernel/endpoint.ts'
import { findPlace, listUnder } from '@gongzhi/territory/server'
import Excel from 'exceljs'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deqing, guanxu, jinlin, jinxi, openTestHouse, type TestHouse } from './testing-house.ts'

/* People, grids and divisions come in from Excel: every fault by its cell first, then written once, slips to hand over. */

let h: TestHouse
let app: FastifyInstance
const cookies = new Map<string, string>()
type Who = { account: string | null }

beforeAll(async () => {
  h = await openTestHouse('2026-11-16T09:00:00+08:00')
  app = await h.serve()
})
afterAll(async () => {
  await app?.close()
  await h?.close()
})

const admin = () => h.at(`${deqing}000000.government.county-admin`)
const cookieOf = async (who: Who): Promise<string> => {
  const known = cookies.get(who.account ?? '')
  if (known) return known
  const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account: who.account } })
  const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? ''
  cookies.set(who.account ?? '', cookie)
  return cookie
}
const get = async (url: string, who: Who = admin()) =>
  app.inject({ method: 'GET', url: `/api${url}`, headers: { cookie: await cookieOf(who) } })
const post = async (url: string, payload: object | Buffer, type?: string, who: Who = admin()) =>
  app.inject({
    method: 'POST',
    url: `/api${url}`,
    payload,
    headers: {
      cookie: await cookieOf(who),
      'idempotency-key': randomUUID(),
      ...(type ? { 'content-type': type } : {}),
    },
  })
const sheet = async (...rows: unknown[][]): Promise<Buffer> => {
  const book = new Excel.Workbook()
  book.addWorksheet('表1').addRows(rows)
  return Buffer.from(await book.xlsx.writeBuffer())
}
const bring = async (kind: string, ...rows: unknown[][]) => {
  const reply = await post(`/imports?kind=${kind}&file=${kind}.xlsx`, await sheet(...rows), media.sheet)
  expect(reply.statusCode, reply.body).toBe(201)
  const { id } = reply.json()
  return { id, ...(await get(`/imports/${id}`)).json() }
}
const write = async (id: string) => {
  expect((await post(`/imports/${id}/confirmation`, { skip: false })).statusCode).toBe(201)
  for (const chore of h.house.modules.flatMap((m) => m.chores ?? []).filter((one) => one.id === 'documents.write-rows'))
    await chore.run(h.env)
  return (await get(`/imports/${id}`)).json()
}
type Faults = { list: { cell: string; code: string; right: string }[] }
const faults = ({ list }: Faults) => list.map(({ cell, code }) => `${cell.replace('表1 ', '')} ${code}`)

const people = ['姓名', '手机号', '村（社区）', '岗位', '任期从', '任期到']

test('every fault of every row of people is named by its cell, incompatible posts with their article; nothing is written', async () => {
  const held = () => h.rows('SELECT count(*) FROM people.holding')
  const before = await held()
  const found = await bring(
    'people',
    people,
    ['陈示例', '13800000011', '金西村', '村（居）委会委员', '2026-01-01', '2030-12-31'],
    ['林', '1380000', '没有这个村', '代办员', '2026-01-01', '2025-01-01'],
    ['何示例', '13800000012', jinxi, '村长', '2026-01-01', '2030-12-31'],
    ['区示例', '13800000013', '金林村', '村委会主任', '2026-01-01', '2030-12-31'],
    ['莫示例', '13800000014', '金西村', '村（居）委会委员', '2026-01-01', '2040-12-31'],
  )
  expect(faults(found)).toEqual(expect.arrayContaining(['B3 no-phone', 'D4 no-post', 'D5 post-filled']))
  expect(found.faulty).toBeGreaterThanOrEqual(3)
  expect(await held()).toEqual(before)
})

test('people come in: accounts opened once, appointed by whoever imports, first passwords on slips until the first sign-in', async () => {
  const open = await h.rows<{ id: string; title: string; org: string }>(
    `SELECT p.id, p.title, p.org FROM people.post p WHERE p.county = $1 AND p.org LIKE $2 AND NOT EXISTS
       (SELECT FROM people.holding x WHERE x.post = p.id AND x.ended_on IS NULL) ORDER BY p.id`,
    [deqing, `${jinxi}%`],
  )
  const seat = open[0]
  if (!seat) {
    // the neighbour village has no vacant post in the demo: add one as a county would
    await h.rows(
      `INSERT INTO people.post (county, id, org, role, title, prefix) VALUES ($1, $2 || '.service.village-clerk.2', $2 || '.service', 'village-clerk', '代办员（二）', $2)`,
      [deqing, jinxi],
    )
  }
  const title = seat?.title ?? '代办员（二）'
  const row = ['陈示例', '138 0000 0011', '金西村', title, '2026/1/1', '2030年12月31日']
  const found = await bring('people', people, row)
  expect(found, JSON.stringify(found.list)).toMatchObject({ fresh: 1, faulty: 0 })
  expect(await write(found.id)).toMatchObject({ state: 'written', done: 1, failed: 0, slips: true })
  const slips = (await get(`/imports/${found.id}/slips`)).json()
  expect(slips).toMatchObject([{ name: '陈示例', password: expect.stringMatching(/^.{4}-.{4}-.{4}-.{4}$/) }])
  // nobody else reads them, be it another administrator
  const other = h.at(`${guanxu}000.government.town-leader`)
  expect((await get(`/imports/${found.id}/slips`, other)).statusCode).toBe(404)
  const signIn = (password: string) =>
    app.inject({ method: 'POST', url: '/api/sessions/password', payload: { login: slips[0].login, password } })
  expect((await signIn('wrong-password')).statusCode).toBe(401)
  expect((await signIn(slips[0].password)).statusCode, 'the slip opens the door').toBeLessThan(300)
  // the same sheet again changes nothing
  expect(await bring('people', people, row)).toMatchObject({ fresh: 0, same: 1, faulty: 0 })
  const held = await h.rows(`SELECT actor FROM kernel.journal WHERE act = 'appoint' AND actor = $1`, [admin().account])
  expect(held).toHaveLength(1)
})

test('incompatible posts are refused in the preview with the article of the law (§6)', async () => {
  const chair = h.at(`${jinlin}.committee.village-chair`)
  await h.rows(`UPDATE people.holding SET ended_on = '2026-11-15', reason = '换届' WHERE post = $1`, [
    `${jinlin}.supervision.village-supervisor`,
  ])
  // the chair's own phone: whoever sits in the committee does not supervise it
  const [row] = await h.rows<{ login: string }>('SELECT login FROM identity.account WHERE id = $1', [chair.account])
  expect(row?.login).toBeTruthy()
  const phone = '13800000077'
  await h.rows('UPDATE identity.account SET phone_hash = $2 WHERE id = $1', [
    chair.account,
    h.crypto.keyedHash('identity.phone-hash', phone),
  ])
  const found = await bring('people', people, ['某主任', phone, '金林村', '村监委主任', '2026-11-16', '2029-12-31'])
  expect(found.list).toMatchObject([{ cell: '表1 D2', code: 'incompatible', right: expect.stringContaining('37') }])
})

const grids = ['村（社区）', '网格序号', '网格名称', '范围', '村民小组', '联系电话']

test('grids come in: a group lies in one grid, what is there is changed, the same again changes nothing (C05)', async () => {
  const wrong = await bring(
    'grids',
    grids,
    ['金林村', 'x', '一', '', '甲组', '12'],
    ['金林村', 9, '第九网格', '河边', '1', ''],
  )
  expect(faults(wrong)).toEqual(
    expect.arrayContaining(['B2 no-number', 'D2 missing', 'E2 no-number', 'F2 no-phone', 'E3 group-taken']),
  )
  const row = ['金林村', 9, '金林村第九网格', '河边到祠堂', '31-33组', '0758-0001234']
  const found = await bring('grids', grids, row)
  expect(found, JSON.stringify(found.list)).toMatchObject({ fresh: 1, faulty: 0 })
  expect(await write(found.id)).toMatchObject({ done: 1, failed: 0 })
  expect(await h.rows('SELECT name, area FROM territory.grid WHERE code = $1', [`${jinlin}09`])).toEqual([
    { name: '金林村第九网格', area: '河边到祠堂' },
  ])
  expect(
    await h.rows('SELECT number FROM territory.grid_group WHERE grid = $1 ORDER BY number', [`${jinlin}09`]),
  ).toEqual([{ number: 31 }, { number: 32 }, { number: 33 }])
  expect(await bring('grids', grids, row)).toMatchObject({ fresh: 0, same: 1 })
  const changed = await bring('grids', grids, [...row.slice(0, 3), '河边到学校', ...row.slice(4)])
  await write(changed.id)
  expect(await h.rows('SELECT area FROM territory.grid WHERE code = $1', [`${jinlin}09`])).toEqual([
    { area: '河边到学校' },
  ])
})

const divisions = ['区划代码', '名称', '纬度', '经度']

test('a new village comes in with the organisations and posts it begins with; codes and names that clash are named (I06)', async () => {
  const wrong = await bring(
    'divisions',
    divisions,
    ['510704123206', '石龙村', '', ''],
    ['441226999001', '新村', '', ''],
    [`${guanxu}299`, '金林村委会', '', ''],
    [`${guanxu}298`, '新丰村委会', '91', '1'],
  )
  expect(faults(wrong)).toEqual(['A2 bad-code', 'A3 no-parent', 'B4 name-taken', 'C5 no-point'])
  const row = [`${guanxu}298`, '新丰村委会', '23.15', '111.78']
  const found = await bring('divisions', divisions, row)
  expect(found, JSON.stringify(found.list)).toMatchObject({ fresh: 1, faulty: 0 })
  await write(found.id)
  await h.house.load(h.env)
  expect(findPlace(`${guanxu}298`)).toMatchObject({
    name: '新丰村委会',
    level: 'village',
    point: { lat: 23.15, schematic: false },
  })
  expect(listUnder(guanxu).some(({ code }) => code === `${guanxu}298`)).toBe(true)
  const orgs = await h.rows<{ kind: string }>('SELECT kind FROM territory.organisation WHERE seat = $1 ORDER BY kind', [
    `${guanxu}298`,
  ])
  expect(orgs.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['branch', 'committee', 'grid', 'service', 'supervision']),
  )
  expect(
    await h.rows('SELECT id FROM people.post WHERE prefix = $1 AND role = $2', [`${guanxu}298`, 'village-clerk']),
  ).toHaveLength(1)
  expect(await bring('divisions', divisions, row)).toMatchObject({ fresh: 0, same: 1 })
})

test('only who administers the county brings in people and places', async () => {
  const clerk = h.at(`${guanxu}000.service.town-clerk`)
  for (const kind of ['people', 'grids', 'divisions'])
    expect(
      (await post(`/imports?kind=${kind}&file=x.xlsx`, await sheet(people), media.sheet, clerk)).statusCode,
      kind,
    ).toBe(404)
})
