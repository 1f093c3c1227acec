import { randomUUID } from 'node:crypto'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, castOf, concluded, jinlin, openTestHouse, type TestHouse } from './testing-house.ts'

/* Who is told what of a matter, and what is known of its reaching. */

let h: TestHouse
let c: Cast
let app: FastifyInstance
beforeAll(async () => {
  h = await openTestHouse('2026-11-16T09:00:00+08:00')
  c = castOf(h)
  app = await h.serve()
})
afterAll(async () => {
  await app?.close()
  await h?.close()
})

const cookies = new Map<string, string>()
const ask = async (who: Actor, method: 'GET' | 'POST', path: string, payload?: object, key: string = randomUUID()) => {
  const account = who.account ?? ''
  if (!cookies.has(account)) {
    const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account } })
    cookies.set(account, String(reply.headers['set-cookie']).split(';')[0] ?? '')
  }
  const reply = await app.inject({
    method,
    url: `/api${path}`,
    headers: { cookie: cookies.get(account), 'idempotency-key': key },
    ...(payload ? { payload } : {}),
  })
  return { status: reply.statusCode, body: reply.json() }
}
/** Later; whoever rested for too long signs in anew. */
const later = (at: string) => {
  h.setNow(at)
  cookies.clear()
}
const told = async () => {
  await h.relay()
  return h.tell()
}
const noticesOf = async (who: Actor, subject: string) =>
  h.rows<{ kind: string; number: string; due_at: Date | null }>(
    'SELECT kind, number, due_at FROM notices.notice WHERE account = $1 AND subject = $2 ORDER BY id',
    [who.account, subject],
  )
const kinds = async (who: Actor, subject: string) => (await noticesOf(who, subject)).map(({ kind }) => kind)
type Receipts = {
  of: number
  reached: number
  rows: {
    id: string
    who: string | null
    reached: boolean
    mayHand: boolean
    steps: { what: string; channel: string }[]
  }[]
}
const receipts = async (who: Actor, subject: string) =>
  (await ask(who, 'GET', `/notices/receipts?subject=${subject}`)).body as Receipts
const answered = async (said: Record<string, unknown> = {}, by: Actor = c.reporter): Promise<string> => {
  const { id } = await h.report(by, said)
  await h.does(c.clerk, 'accept', id)
  await h.does(c.clerk, 'dispatch', id, { org: `${jinlin}.grid` })
  await h.does(c.gridWorker, 'take', id)
  await h.does(c.gridWorker, 'conclude', id, { outcome: 'resolved', text: '已换灯泡，亮了。' })
  expect(await h.does(c.clerk, 'answer', id, { text: '灯已修好，请您看看。' })).toMatchObject({ status: 201 })
  return id
}

test('the reporter is told of each step once, and not of what they did themselves', async () => {
  const id = await concluded(h, c)
  await h.does(c.clerk, 'answer', id, { text: '灯已修好，请您看看。' })
  await told()
  await told()
  expect((await kinds(c.reporter, id)).sort()).toEqual(['accept', 'answer'])
  await h.does(c.clerk, 'visit', id, { outcome: 'reached', text: '电话回访。' })
  await h.does(c.reporter, 'rate', id, { satisfied: true })
  await told()
  expect(await h.docket(id)).toMatchObject({ state: 'closed' })
  expect((await kinds(c.reporter, id)).sort()).toEqual(['accept', 'answer'])
})

test('an answer keeps a receipt: sent, opened, confirmed; who sent it sees n of m, and never who the reporter is', async () => {
  const id = await answered()
  await told()
  expect(await receipts(c.clerk, id)).toMatchObject({
    of: 1,
    reached: 0,
    rows: [{ who: null, reached: false, mayHand: true }],
  })
  const sent = (await receipts(c.clerk, id)).rows[0]?.steps.map(({ what, channel }) => `${what} ${channel}`)
  expect(sent).toEqual(['sent app', 'sent sms'])
  await ask(c.reporter, 'POST', '/notices/reading', { subject: id })
  expect(await receipts(c.clerk, id)).toMatchObject({ of: 1, reached: 1, rows: [{ mayHand: true }] })
  const { body } = await ask(c.reporter, 'GET', '/notices')
  const notice = body.rows.find((row: { subject: string; kind: string }) => row.subject === id && row.kind === 'answer')
  expect(notice).toMatchObject({ required: true, confirmed: false })
  // nobody but the person says 知道了
  for (const who of [c.neighbour, c.clerk])
    expect((await ask(who, 'POST', `/notices/${notice.id}/confirmation`)).status).toBe(404)
  const key = randomUUID()
  for (let n = 0; n < 2; n++)
    expect((await ask(c.reporter, 'POST', `/notices/${notice.id}/confirmation`, undefined, key)).status).toBe(201)
  expect(await receipts(c.clerk, id)).toMatchObject({ rows: [{ mayHand: false }] })
  const all = JSON.stringify(await receipts(c.clerk, id))
  expect(all).not.toContain(c.reporter.account)
})

