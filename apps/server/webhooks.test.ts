import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { messages } from '@gongzhi/connections/contract'
import { deliverDue } from '@gongzhi/connections/server'
import type { FastifyInstance } from 'fastify'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Cast, TestHouse } from './testing-house.ts'
import { castOf, deqing, guanxu, jinlin, jinxi, openTestHouse } from './testing-house.ts'

/* Messages to other systems, with a real receiver: signed, tried again, given up, sent by hand. */

type Got = { readonly headers: IncomingHttpHeaders; readonly body: string; readonly path: string }
type Answer = number | 'never' | 'hang up' | { readonly status: number; readonly location: string }

let h: TestHouse
let app: FastifyInstance
let c: Cast
let admin = ''
let receiver: Server
let at = ''
let got: Got[] = []
/** How the receiver answers, one after the other; then 204. */
let answers: Answer[] = []

const receive = () =>
  createServer((request, reply) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      got.push({ headers: request.headers, body, path: request.url ?? '' })
      const answer = answers.shift() ?? 204
      if (answer === 'never') return
      if (answer === 'hang up') return void request.socket.destroy()
      if (typeof answer === 'number') return void reply.writeHead(answer).end('ok')
      reply.writeHead(answer.status, { location: answer.location }).end()
    })
  })

beforeAll(async () => {
  h = await openTestHouse(new Date().toISOString())
  app = await h.serve()
  c = castOf(h)
  receiver = receive()
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  at = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
})
afterAll(async () => {
  receiver?.closeAllConnections()
  receiver?.close()
  await app?.close()
  await h?.close()
})
beforeEach(() => {
  got = []
  answers = []
})

const ports = () => ({ crypto: h.crypto, hosts: ['127.0.0.1'] })
const deliver = async (timeoutMs = 2_000) => {
  await h.relay()
  return deliverDue(h.env, ports(), timeoutMs)
}
const signIn = async (account: string | null) => {
  const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account } })
  return String(reply.headers['set-cookie']).split(';')[0] ?? ''
}
const ask = async (method: 'GET' | 'POST', path: string, payload?: object, key: string = randomUUID()) => {
  const send = () =>
    app.inject({
      method,
      url: `/api/connections${path}`,
      headers: { cookie: admin, ...(method === 'POST' ? { 'idempotency-key': key } : {}) },
      ...(payload ? { payload } : {}),
    })
  const reply = await send()
  if (reply.statusCode !== 401) return reply
  // the clock has moved on, and the session of the morning is over
  admin = await signIn(c.admin.account)
  return send()
}
const subscribe = async (said: object = {}, key?: string) => {
  const payload = {
    name: '市级平台',
    org: `${deqing}000000.coordination`,
    url: `${at}/in`,
    events: ['matter.reported', 'matter.accepted', 'matter.concluded', 'matter.closed'],
    prefix: guanxu,
    ...said,
  }
  const reply = await ask('POST', '/webhooks', payload, key)
  return { status: reply.statusCode, body: reply.json() as { id: string; secret: string; errors: object[] } }
}
const remove = (id: string) => ask('POST', `/webhooks/${id}/removal`, { reason: '试完了' })
const log = async (id: string) => (await ask('GET', `/webhooks/${id}/deliveries`)).json().rows
const listed = async (id: string) => (await ask('GET', '/webhooks')).json().find((one: { id: string }) => one.id === id)
const verified = (secret: string, { body, headers }: Got) =>
  new Webhook(secret).verify(body, headers as Record<string, string>) as {
    type: string
    timestamp: string
    data: Record<string, unknown>
  }
const later = (ms: number) => h.setNow(h.env.now() + ms)
const HOUR = 3_600_000

