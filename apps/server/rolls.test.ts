import { randomUUID } from 'node:crypto'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jinlin, jinxi, openTestHouse, type TestHouse } from './testing-house.ts'

/* A roll of hundreds: read page by page, looked through by name (R1). */

let h: TestHouse
let app: FastifyInstance
const cookies = new Map<string, string>()
const body = `${jinlin}.villagers`
const term = { class: 'resident', from: '2026-01-01', until: '2030-12-31' }
const SURNAMES = '陈林黄梁何区莫李张王'

beforeAll(async () => {
  h = await openTestHouse('2026-11-16T09:00:00+08:00')
  app = await h.serve()
  expect((await post('/bodies', { unit: jinlin, kind: 'villagers', title: '金林村村民名册' })).statusCode).toBe(201)
})
afterAll(async () => {
  await app?.close()
  await h?.close()
})

const clerk = () => h.at(`${jinlin}.service.village-clerk`)
const cookieOf = async (who: Actor): Promise<string> => {
  const known = cookies.get(who.account ?? '')
  if (known) return known
  const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account: who.account } })
  const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? ''
  cookies.set(who.account ?? '', cookie)
  return cookie
}
const headers = async (who: Actor | null) => (who ? { cookie: await cookieOf(who) } : {})
const get = async (url: string, who: Actor | null = clerk()) =>
  app.inject({ method: 'GET', url: `/api${url}`, headers: await headers(who) })
const post = async (url: string, payload: object, who = clerk()) =>
  app.inject({
    method: 'POST',
    url: `/api${url}`,
    payload,
    headers: { ...(await headers(who)), 'idempotency-key': randomUUID() },
  })

type Row = { member: string; name: string | null; shown: string; state: string }
type View = { list: Row[]; next: string | null; members: number; women: number; households: number; keeps: boolean }
const page = async (query: Record<string, string>, who?: Actor | null): Promise<View> =>
  (await get(`/bodies/${body}?${new URLSearchParams(query)}`, who)).json()
/** Every page to the last. */
const pages = async (query: Record<string, string>, who?: Actor | null): Promise<View[]> => {
  const all: View[] = []
  for (let after: string | null | undefined; after !== null; after = all.at(-1)?.next)
    all.push(await page({ ...query, ...(after ? { after } : {}) }, who))
  return all
}

test('a roll is read page by page: everybody once, the counts of the whole roll on each page, those who left at its end', async () => {
  for (let n = 0; n < 65; n++) {
    const said = { ...term, name: `${SURNAMES[n % 10]}示例${n}`, household: String(n >> 1), woman: n % 5 === 0 }
    expect((await post(`/bodies/${body}/members`, { ...said, ...(n % 7 ? {} : { class: 'away' }) })).statusCode).toBe(
      201,
    )
  }
  const [first] = (await page({ limit: '1' })).list
  expect((await post(`/members/${first?.member}/leaving`, { reason: '迁出。' })).statusCode).toBe(201)
  const keeper = await pages({ limit: '20' })
  expect(keeper.map(({ list }) => list.length)).toEqual([20, 20, 20, 5])
  const counts = keeper.map(({ members, women, households }) => ({ members, women, households }))
  expect(counts).toEqual(Array(4).fill({ members: 64, households: 33, women: counts[0]?.women }))
  expect([12, 13]).toContain(counts[0]?.women)
  const all = keeper.flatMap(({ list }) => list)
  expect(new Set(all.map(({ member }) => member)).size).toBe(65)
  expect(all.map(({ state }) => state)).toEqual([...Array(64).fill('on-roll'), 'ended'])
  // fifty at a time unless more are asked for, two hundred at most
  expect((await page({})).list).toHaveLength(50)
  expect((await page({ limit: '200' })).next).toBeNull()
  expect((await get(`/bodies/${body}?limit=201`)).statusCode).toBe(400)
  // somebody who leaves between two pages moves nobody else out of sight
  const [one] = await pages({ limit: '20' })
  const last = one?.list.at(-1)
  expect((await post(`/members/${last?.member}/leaving`, { reason: '迁出。' })).statusCode).toBe(201)
  const rest = (await pages({ limit: '20', after: one?.next ?? '' })).flatMap(({ list }) => list)
  expect(rest.filter(({ state }) => state === 'on-roll')).toHaveLength(44)
})

test('those who keep a roll look for part of a name or its pinyin, others for part of the masked name', async () => {
  const found = async (q: string, who?: Actor | null) =>
    (await pages({ q, limit: '3' }, who)).flatMap(({ list }) => list)
  expect((await found('示例12')).map(({ name }) => name)).toEqual(['黄示例12'])
  expect(new Set((await found('huang')).map(({ name }) => name?.[0]))).toEqual(new Set(['黄']))
  expect(await found('黄')).toHaveLength(7)
  const masked = await found('黄', null)
  expect(masked.length).toBeGreaterThanOrEqual(5)
  expect(masked.every(({ name, shown }) => name === null && shown.startsWith('黄'))).toBe(true)
  // a name that only those who keep the roll read is no way to find out who is on it
  expect(await found('示例12', null)).toEqual([])
  expect(await found('示例12', h.at(`${jinxi}.service.village-clerk`))).toEqual([])
})
