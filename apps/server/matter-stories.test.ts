import { randomUUID } from 'node:crypto'
import { closeOf, dayNumber, dayOf } from '@gongzhi/kernel/clock.ts'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Cast, TestHouse } from './testing-house.ts'
import { castOf, concluded, deqing, guanxu, jinlin, jinxi, openTestHouse } from './testing-house.ts'

let h: TestHouse
let c: Cast
let app: FastifyInstance
const monday = '2026-11-16T09:00:00+08:00'
const closeOn = (day: string) => closeOf(dayNumber(day))

beforeAll(async () => {
  h = await openTestHouse(monday)
  c = castOf(h)
  app = await h.serve()
})
afterAll(async () => {
  await app?.close()
  await h?.close()
})
beforeEach(() => h.setNow(monday))

/** Everything rung by the clock, walked over hour by hour as the sweeper would. */
const walkTo = async (from: string, to: string) => {
  for (let at = Date.parse(from); at <= Date.parse(to); at += 3_600_000) {
    h.setNow(at)
    await h.sweep()
  }
}
const rung = (id: string) =>
  h.rows<{ act: string; at: Date }>(
    `SELECT act, at FROM kernel.journal WHERE subject = $1 AND act IN ('remind', 'supervise') ORDER BY seq`,
    [id],
  )
const cookieFor = async (account: string | null) => {
  const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account } })
  expect(reply.statusCode).toBe(200)
  return String(reply.headers['set-cookie']).split(';')[0] ?? ''
}
const get = async (path: string, cookie = '') => {
  const reply = await app.inject({ method: 'GET', url: `/api${path}`, headers: { cookie } })
  return { status: reply.statusCode, text: reply.body, json: reply.statusCode < 300 ? reply.json() : undefined }
}

test('nobody acts: one reminder at close of the working day, one order a working day later, however often the clock looks (B07)', async () => {
  const { id } = await h.report(c.reporter)
  await walkTo(monday, '2026-11-25T09:00:00+08:00')
  const calls = await rung(id)
  expect(calls.map(({ act }) => act)).toEqual(['remind', 'supervise'])
  expect(calls.map(({ at }) => dayOf(at.getTime()))).toEqual([dayNumber('2026-11-17'), dayNumber('2026-11-18')])
  for (const { at } of calls) expect(at.getTime()).toBeGreaterThanOrEqual(closeOf(dayOf(at.getTime())))
  const orders = await h.children(id, 'order')
  expect(orders).toMatchObject([{ state: 'issued', holder_org: `${jinlin}.service` }])
  expect((await h.docket(id)).supervised).toBe(true)

  const order = orders[0]?.id ?? ''
  const answerOf = { text: '已补受理，今后专人每天查看。' }
  expect((await h.does(c.supervisor, 'confirm-order', order)).unmet).toEqual(['state'])
  expect((await h.does(c.clerk, 'evidence', order, answerOf)).status).toBe(201)
  expect((await h.does(c.clerk, 'confirm-order', order)).status).toBe(403)
  expect((await h.does(c.supervisor, 'confirm-order', order)).receipt?.state).toBe('confirmed')
  await h.relay()
  expect((await h.docket(id)).supervised).toBe(false)
})

test('over a weekend the reminder waits for Monday, the order for Tuesday', async () => {
  h.setNow('2026-11-20T10:00:00+08:00')
  const { id } = await h.report(c.reporter)
  await walkTo('2026-11-20T10:00:00+08:00', '2026-11-26T09:00:00+08:00')
  expect((await rung(id)).map(({ at }) => dayOf(at.getTime()))).toEqual([
    dayNumber('2026-11-23'),
    dayNumber('2026-11-24'),
  ])
})

test('a question stops the clock, and it wakes by itself when the time for an answer is over', async () => {
  const { id } = await h.report(c.reporter)
  await h.does(c.clerk, 'accept', id)
  await h.does(c.clerk, 'dispatch', id, { org: `${jinlin}.grid` })
  await h.does(c.gridWorker, 'take', id)
  const due = (await h.docket(id)).due_at
  await h.does(c.gridWorker, 'ask', id, { text: '是哪一盏？' })
  expect((await h.docket(id)).due_at).toBeNull()
  await walkTo(monday, '2026-11-27T09:00:00+08:00')
  expect(await rung(id)).toEqual([])
  await walkTo('2026-11-27T10:00:00+08:00', '2026-12-01T09:00:00+08:00')
  expect((await h.docket(id)).state).toBe('handling')
  expect(await rung(id)).toEqual([])
  // ten working days stood are given back
  expect(dayOf((await h.docket(id)).due_at?.getTime() ?? 0) - dayOf(due?.getTime() ?? 0)).toBe(14)
})