test('whoever has no account is told by SMS or by hand, by the unit that answered alone, and once', async () => {
  const id = await answered({ name: '林老伯', consent: true }, c.clerk)
  await told()
  const { rows } = await receipts(c.clerk, id)
  expect(rows).toMatchObject([{ reached: false, mayHand: true, steps: [] }])
  const path = `/notices/receipts/${rows[0]?.id}/handing`
  expect((await ask(c.dispatcher, 'POST', path, { how: 'visit' })).status).toBe(403)
  for (const who of [c.stranger, c.otherClerk])
    expect((await ask(who, 'POST', path, { how: 'visit' })).status).toBe(404)
  expect((await ask(c.clerk, 'POST', path, { how: 'pigeon' })).status).toBe(400)
  for (let n = 0; n < 2; n++)
    expect((await ask(c.clerk, 'POST', path, { how: 'visit', note: '在家里说的。' })).status).toBe(201)
  expect(await receipts(c.clerk, id)).toMatchObject({
    reached: 1,
    rows: [
      { mayHand: false, steps: [{ what: 'confirmed', channel: 'visit', by: c.clerk.shown, note: '在家里说的。' }] },
    ],
  })
})

test('whoever was visited or has rated was reached, and nobody need go there', async () => {
  const id = await answered()
  await told()
  later('2026-11-16T10:00:00+08:00')
  await h.does(c.clerk, 'visit', id, { outcome: 'reached', text: '电话回访。' })
  expect(await receipts(c.clerk, id)).toMatchObject({ reached: 1, rows: [{ mayHand: false }] })
})

test('receipts are append-only, and seen by nobody who may not see the matter', async () => {
  const id = await answered()
  await told()
  for (const who of [c.stranger, c.otherClerk])
    expect((await ask(who, 'GET', `/notices/receipts?subject=${id}`)).status).toBe(404)
  const scope = { scopes: ['441226'], orgs: [], account: null }
  for (const text of [
    'UPDATE notices.receipt_step SET note = NULL',
    'DELETE FROM notices.receipt_step',
    'DELETE FROM notices.receipt',
    `INSERT INTO notices.receipt_step (county, notice, what, channel, at, unit_code) VALUES ('441226', '${id}', 'confirmed', 'app', now(), '441226000000')`,
  ])
    await expect(h.env.db.batch(scope, [{ text, values: [] }]), text).rejects.toThrow('permission denied')
})

test('a complaint: its answer’s receipt is as hidden from the accused unit as the complaint', async () => {
  const { id } = await h.report(c.reporter, {
    category: 'opinion',
    about: `${jinlin}.committee`,
    sealed: true,
    text: '评议没有公示。',
  })
  expect((await ask(c.chair, 'GET', `/notices/receipts?subject=${id}`)).status).toBe(404)
})

test('an order reaches everybody of its unit once, its group hears a number, and one of two confirming is one of two', async () => {
  later('2026-11-17T09:00:00+08:00')
  const { id } = await h.report(c.reporter)
  await h.does(c.clerk, 'accept', id)
  await h.does(c.clerk, 'dispatch', id, { org: `${jinlin}.grid` })
  for (let day = 18; day <= 30; day++) {
    later(`2026-11-${day}T18:00:00+08:00`)
    await h.sweep()
    await told()
  }
  const [order] = await h.children(id, 'order')
  expect(order?.holder_org).toBe(`${jinlin}.grid`)
  const people = [c.gridWorker, c.otherGridWorker]
  for (const who of people) {
    const got = await noticesOf(who, id)
    expect(got.filter(({ kind }) => kind === 'order')).toHaveLength(1)
    expect(got.filter(({ kind }) => kind === 'remind')).toHaveLength(1)
    expect(got.every(({ due_at }) => due_at !== null)).toBe(true)
  }
  expect((await kinds(c.clerk, id)).includes('order')).toBe(false)
  const before = await receipts(c.supervisor, id)
  expect(before).toMatchObject({ of: 2, reached: 0 })
  expect(before.rows.map(({ who }) => who).sort()).toEqual(people.map(({ shown }) => shown).sort())
  const { body } = await ask(c.gridWorker, 'GET', '/notices')
  const notice = body.rows.find((row: { subject: string; kind: string }) => row.subject === id && row.kind === 'order')
  await ask(c.gridWorker, 'POST', `/notices/${notice.id}/confirmation`)
  expect(await receipts(c.supervisor, id)).toMatchObject({ of: 2, reached: 1 })
})
