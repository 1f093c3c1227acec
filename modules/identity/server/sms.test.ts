import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { expect, test } from 'vitest'
import { httpSms } from './index.ts'

const env = {} as Env

test('a gateway of one’s own gets phone and text as JSON, and the id of the message as its idempotency key', async () => {
  const got: unknown[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    got.push([request.method, request.headers['idempotency-key'], JSON.parse(body)])
    response.statusCode = request.url === '/good' ? 204 : 500
    response.end(JSON.stringify({ echoed: body }))
  }).listen(0)
  const { port } = server.address() as AddressInfo
  await httpSms(`http://127.0.0.1:${port}/good`).send(env, '13800000001', '已受理', 'm1')
  expect(got).toEqual([['POST', 'm1', { to: '13800000001', text: '已受理' }]])
  const failure = await httpSms(`http://127.0.0.1:${port}/bad`)
    .send(env, '13800000001', '已受理')
    .catch((error: Error) => error.message)
  expect(failure).toBe('sms gateway: 500')
  server.close()
})