test('a suspension with its reason stands until its day, then the clock goes on', async () => {
  const { id } = await h.report(c.reporter)
  await h.does(c.clerk, 'accept', id)
  await h.does(c.clerk, 'dispatch', id, { org: `${jinlin}.grid` })
  await h.does(c.gridWorker, 'take', id)
  await h.does(c.gridWorker, 'suspend', id, { reason: '等配件。', until: '2026-11-25' })
  await walkTo(monday, '2026-11-25T17:00:00+08:00')
  expect(await rung(id)).toEqual([])
  await walkTo('2026-11-25T18:00:00+08:00', '2026-11-25T19:00:00+08:00')
  expect((await h.docket(id)).state).toBe('handling')
})

test('a matter sent back after its time is supervised, not forgotten', async () => {
  const id = await concluded(h, c)
  // concluded in time, but neither answered nor sent back until long after the whole limit
  await walkTo(monday, '2026-12-07T09:00:00+08:00')
  await h.does(c.clerk, 'send-back', id, { reason: '灯还是不亮。' })
  await walkTo('2026-12-07T10:00:00+08:00', '2026-12-10T09:00:00+08:00')
  const { alarm_at } = await h.docket(id)
  expect(alarm_at === null || alarm_at.getTime() > Date.parse('2026-12-10T09:00:00+08:00')).toBe(true)
  expect((await rung(id)).filter(({ act }) => act === 'supervise').length).toBeGreaterThanOrEqual(1)
})

test('a suggestion has 5 working days to be accepted, 30 to be concluded, 15 more at most, 5 to be rated (B06)', async () => {
  const { id, number } = await h.report(c.reporter, {
    variant: 'suggestion',
    category: 'opinion',
    text: '建议每月公开一次账目。',
  })
  expect(number).toMatch(/^2026-Y-/)
  expect((await h.docket(id)).due_at?.getTime()).toBe(closeOn('2026-11-23'))
  await h.does(c.secretary, 'accept', id)
  // outside the duty list, which may promise less
  const exception = { reason: '清单没有对应事项。', funding: '村集体' }
  await h.does(c.secretary, 'dispatch', id, { org: `${jinlin}.grid`, exception })
  await h.does(c.gridWorker, 'take', id)
  const close = closeOf(h.env.calendar.nthWorkday(dayNumber('2026-11-16'), 30))
  expect((await h.docket(id)).due_at?.getTime()).toBe(close)
  expect((await h.does(c.gridWorker, 'ask-extension', id, { reason: '要开会。', days: 16 })).unmet).toEqual([
    'days-stated',
  ])
  await h.does(c.gridWorker, 'ask-extension', id, { reason: '要开会。', days: 15 })
  await h.does(c.dispatcher, 'grant-extension', id)
  expect((await h.docket(id)).due_at?.getTime()).toBe(closeOf(h.env.calendar.nthWorkday(dayNumber('2026-11-16'), 45)))
})

test('a suggestion goes to the unit that keeps the chosen studio: a village, a town, a department, a firm (B03, B06)', async () => {
  const studios = await h.rows<{ id: string; host_kind: string; host: string }>(
    "SELECT DISTINCT ON (host_kind) id, host_kind, host FROM territory.studio WHERE county = $1 AND (host_kind IN ('department', 'enterprise') OR host = ANY($2)) ORDER BY host_kind, id",
    [jinlin.slice(0, 6), [jinlin, `${jinlin.slice(0, 9)}000`]],
  )
  expect(studios.map(({ host_kind }) => host_kind)).toEqual(['department', 'enterprise', 'town', 'village'])
  for (const studio of studios) {
    const { id } = await h.report(c.reporter, {
      variant: 'suggestion',
      category: 'opinion',
      text: '请多来村里走走。',
      studio: studio.id,
    })
    const keeper =
      { village: `${studio.host}.branch`, town: `${studio.host}.government` }[studio.host_kind] ?? studio.host
    expect((await h.docket(id)).holder_org).toBe(keeper)
  }
  const { id } = await h.report(c.reporter, {
    variant: 'suggestion',
    category: 'opinion',
    text: '想请代表来听一次。',
    studio: studios[2]?.id,
  })
  const keeper = h.at(`${jinlin.slice(0, 9)}000.government.studio-keeper`)
  expect((await h.does(keeper, 'accept', id)).status).toBe(201)
  expect((await h.docket(id)).holder_org).toBe(`${jinlin.slice(0, 9)}000.government`)
})

