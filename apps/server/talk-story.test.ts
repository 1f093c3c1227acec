import Excel from 'exceljs'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellTalk } from './demo/tell-talk.ts'
import { openTestHouse, type TestHouse } from './testing-house.ts'

/* The demo's evening talk is told by real acts: what a newcomer finds there is what the rules allow. */

const village = '510704123206'
let h: TestHouse
let app: FastifyInstance
beforeAll(async () => {
  h = await openTestHouse('2026-11-16T09:00:00+08:00')
  await tellTalk(h as never)
  app = await h.serve()
}, 60_000)
afterAll(async () => {
  await app?.close()
  await h?.close()
})
const get = async (path: string) => {
  const reply = await app.inject({ method: 'GET', url: `/api${path}` })
  expect(reply.statusCode, `${path} ${reply.body}`).toBe(200)
  return reply.json()
}

test('石龙村 has a talk behind it with two resolutions, a third gone on to the representatives (X4), promises kept and late, and one tonight', async () => {
  const { rows: meetings } = await get(`/meetings?unit=${village}`)
  expect(meetings.map(({ state }: { state: string }) => state)).toEqual(['notified', 'signed'])
  const { rows: resolutions } = await get(`/resolutions?unit=${village}`)
  const told = resolutions.map(({ state, tasks }: { state: string; tasks: number }) => `${state} ${tasks}`)
  expect(told.sort()).toEqual(['carrying 2', 'carrying 2', 'referred 0'])
  const { rows: promises } = await get(`/promises?unit=${village}`)
  expect(promises).toHaveLength(4)
  expect(promises.filter(({ state }: { state: string }) => state === 'claimed')).toHaveLength(3)
  expect(promises.some(({ left, state }: { left: number; state: string }) => left < 0 && state === 'doing')).toBe(true)
})

test('everybody reads why a topic is not talked over, and nobody who brought or supports it (D11, P6)', async () => {
  const { rows } = await get(`/topics?unit=${village}`)
  const refused = rows.filter(({ refusal }: { refusal: unknown }) => refusal !== null)
  expect(refused.map(({ refusal }: { refusal: { ground: string } }) => refusal.ground).sort()).toEqual([
    'covenant',
    'law',
  ])
  // what a resolution brought is public as that is; what a person brought, once it has been looked through
  const open = rows.filter(({ state }: { state: string }) => state === 'proposed')
  expect(open.map(({ body }: { body: string }) => body)).toEqual(['representatives'])
  const one = await get(`/topics/${refused[0].id}?county=510704`)
  expect(JSON.stringify(one)).not.toMatch(/account|party/)
  expect(one.entries.map(({ act }: { act: string }) => act)).toEqual(['propose', 'refuse'])
})

test('a past talk says its sums and articles to everybody, and no name (I5, P3)', async () => {
  const { rows: meetings } = await get(`/meetings?unit=${village}`)
  const held = await get(`/meetings/${meetings[1].id}?county=510704`)
  expect(held).toMatchObject({ entitled: 12, present: 10, roll: [], doorCode: null, me: null })
  expect(held.opening[0].clauses[0].sums[0]).toMatchObject({ count: 10, of: 12, need: 8, met: true })
  const votes = held.items.flatMap(({ votes }: { votes: unknown[] }) => votes)
  expect(votes).toMatchObject([
    { state: 'passed', counts: { yes: 9, no: 0, abstain: 1 }, in: 10, mode: 'open' },
    { state: 'passed', counts: { yes: 9, no: 0, abstain: 1 } },
    { state: 'passed' },
  ])
  expect(votes[0]).toMatchObject({ ballots: expect.stringMatching(/^[0-9a-f]{64}$/) })
})

test('whose turn it is finds it at the desk: the branch its topics, the council its talk, the committees their tasks', async () => {
  const held = async (post: string) => {
    const account = h.at(`${village}.${post}`).account
    const signed = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account } })
    const cookie = String(signed.headers['set-cookie']).split(';')[0] ?? ''
    const reply = await app.inject({ method: 'GET', url: '/api/talks/inbox', headers: { cookie } })
    return [
      ...new Set(reply.json().map(({ kind, state }: { kind: string; state: string }) => `${kind} ${state}`)),
    ].sort()
  }
  expect(await held('branch.branch-secretary')).toEqual(['topic proposed'])
  expect(await held('council.council-chair')).toEqual(['meeting notified', 'meeting signed', 'task claimed'])
  expect(await held('committee.village-chair')).toEqual(['task doing'])
})

test('chains are whole, and docket and rows hold against each other', async () => {
  expect(await h.broken()).toEqual([])
})

test('the town takes the registers of talks, resolutions and promises as spreadsheets: what the pages say, no person, logged (D07, P7)', async () => {
  const town = h.at('510704123000.government.town-leader')
  const login = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account: town.account } })
  const cookie = String(login.headers['set-cookie']).split(';')[0] ?? ''
  const take = (path: string) => app.inject({ method: 'GET', url: `/api/exports/${path}`, headers: { cookie } })
  const rowsOf = async (list: string) => {
    const reply = await take(`${list}?unit=510704123`)
    expect(reply.statusCode, reply.body.slice(0, 200)).toBe(200)
    const book = new Excel.Workbook()
    await book.xlsx.load(reply.rawPayload as never)
    const rows: unknown[][] = []
    book.worksheets[1]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1)))
    const [heads = [], ...body] = rows
    return body.map((row) => Object.fromEntries(heads.map((head, n) => [String(head), row[n] ?? null])))
  }
  const talks = await rowsOf('talks')
  expect(talks.map(({ 状态 }) => 状态)).toEqual(['已通知，等开会', '已签字，可提异议'])
  expect(talks[1]).toMatchObject({ 应到: 12, 实到: 10, 议题数: 3, 通过数: 3 })
  const resolutions = await rowsOf('resolutions')
  expect(resolutions).toHaveLength(3)
  expect(resolutions.find(({ 决议 }) => String(决议).startsWith('晒谷场'))).toMatchObject({
    ...{ 谁开的会: '群众议事会', 赞成: 9, 反对: 0, 弃权: 1, 任务数: 2, 已销号: 0 },
  })
  expect(resolutions.filter(({ 状态 }) => 状态 === '已转法定会议决定')).toMatchObject([{ 赞成: 9, 任务数: 0 }])
  const promises = await rowsOf('promises')
  expect(promises.map(({ 状态 }) => 状态).sort()).toEqual(
    ['已完成，待销号', '已完成，待销号', '已完成，待销号', '推进中'].sort(),
  )
  expect(Object.keys(promises[0] ?? {})).not.toContain('责任人')
  expect((await take('talks?unit=441226103')).statusCode).toBe(404)
  const log = await app.inject({ method: 'GET', url: '/api/exports', headers: { cookie } })
  // all at one moment of the test's clock
  const titles = log.json().rows.map(({ title }: { title: string }) => title)
  expect(titles.sort()).toEqual(['决议落实清单', '决议台账', '夜话台账'].sort())
}, 60_000)
