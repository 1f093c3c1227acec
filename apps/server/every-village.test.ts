import { randomUUID } from 'node:crypto'
import { allCategories } from '@gongzhi/matters/server'
import { listUnder } from '@gongzhi/territory/server'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deqing, jinlin, openTestHouse } from './testing-house.ts'

let t: Awaited<ReturnType<typeof openTestHouse>>
let app: FastifyInstance
const villages = () => listUnder(deqing).filter(({ level }) => level === 'village')

beforeAll(async () => {
  t = await openTestHouse()
  app = await t.serve()
})
afterAll(async () => {
  await app.close()
  await t.close()
})

const post = (url: string, payload: object, cookies: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: `/api${url}`, payload, cookies, headers: { 'idempotency-key': randomUUID() } })

const signIn = async (title: RegExp): Promise<Record<string, string>> => {
  const people = (await app.inject('/api/demo/people')).json() as { account: string; title: string; county: string }[]
  const account = people.find((one) => one.county === deqing && title.test(one.title))?.account
  const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account } })
  return Object.fromEntries(reply.cookies.map(({ name, value }) => [name, value]))
}

test('C02: in each of the 193 villages somebody without an account reports and gets a receipt that opens the matter', async () => {
  expect(villages()).toHaveLength(193)
  for (const { code, name } of villages()) {
    const reply = await post('/matters', { category: 'lighting', unit: code, text: '村口的路灯不亮了。' })
    expect(reply.statusCode, name).toBe(201)
    const { id, code: queryCode } = reply.json() as { id: string; code: string }
    const opened = await post('/sessions/query-code', { code: queryCode })
    expect(opened.json(), name).toMatchObject({ kind: 'visitor', matter: id })
  }
})

test('C02: a report for somebody else is refused without their consent, and keeps that it was given', async () => {
  const cookies = await signIn(/金林村 代办员/)
  const said = { channel: 'visit', category: 'livelihood', unit: jinlin, text: '想代办老人优待证。', name: '梁○' }
  const refused = await post('/matters/for-residents', said, cookies)
  expect(refused.statusCode).toBe(400)
  expect(refused.json().errors).toContainEqual(expect.objectContaining({ pointer: '/body/consent' }))
  const made = await post('/matters/for-residents', { ...said, consent: true }, cookies)
  expect(made.statusCode).toBe(201)
  const [entry] = await t.rows<{ data: Record<string, unknown> }>(
    `SELECT data FROM kernel.journal WHERE subject = $1 AND seq = 1`,
    [made.json().id],
  )
  expect(entry?.data).toMatchObject({ channel: 'visit', consent: true })
})

test('C12: one visitor hands in several items at once; each has a receipt, a number and a clock of its own', async () => {
  const cookies = await signIn(/金林村 代办员/)
  const made = []
  for (const [category, level] of [
    ['policy', 'consult'],
    ['gas', 'urgent'],
  ] as const) {
    const reply = await post(
      '/matters/for-residents',
      { channel: 'visit', category, unit: jinlin, text: '一次来，两件事。', phone: '10000009999', consent: true },
      cookies,
    )
    made.push(reply.json() as { id: string; number: string; code: string })
    await t.does(t.at(`${jinlin}.service.village-clerk`), 'accept', made.at(-1)?.id ?? '', {})
    expect((await t.rows('SELECT level FROM matters.matter WHERE id = $1', [made.at(-1)?.id]))[0]).toEqual({ level })
  }
  expect(new Set(made.map(({ number }) => number)).size).toBe(2)
  expect(new Set(made.map(({ code }) => code)).size).toBe(2)
  const clocks = await t.rows<{ limit_amount: number; limit_unit: string }>(
    'SELECT DISTINCT limit_amount, limit_unit FROM matters.matter WHERE id = ANY($1)',
    [made.map(({ id }) => id)],
  )
  expect(clocks).toHaveLength(2)
  // one account stands behind both: the person was asked once
  expect(
    await t.rows('SELECT DISTINCT party FROM matters.matter WHERE id = ANY($1)', [made.map(({ id }) => id)]),
  ).toHaveLength(1)
})

test('C13: whoever sits at the window finds a guide for every kind of item in every village: who, basis, flow, limit, fee, where to complain', async () => {
  for (const { code, name } of villages()) {
    const reply = await app.inject(`/api/duties?unit=${code}`)
    const duties = reply.json() as {
      category: string
      basis: string
      flow: string
      fee: string
      complaint: string
      orgName: string
    }[]
    for (const category of allCategories) {
      const guides = duties.filter((duty) => duty.category === category.id)
      expect(guides.length, `${name} ${category.zh}`).toBeGreaterThan(0)
      for (const guide of guides)
        for (const word of [guide.basis, guide.flow, guide.fee, guide.complaint, guide.orgName])
          expect(word).not.toBe('')
    }
  }
})

test('C05, C15: the groups of a village lie in its grids without gap or overlap, and a report names the grid of its spot', async () => {
  const grids = (await app.inject(`/api/territory/grids?village=${jinlin}`)).json() as {
    code: string
    groups: number[]
    name: string
  }[]
  const groups = grids.flatMap((grid) => grid.groups).sort((a, b) => a - b)
  expect(groups).toEqual(Array.from({ length: groups.length }, (_, i) => i + 1))
  const [first, second] = grids
  await expect(
    t.rows('INSERT INTO territory.grid_group VALUES ($1, $2, $3, $4)', [
      deqing,
      jinlin,
      first?.groups[0],
      second?.code,
    ]),
  ).rejects.toThrow(/grid_group_pk/)
  const made = await post('/matters', {
    category: 'road',
    unit: jinlin,
    text: '第二网格的路塌了。',
    grid: second?.code,
  })
  const seen = await app.inject({ url: `/api/matters/${made.json().id}`, cookies: await signIn(/金林村 网格员/) })
  expect(seen.json().grid).toEqual({ code: second?.code, name: second?.name })
  const wrong = await post('/matters', {
    category: 'road',
    unit: '441226103214',
    text: '别村的网格。',
    grid: second?.code,
  })
  expect(wrong.json()).toMatchObject({ status: 400, errors: [{ pointer: '/body/grid' }] })
})