test('a joined report is handled with the other, and keeps its own answer, visit and rating; a merger can be undone', async () => {
  const { id: first } = await h.report(c.reporter, { category: 'road', text: '桥头路面塌了一块。' })
  await h.does(c.clerk, 'accept', first)
  const { id: joined } = await h.report(c.neighbour, { category: 'road', text: '桥头的洞又大了。', joins: first })
  const { id: third } = await h.report(c.neighbour, { category: 'road', text: '路上有洞。', joins: first })
  await h.relay()
  expect([(await h.docket(joined)).state, (await h.docket(third)).state]).toEqual(['merged', 'merged'])
  expect((await h.does(c.clerk, 'unmerge', third)).receipt?.state).toBe('accepted')

  await h.does(c.clerk, 'dispatch', first, { org: `${jinlin}.grid` })
  await h.does(c.gridWorker, 'take', first)
  await h.does(c.gridWorker, 'conclude', first, { outcome: 'resolved', text: '补好了。' })
  await h.relay()
  expect([(await h.docket(joined)).state, (await h.docket(third)).state]).toEqual(['concluded', 'accepted'])
  // the one who handled the first handled the joined one too
  expect((await h.does(c.gridWorker, 'answer', joined, { text: '好了。' })).status).toBe(403)
  await h.does(c.clerk, 'answer', joined, { text: '您说的洞补好了。' })
  await h.does(c.clerk, 'visit', joined, { outcome: 'reached', satisfied: false })
  expect((await h.docket(joined)).state).toBe('reopened')
  expect((await h.docket(first)).state).toBe('concluded')
})

test('a matter whose other was withdrawn stands on its own again, and none merges into what is over', async () => {
  const { id: first } = await h.report(c.reporter)
  const { id: second } = await h.report(c.neighbour, { joins: first })
  await h.relay()
  await h.does(c.reporter, 'withdraw', first)
  await h.relay()
  expect((await h.docket(second)).state).toBe('accepted')
  expect((await h.does(c.clerk, 'merge', second, { into: first })).unmet).toEqual(['target-open'])
  expect((await h.does(c.clerk, 'merge', second, { into: second })).unmet).toContain('target-chosen')
})

test('two matters merged into each other at the same moment do not vanish into one another', async () => {
  const { id: a } = await h.report(c.reporter)
  const { id: b } = await h.report(c.neighbour)
  for (const id of [a, b]) await h.does(c.clerk, 'accept', id)
  const ends = await Promise.all([h.does(c.clerk, 'merge', a, { into: b }), h.does(c.clerk, 'merge', b, { into: a })])
  expect(ends.map(({ status }) => status).sort()).toEqual([201, 409])
  await h.relay()
  const states = [(await h.docket(a)).state, (await h.docket(b)).state]
  expect(states).not.toEqual(['merged', 'merged'])
})