test('a system is told of what it asked for within its reach, signed, with nothing personal in it', async () => {
  const key = randomUUID()
  const { body } = await subscribe({}, key)
  expect(body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect((await subscribe({}, key)).body).toEqual(body)
  const { id } = await h.report(c.reporter, { name: '黄小明', phone: '13800000001', text: '我叫黄小明，路灯不亮。' })
  await h.does(c.clerk, 'accept', id)
  await h.does(c.clerk, 'dispatch', id, { org: `${jinlin}.grid` })
  await h.relay()
  // two senders at the same time are one
  await Promise.all([deliverDue(h.env, ports(), 2_000), deliverDue(h.env, ports(), 2_000)])
  const told = got.map((one) => verified(body.secret, one))
  expect(told.map(({ type }) => type).sort()).toEqual(['matter.accepted', 'matter.reported'])
  const reported = told.find(({ type }) => type === 'matter.reported')
  expect(reported?.data).toMatchObject({ id, state: 'reported', from: null, seq: 1, unit: { code: jinlin } })
  for (const one of got) {
    const schema = messages.find(({ type }) => type === verified(body.secret, one).type)?.schema
    expect(schema?.safeParse(JSON.parse(one.body)).error).toBeUndefined()
    expect(one.body).not.toMatch(/黄|13800000001|路灯不亮/)
  }
  expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(2)
  expect(() => verified(`whsec_${'A'.repeat(43)}=`, got[0] as Got)).toThrow()
  expect(() => verified(body.secret, { ...(got[0] as Got), body: `${got[0]?.body} ` })).toThrow()
  // once each, however often the sender comes round
  await deliver()
  expect(got).toHaveLength(2)
  expect(await log(body.id)).toEqual([
    expect.objectContaining({ state: 'delivered', status: 204, tries: 1, error: null }),
    expect.objectContaining({ state: 'delivered', status: 204, tries: 1, error: null }),
  ])
  await remove(body.id)
})

test('what is sealed, complains about a unit, or happens elsewhere is told to nobody', async () => {
  const { body } = await subscribe({ prefix: jinlin })
  await h.report(c.reporter, { sealed: true })
  await h.report(c.reporter, { about: `${jinlin}.committee`, category: 'opinion' })
  await h.report(h.resident(jinxi, 0), { unit: jinxi })
  await deliver()
  expect(got).toEqual([])
  await h.report(c.reporter)
  await deliver()
  expect(got).toHaveLength(1)
  await remove(body.id)
  await h.report(c.reporter)
  await deliver()
  expect(got).toHaveLength(1)
})

test('a receiver that fails is tried again under the same id, and knows a repetition by it', async () => {
  const { body } = await subscribe()
  answers = [500, 'hang up', { status: 302, location: `${at}/elsewhere` }]
  await h.report(c.reporter)
  await deliver()
  expect(await log(body.id)).toMatchObject([{ state: 'waiting', tries: 1, status: 500, error: 'status' }])
  expect((await listed(body.id)).failingSince).not.toBeNull()
  await deliver()
  expect(got, 'not before its time').toHaveLength(1)
  later(5_000)
  await deliver()
  expect(await log(body.id)).toMatchObject([{ state: 'waiting', tries: 2, status: null, error: 'network' }])
  later(5 * 60_000)
  await deliver()
  expect(await log(body.id)).toMatchObject([{ state: 'waiting', tries: 3, status: 302, error: 'redirect' }])
  expect(got.every(({ path }) => path === '/in')).toBe(true)
  later(30 * 60_000)
  await deliver()
  expect(await log(body.id)).toMatchObject([{ state: 'delivered', tries: 4, status: 204 }])
  expect((await listed(body.id)).failingSince).toBeNull()
  expect(got).toHaveLength(4)
  expect(new Set(got.map(({ headers, body: sent }) => `${headers['webhook-id']} ${sent}`)).size).toBe(1)
  await remove(body.id)
})

test('a receiver that never answers is left after its time, and holds up no other', async () => {
  const slow = await subscribe({ url: `${at}/slow` })
  answers = ['never']
  await h.report(c.reporter)
  later(1)
  const other = await subscribe({ url: `${at}/quick` })
  const began = performance.now()
  await deliver(300)
  expect(performance.now() - began).toBeLessThan(3_000)
  expect(await log(slow.body.id)).toMatchObject([{ state: 'waiting', error: 'timeout', status: null }])
  await h.report(c.reporter)
  await deliver(300)
  expect(await log(other.body.id)).toMatchObject([{ state: 'delivered' }])
  await remove(slow.body.id)
  await remove(other.body.id)
})

test('after a day of failing a message is given up, the webhook disabled, and the administrator told; by hand all goes on', async () => {
  const { body } = await subscribe()
  answers = Array(8).fill(503)
  await h.report(c.reporter)
  for (const wait of [0, 5_000, 300_000, HOUR / 2, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR]) {
    later(wait)
    await deliver()
  }
  expect(got).toHaveLength(8)
  const [given] = await log(body.id)
  expect(given).toMatchObject({ state: 'failed', tries: 8, status: 503, nextAt: null })
  expect(await listed(body.id)).toMatchObject({ state: 'disabled' })
  expect(await h.told(body.id)).toEqual(['subscribe', 'give-up'])
  const notices = await app.inject({ url: '/api/notices', headers: { cookie: admin } })
  expect(notices.json().rows[0]).toMatchObject({ subject: body.id, kind: 'webhook-disabled', title: '市级平台' })
  // disabled: nothing more is queued
  await h.report(c.reporter)
  await deliver()
  expect(got).toHaveLength(8)
  const resend = (delivery: string) => ask('POST', `/webhooks/${body.id}/resending`, { delivery })
  expect((await resend(given.id)).json()).toMatchObject({ status: 409, unmet: ['state'] })
  expect((await ask('POST', `/webhooks/${body.id}/enabling`, {})).statusCode).toBe(201)
  expect((await resend(given.id)).statusCode).toBe(201)
  expect((await resend(given.id)).json()).toMatchObject({ status: 409, unmet: ['message-ended'] })
  expect((await resend(randomUUID())).statusCode).toBe(404)
  await deliver()
  expect(got).toHaveLength(9)
  expect(got[8]?.headers['webhook-id']).toBe(got[0]?.headers['webhook-id'])
  expect(await log(body.id)).toMatchObject([{ state: 'delivered', tries: 1 }])
  await remove(body.id)
})

test('a receiver that says it is gone is disabled at once', async () => {
  const { body } = await subscribe()
  answers = [410]
  await h.report(c.reporter)
  await deliver()
  expect(await listed(body.id)).toMatchObject({ state: 'disabled' })
  expect(await log(body.id)).toMatchObject([{ state: 'failed', status: 410 }])
})

test('a new secret and the old one are both good for a day, then only the new one', async () => {
  // signatures are checked against the clock of this machine
  h.setNow(Date.now())
  const { body } = await subscribe()
  const key = randomUUID()
  const rotated = await ask('POST', `/webhooks/${body.id}/secret`, {}, key)
  expect(rotated.statusCode).toBe(201)
  const fresh = rotated.json().secret
  expect(fresh).not.toBe(body.secret)
  expect((await ask('POST', `/webhooks/${body.id}/secret`, {}, key)).json()).toEqual(rotated.json())
  expect((await ask('POST', `/webhooks/${body.id}/trial`, {})).statusCode).toBe(201)
  await deliver()
  const [trial] = got
  if (!trial) throw new Error('nothing came')
  expect(verified(fresh, trial)).toMatchObject({ type: 'webhook.trial', data: { webhook: body.id } })
  expect(verified(body.secret, trial)).toMatchObject({ type: 'webhook.trial' })
  await h.rows(`UPDATE connections.webhook SET old_until = now() - interval '1 minute' WHERE id = $1`, [body.id])
  await ask('POST', `/webhooks/${body.id}/trial`, {})
  await deliver()
  expect(verified(fresh, got[1] as Got)).toBeTruthy()
  expect(() => verified(body.secret, got[1] as Got)).toThrow()
  const kept = JSON.stringify(await h.rows('SELECT * FROM connections.webhook WHERE id = $1', [body.id]))
  const journal = JSON.stringify(await h.rows('SELECT * FROM kernel.journal WHERE subject = $1', [body.id]))
  for (const secret of [fresh, body.secret]) {
    expect(kept).not.toContain(secret.slice(6, 40))
    expect(journal).not.toContain(secret.slice(6, 40))
  }
  await remove(body.id)
})

test('nothing is sent into the inner network: not by an address, not by a name that leads there', async () => {
  for (const [url, code] of [
    ['http://example.com/', 'not-https'],
    ['https://10.0.0.1/', 'private-address'],
    ['https://localhost/', 'private-address'],
    ['nonsense', 'wrong-shape'],
  ])
    expect((await subscribe({ url })).body.errors, url).toEqual([{ pointer: '/body/url', code }])
  // allowed when it was made, and the installation has changed its mind since
  const { body } = await subscribe()
  await ask('POST', `/webhooks/${body.id}/trial`, {})
  await deliverDue(h.env, { crypto: h.crypto, hosts: [] })
  expect(got).toEqual([])
  expect(await log(body.id)).toMatchObject([{ state: 'waiting', error: 'address' }])
  // a public name for a private address: looked at when it is connected to
  await h.rows(`UPDATE connections.webhook SET url = 'https://named.example/' WHERE id = $1`, [body.id])
  const { post } = await import('../../modules/connections/server/send.ts')
  const looked: string[] = []
  const sent = await post('https://named.example/', {}, '{}', [], 2_000, (name, _options, answer) => {
    looked.push(name)
    answer(null, [{ address: '127.0.0.1', family: 4 }])
  })
  expect(sent).toMatchObject({ status: null, error: 'address' })
  expect(looked).toEqual(['named.example'])
  await remove(body.id)
})

test('only the county’s administrator has anything to do with it', async () => {
  const { body } = await subscribe()
  const leader = await signIn(c.leader.account)
  const as = (method: 'GET' | 'POST', path: string, payload?: object) =>
    app.inject({
      method,
      url: `/api/connections${path}`,
      headers: { cookie: leader, 'idempotency-key': randomUUID() },
      ...(payload ? { payload } : {}),
    })
  expect((await as('GET', '/webhooks')).statusCode).toBe(404)
  expect((await as('GET', `/webhooks/${body.id}/deliveries`)).statusCode).toBe(404)
  expect((await as('POST', `/webhooks/${body.id}/secret`, {})).statusCode).toBe(404)
  expect((await as('POST', `/webhooks/${body.id}/trial`, {})).statusCode).toBe(404)
  expect(await h.broken()).toEqual([])
})
