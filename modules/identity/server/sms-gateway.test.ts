import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { smsGatewayFrom } from './index.ts'

const env = {} as Env
type Got = { method: string; url: string; headers: Record<string, unknown>; body: string }
let got: Got[] = []
let answer = { status: 200, body: '{"Code":"OK"}' }
const server = createServer(async (request, response) => {
  let body = ''
  for await (const part of request) body += part
  got.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
  response.statusCode = answer.status
  response.end(answer.body)
})
let url = ''
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`
})
afterAll(() => void server.close())
beforeEach(() => {
  got = []
  answer = { status: 200, body: '{"Code":"OK"}' }
})
const gateway = (more: object) => smsGatewayFrom(JSON.stringify({ url, ...more }))
const text = '【共治】您反映的2026-M-0042号事项已答复。'
const answered = { kind: 'answered', params: { number: '2026-M-0042', due: '11月26日17:30' } }
const send = (more: object, template: typeof answered | undefined = answered) =>
  gateway(more).send(env, '13800000001', text, 'id-1', template)
const failure = (sending: Promise<void>) =>
  sending.then(
    () => 'sent',
    (error: Error & { permanent?: boolean }) => `${error.message}${error.permanent ? ' for good' : ''}`,
  )

test('JSON as a carrier with registered templates wants it: template, parameters as a text, own headers', async () => {
  await send({
    headers: { authorization: 'APPCODE x' },
    body: {
      PhoneNumbers: '{phone}',
      SignName: '共治',
      TemplateCode: '{template}',
      TemplateParam: '{params}',
      OutId: '{id}',
    },
    templates: { answered: 'SMS_1001', code: 'SMS_1000' },
    success: { member: 'Code', equals: 'OK' },
  })
  expect(got[0]?.headers).toMatchObject({
    authorization: 'APPCODE x',
    'content-type': 'application/json',
    'idempotency-key': 'id-1',
  })
  expect(JSON.parse(got[0]?.body ?? '')).toEqual({
    PhoneNumbers: '13800000001',
    SignName: '共治',
    TemplateCode: 'SMS_1001',
    TemplateParam: JSON.stringify(answered.params),
    OutId: 'id-1',
  })
})

test('parameters go as a list or an object where that is wanted', async () => {
  const body = { PhoneNumberSet: ['+86{phone}'], TemplateId: '{template}', TemplateParamSet: '{params}' }
  await send({ body, params: 'list', templates: { answered: '77' } })
  await send({ body, params: 'object', templates: { answered: '77' } })
  expect(got.map((one) => JSON.parse(one.body))).toEqual([
    { PhoneNumberSet: ['+8613800000001'], TemplateId: '77', TemplateParamSet: ['2026-M-0042', '11月26日17:30'] },
    { PhoneNumberSet: ['+8613800000001'], TemplateId: '77', TemplateParamSet: answered.params },
  ])
})

test('a form, or an address, with account and password; the sign is the carrier’s', async () => {
  const body = { account: 'gz', pswd: 'a&b=c', mobile: '{phone}', msg: '{text}' }
  await send({ type: 'form', body, sign: '【德庆共治】' })
  await send({ type: 'form', method: 'GET', body, sign: '' })
  expect(Object.fromEntries(new URLSearchParams(got[0]?.body))).toEqual({
    account: 'gz',
    pswd: 'a&b=c',
    mobile: '13800000001',
    msg: '【德庆共治】您反映的2026-M-0042号事项已答复。',
  })
  expect(got[1]).toMatchObject({ method: 'GET', body: '' })
  expect(new URL(got[1]?.url ?? '', url).searchParams.get('msg')).toBe('您反映的2026-M-0042号事项已答复。')
})

test('no value changes the shape of what is sent', async () => {
  const evil = `","to":"1"},{"x":"{phone}`
  await gateway({ body: { to: '{phone}', text: '{text}' } }).send(env, '13800000001', evil, 'id')
  expect(JSON.parse(got[0]?.body ?? '')).toEqual({ to: '13800000001', text: evil })
})

test('200 with another code is a failure, a kind without its template is one for good; the number is never repeated', async () => {
  const body = { to: '{phone}', t: '{template}' }
  const success = { member: 'Response.Sent.0.Code', equals: 0 }
  answer.body = '{"Response":{"Sent":[{"Code":0}]}}'
  expect(await failure(send({ body, success }))).toBe('sent')
  answer.body = '{"Response":{"Sent":[{"Code":1,"Message":"13800000001 is black"}]}}'
  expect(await failure(send({ body, success }))).toBe('sms gateway: refused')
  answer.body = 'busy'
  expect(await failure(send({ body, success }))).toBe('sms gateway: not-json')
  answer.status = 503
  expect(await failure(send({ body }))).toBe('sms gateway: http-503')
  expect(await failure(send({ body, templates: { code: '1' } }))).toBe('sms gateway: no-template for good')
})

test('wrong settings are named at once, and no key among them is repeated', () => {
  const wrong = () =>
    smsGatewayFrom(
      JSON.stringify({
        url: 'ftp://secret',
        method: 'PUT',
        body: { x: 1 },
        sign: 'secret',
        templates: 3,
        retry: 'secret',
      }),
    )
  expect(wrong).toThrow(/url, method.*body.*templates, sign.*retry \(unknown\)/)
  expect(wrong).not.toThrow(/secret/)
  expect(() => smsGatewayFrom('{')).toThrow('not JSON')
})
