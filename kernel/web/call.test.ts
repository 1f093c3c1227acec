import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as z from 'zod'
import { isUuidv7 } from '../ids.ts'
import { type ApiOf, address, connect, makeCall, newId } from './call.ts'
import { isProblem, type WebProblem } from './web-problem.ts'

const endpoints = {
  report: {
    id: 'matters.report',
    method: 'POST',
    path: '/matters',
    body: z.object({ title: z.string() }),
    reply: z.object({ number: z.string() }),
  },
  one: {
    id: 'matters.one',
    method: 'GET',
    path: '/matters/:id',
    params: z.object({ id: z.string() }),
    reply: z.string(),
  },
} as const
const call = makeCall<ApiOf<typeof endpoints>>()

type Seen = { method: string; url: string; key: string | undefined; type: string | undefined; body: string }
type Answer = 'hang up' | 'wait' | { status: number; body: unknown }
let server: Server
let seen: Seen[] = []
let answers: Answer[] = []

const bodyOf = async (request: IncomingMessage) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}

beforeAll(async () => {
  server = createServer(async (request, reply) => {
    const { method = '', url = '', headers } = request
    const key = headers['idempotency-key']
    seen.push({ method, url, key: String(key ?? ''), type: headers['content-type'], body: await bodyOf(request) })
    const answer = answers.shift() ?? { status: 200, body: { number: '2026-M-0042' } }
    if (answer === 'hang up') return request.socket.destroy()
    if (answer === 'wait') return
    reply.writeHead(answer.status, { 'content-type': 'application/json' })
    reply.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
  const routes = { 'matters.report': ['POST', '/matters'], 'matters.one': ['GET', '/matters/:id'] } as const
  connect({ routes, base, pauses: [5, 15] })
})

beforeEach(() => {
  seen = []
  answers = []
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const caught = async (doing: Promise<unknown>): Promise<WebProblem> => {
  try {
    await doing
  } catch (thrown) {
    if (isProblem(thrown)) return thrown
    throw thrown
  }
  throw new Error('nothing was thrown')
}

test('an act carries its body as JSON and a key made on this device', async () => {
  expect(await call('matters.report', { body: { title: '灯' } })).toEqual({ number: '2026-M-0042' })
  expect(seen).toEqual([
    { method: 'POST', url: '/api/matters', key: seen[0]?.key, type: 'application/json', body: '{"title":"灯"}' },
  ])
  expect(isUuidv7(seen[0]?.key ?? '')).toBe(true)
})

test('an act whose answer was lost is sent again with the same key', async () => {
  answers = ['hang up', { status: 503, body: 'no server' }]
  expect(await call('matters.report', { body: { title: '灯' } })).toEqual({ number: '2026-M-0042' })
  expect(seen).toHaveLength(3)
  expect(new Set(seen.map((one) => one.key)).size).toBe(1)
})

test('after three tries without an answer the page is told that there is no network', async () => {
  answers = ['hang up', 'hang up', 'hang up']
  expect(await caught(call('matters.report', { body: { title: '灯' } }))).toMatchObject({ status: 0, type: 'network' })
  expect(seen).toHaveLength(3)
})

test('too slow is told apart from no network', async () => {
  answers = ['wait', 'wait', 'wait']
  const slow = await caught(call('matters.report', { body: { title: '灯' }, timeout: 60 }))
  expect(slow).toMatchObject({ status: 0, type: 'timeout' })
})

test('what the server refuses is not sent again, and says what was wrong', async () => {
  const errors = [{ pointer: '/title', code: 'too-long' }]
  answers = [{ status: 409, body: { type: 'unmet', act: 'conclude', unmet: ['outcome-stated'], errors } }]
  const refused = await caught(call('matters.report', { body: { title: '灯' }, key: 'mine' }))
  expect(refused).toMatchObject({ status: 409, type: 'unmet', act: 'conclude', unmet: ['outcome-stated'], errors })
  expect(seen.map((one) => one.key)).toEqual(['mine'])
})

test('the error page of a proxy becomes a problem too', async () => {
  answers = [{ status: 500, body: '<html>oops' }]
  expect(await caught(call('matters.one', { params: { id: '1' } }))).toMatchObject({ status: 500, type: 'about:blank' })
})

test('reading carries no key, and parameters are escaped', async () => {
  await call('matters.one', { params: { id: 'a/b 中' } })
  expect(seen[0]).toMatchObject({ method: 'GET', url: '/api/matters/a%2Fb%20%E4%B8%AD', key: '' })
})

test('a query leaves out what is not given and repeats lists', () => {
  const [, url] = address('matters.report', { query: { state: ['open', 'late'], after: undefined, n: 20 } })
  expect(url.split('?')[1]).toBe('state=open&state=late&n=20')
})

test('an act given up by the page is not tried again', async () => {
  answers = ['wait']
  const stop = new AbortController()
  const doing = call('matters.report', { body: { title: '灯' }, signal: stop.signal })
  setTimeout(() => stop.abort(), 40)
  await expect(doing).rejects.toThrow()
  expect(seen).toHaveLength(1)
})

test('a thousand ids made here differ', () => {
  expect(new Set(Array.from({ length: 1000 }, newId)).size).toBe(1000)
})