test('a session with n visitors makes n items, each with a receipt whose query code opens just that item (B04)', async () => {
  const seat = `${guanxu}000`
  const keeper = await cookieFor(c.keeper.account)
  const announced = await app.inject({
    method: 'POST',
    url: '/api/receptions',
    headers: { cookie: keeper, 'idempotency-key': randomUUID() },
    payload: {
      studio: (await h.studioAt(seat)).id,
      from: '2026-11-18T09:00:00+08:00',
      to: '2026-11-18T11:00:00+08:00',
      delegates: ['林○○', '莫○'],
      capacity: 2,
    },
  })
  expect(announced.statusCode).toBe(201)
  const { id: reception } = announced.json()
  const codes = []
  for (let n = 0; n < 3; n++) {
    const filed = await app.inject({
      method: 'POST',
      url: '/api/matters/for-residents',
      headers: { cookie: keeper, 'idempotency-key': randomUUID() },
      payload: {
        channel: 'studio',
        category: 'road',
        unit: jinlin,
        text: `第${n + 1}位来访人说路不好走。`,
        consent: true,
        reception,
      },
    })
    expect(filed.statusCode).toBe(201)
    codes.push(filed.json() as { id: string; code: string })
  }
  const list = (await get(`/receptions?county=${deqing}`)).json as { id: string; items: number; capacity: number }[]
  expect(list.find(({ id }) => id === reception)).toMatchObject({ items: 3, capacity: 2 })
  for (const { id, code } of codes) {
    const signedIn = await app.inject({ method: 'POST', url: '/api/sessions/query-code', payload: { code } })
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? ''
    expect(signedIn.json().matter).toBe(id)
    expect((await get(`/matters/${id}`, cookie)).json).toMatchObject({ id, mine: true })
    for (const other of codes) if (other.id !== id) expect((await get(`/matters/${other.id}`, cookie)).status).toBe(404)
  }
  // B03: beyond the capacity booking is refused, and nobody books twice
  expect((await h.does(c.reporter, 'book', reception, { about: '宅基地' })).status).toBe(201)
  expect((await h.does(c.reporter, 'book', reception, { about: '宅基地' })).unmet).toEqual(['not-booked-yet'])
  expect((await h.does(c.neighbour, 'book', reception, { about: '水渠' })).status).toBe(201)
  expect((await h.does(h.resident(jinlin, 2), 'book', reception, { about: '道路' })).unmet).toEqual(['place-left'])
  expect((await h.does(c.keeper, 'close-reception', reception)).status).toBe(201)
})

test('places at a session cannot be overbooked by many at the same moment', async () => {
  const keeper = await cookieFor(c.keeper.account)
  const announced = await app.inject({
    method: 'POST',
    url: '/api/receptions',
    headers: { cookie: keeper, 'idempotency-key': randomUUID() },
    payload: {
      studio: (await h.studioAt(`${guanxu}000`)).id,
      from: '2026-11-19T09:00:00+08:00',
      to: '2026-11-19T11:00:00+08:00',
      delegates: ['林○○'],
      capacity: 2,
    },
  })
  const people = [0, 1, 2, 3, 4].map((n) => h.resident(jinlin, n))
  const ends = await Promise.all(people.map((one) => h.does(one, 'book', announced.json().id, { about: '道路' })))
  expect(ends.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409])
})

test('a complaint passes by the unit it is about: view, list, search, acts and photos are 404 to it (P8)', async () => {
  const about = `${jinlin}.committee`
  const { id } = await h.report(c.reporter, {
    category: 'opinion',
    text: '村委会低保评议没有公示。',
    about,
    sealed: true,
  })
  expect((await h.docket(id)).holder_org).toBe(`${guanxu}000.coordination`)
  const cookie = await cookieFor(c.chair.account)
  expect((await get(`/matters/${id}`, cookie)).status).toBe(404)
  expect((await get(`/matters/${id}/similar`, cookie)).status).toBe(404)
  expect((await get(`/matters/${id}/reporter`, cookie)).status).toBe(404)
  expect((await get(`/files/${id}/${'ab'.repeat(32)}`, cookie)).status).toBe(404)
  for (const path of [
    '/matters',
    `/matters?q=${encodeURIComponent('低保评议')}`,
    '/inbox?box=unit',
    '/inbox?box=overdue',
  ])
    expect((await get(path, cookie)).text).not.toContain(id)
  for (const act of ['accept', 'look', 'note', 'withdraw'])
    expect((await h.does(c.chair, act, id, { reason: '看看是谁', text: '看看' })).status).toBe(404)

  // the town handles it, and still learns nothing of who said it
  const town = await cookieFor(c.dispatcher.account)
  const seen = await get(`/matters/${id}`, town)
  expect(seen.json.reporter).toMatchObject({ shown: null, sealed: true })
  expect(seen.text).not.toContain(c.reporter.account)
  expect((await h.does(c.dispatcher, 'look', id, { reason: '联系核实。' })).unmet).toEqual(['not-sealed'])
  expect((await get(`/matters/${id}/reporter`, town)).status).toBe(403)
  await h.does(c.dispatcher, 'accept', id)
  expect((await h.does(c.dispatcher, 'dispatch', id, { org: about })).unmet).toContain('not-the-accused')
  const own = await h.rows(`SELECT * FROM matters.matter WHERE id = $1 AND first_org LIKE '${jinlin}%'`, [id])
  expect(own).toEqual([])
})

