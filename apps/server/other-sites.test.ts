import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestHouse } from './testing-house.ts'
import { openTestHouse } from './testing-house.ts'

/* What a page of another site could make a browser send is refused before anybody is looked up. */

let h: TestHouse
let app: FastifyInstance
beforeAll(async () => {
  h = await openTestHouse()
  app = await h.serve()
})
afterAll(() => h.close())

const sent = (headers: Record<string, string>, payload: string | object = {}) =>
  app.inject({ method: 'POST', url: '/api/matters', headers, payload })

test.each([
  ['another origin', { origin: 'https://elsewhere.example' }],
  ['a fetch the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
  ['a sister site', { 'sec-fetch-site': 'same-site' }],
])('%s is refused', async (_what, headers) => {
  const reply = await sent({ ...headers, 'idempotency-key': 'other-site-1' })
  expect([reply.statusCode, reply.json().type]).toEqual([403, '/problems/other-site'])
})

test('a form, which needs nobody’s leave, is taken only where a standard wants it', async () => {
  const reply = await sent({ 'content-type': 'application/x-www-form-urlencoded' }, 'ids=1')
  expect([reply.statusCode, reply.json().type]).toEqual([415, '/problems/wrong-kind'])
})