test('a suggestion about the village’s own branch or committee goes past the whole village (P8)', async () => {
  for (const about of [`${jinlin}.branch`, `${jinlin}.committee`]) {
    const { id } = await h.report(c.reporter, {
      variant: 'suggestion',
      category: 'opinion',
      text: '建议换届公开。',
      about,
    })
    expect((await h.docket(id)).holder_org).toBe(`${guanxu}000.coordination`)
  }
})

test('reading who reported needs a reason first, and the person sees who read it and why (P7)', async () => {
  const { id } = await h.report(c.reporter)
  const cookie = await cookieFor(c.clerk.account)
  expect((await get(`/matters/${id}/reporter`, cookie)).status).toBe(403)
  expect((await h.does(c.clerk, 'look', id, { reason: '' })).status).toBe(400)
  await h.does(c.clerk, 'look', id, { reason: '电话核实位置。' })
  const known = await get(`/matters/${id}/reporter`, cookie)
  expect(known.json.phone).toMatch(/^1\d{10}$/)
  h.setNow(Date.parse(monday) + 11 * 60_000)
  expect((await get(`/matters/${id}/reporter`, cookie)).status).toBe(403)
  const mine = await get('/me/data', await cookieFor(c.reporter.account))
  expect(mine.json.looks).toContainEqual(expect.objectContaining({ matter: id, reason: '电话核实位置。' }))
})

test('a merged village takes its people and open matters along; work beside them, and the old code, go on (I06)', async () => {
  const { id } = await h.report(h.resident(jinxi, 0), { unit: jinxi })
  await h.does(c.otherClerk, 'accept', id)
  await h.does(c.otherClerk, 'dispatch', id, {
    org: `${jinxi}.grid`,
    assists: [{ org: `${jinxi}.branch`, task: '协调', days: 3 }],
  })
  const { id: waiting } = await h.report(h.resident(jinxi, 1), { unit: jinxi, category: 'policy' })
  await walkTo(monday, '2026-11-19T09:00:00+08:00')
  const admin = await cookieFor(c.admin.account)
  const done = await app.inject({
    method: 'POST',
    url: '/api/territory/merges',
    headers: { cookie: admin, 'idempotency-key': randomUUID() },
    payload: {
      from: [jinxi, jinlin],
      into: { code: jinlin, name: '金林村民委员会' },
      on: '2026-11-19',
      basis: '县政府批复',
    },
  })
  expect(done.statusCode).toBe(201)
  await h.relay()
  await h.relay()
  const moved = await h.rows<{ kind: string; unit_code: string; holder_org: string }>(
    'SELECT kind, unit_code, holder_org FROM kernel.docket WHERE closed_at IS NULL AND (id = ANY($1) OR parent = ANY($1))',
    [[id, waiting]],
  )
  expect(moved.map(({ kind }) => kind).sort()).toEqual(['assist', 'matter', 'matter', 'order', 'order'])
  for (const row of moved)
    expect(row).toMatchObject({ unit_code: jinlin, holder_org: expect.stringMatching(`^${jinlin}`) })
  // the people of the new village go on where the old ones stopped
  expect((await h.does(c.gridWorker, 'take', id)).receipt?.state).toBe('handling')
  const [assist] = await h.children(id, 'assist')
  expect((await h.does(c.secretary, 'done-assist', assist?.id ?? '', { text: '协调好了。' })).status).toBe(201)
  expect((await get(`/territory/places/${jinxi}`)).json.successor.code).toBe(jinlin)
  const merges = await get('/territory/merges', admin)
  expect(merges.json[0]).toMatchObject({ matters: 2, into: { code: jinlin } })
  const later = await h.report(h.resident(jinlin, 0), { unit: jinxi })
  expect((await h.docket(later.id)).unit_code).toBe(jinlin)
  expect(await h.broken()).toEqual([])
})
