import { hash, randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import changed from '../../modules/open311/data/changeset.json' with { type: 'json' }
import {
  type Cast,
  castOf,
  deqing,
  elsewhere,
  guanxu,
  jinlin,
  openTestHouse,
  type TestHouse,
  youxian,
} from './testing-house.ts'
import { broken, fromXml, untyped } from './testing-open311.ts'

/* Open311 GeoReport v2 over the whole house: shapes, formats, errors, what is shown and what never is, and one round trip. */

const monday = '2026-11-16T09:00:00+08:00'
let h: TestHouse
let c: Cast
let app: FastifyInstance
let keys: { county: string; town: string; other: string; reading: string }

const keyOf = async (admin: Cast['admin'], prefix: string, scopes: string[]): Promise<string> => {
  const signed = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account: admin.account } })
  const cookie = String(signed.headers['set-cookie']).split(';')[0] ?? ''
  const org = `${admin.county}000000.coordination`
  const payload = {
    name: `城事通${prefix}`,
    org,
    purpose: '市民随手拍',
    scopes,
    prefix,
    expiresOn: '2027-11-01',
    perMinute: 6000,
  }
  const headers = { cookie, 'idempotency-key': randomUUID() }
  const reply = await app.inject({ method: 'POST', url: '/api/connections/keys', headers, payload })
  expect(reply.statusCode, reply.body).toBe(201)
  return reply.json().key
}

beforeAll(async () => {
  h = await openTestHouse(monday)
  c = castOf(h)
  app = await h.serve()
  keys = {
    county: await keyOf(c.admin, deqing, ['open311']),
    town: await keyOf(c.admin, guanxu, ['open311']),
    other: await keyOf(h.at(`${youxian}000000.government.county-admin`), youxian, ['open311']),
    reading: await keyOf(c.admin, deqing, ['matters:read']),
  }
})
afterAll(async () => {
  await app?.close()
  await h?.close()
})
beforeEach(() => h.setNow(monday))

const J = `jurisdiction_id=${deqing}`
const get = (path: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url: `/open311/${path}`, headers })
const json = async (path: string) => {
  const reply = await get(path)
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json()
}
const post = (form: Record<string, string>, format = 'json', headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: `/open311/v2/requests.${format}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers },
    payload: new URLSearchParams(form).toString(),
  })
const filled = (more: Record<string, string> = {}): Record<string, string> => ({
  api_key: keys.county,
  jurisdiction_id: deqing,
  service_code: 'lighting',
  address_id: jinlin,
  description: '村口的路灯三天不亮了。',
  client_request_id: randomUUID(),
  ...more,
})
const numberOf = async (id: string): Promise<string> =>
  String((await h.rows<{ number: string }>('SELECT number FROM kernel.docket WHERE id = $1', [id]))[0]?.number)

test('every resource keeps to the shapes of the standard, and its XML says what its JSON says', async () => {
  const { id } = await h.report(c.reporter, { fields: { when: 'night' } })
  const number = await numberOf(id)
  const resources = [
    ['discovery', 'discovery', `discovery.{f}`],
    ['discovery', 'discovery', `v2/discovery.{f}?${J}`],
    ['services', 'services', `v2/services.{f}?${J}`],
    ['services', 'services', `v2/services.{f}?${J}&locale=en`],
    ['service_definition', 'service_definition', `v2/services/power.{f}?${J}`],
    ['service_definition', 'service_definition', `v2/services/road.{f}?${J}`],
    ['requests', 'service_requests', `v2/requests.{f}?${J}`],
    ['requests', 'service_requests', `v2/requests.{f}?${J}&service_code=gas`],
    ['requests', 'service_requests', `v2/requests/${number}.{f}?${J}`],
    ['tokens', 'service_requests', `v2/tokens/${id}.{f}?${J}`],
    ['errors', 'errors', `v2/services/nothing.{f}?${J}`],
  ] as const
  for (const [shape, root, path] of resources) {
    const inJson = await get(path.replace('{f}', 'json'))
    const inXml = await get(path.replace('{f}', 'xml'))
    expect(inJson.headers['content-type'], path).toBe('application/json; charset=utf-8')
    expect(inXml.headers['content-type'], path).toBe('text/xml; charset=utf-8')
    expect(broken(shape, inJson.json()), path).toEqual([])
    expect(inXml.body.startsWith('<?xml version="1.0" encoding="utf-8"?>\n<'), path).toBe(true)
    expect(fromXml(inXml.body), path).toEqual({ root, value: untyped(inJson.json()) })
    expect(inXml.statusCode, path).toBe(inJson.statusCode)
  }
})

test('discovery names our own address, both formats, and that a demo is a test', async () => {
  const { endpoints, contact, key_service } = await json(`discovery.json?${J}`)
  expect(endpoints).toMatchObject([
    { url: 'http://localhost:80/open311/v2', type: 'test', formats: ['text/xml', 'application/json'] },
  ])
  expect(contact).toMatch(/德庆县.*0758-/)
  expect(contact).not.toContain('游仙')
  expect(key_service).toContain('密钥')
})

test('services have unique codes; whoever says metadata has a definition that asks or tells something, in order', async () => {
  const services = await json(`v2/services.json?${J}`)
  expect(new Set(services.map((s: { service_code: string }) => s.service_code)).size).toBe(services.length)
  for (const { service_code, metadata } of services) {
    const { attributes } = await json(`v2/services/${service_code}.json?${J}`)
    expect(attributes.length > 0, service_code).toBe(metadata)
    expect(attributes.map(({ order }: { order: number }) => order)).toEqual(
      attributes.map((_: unknown, i: number) => i + 1),
    )
  }
  // danger to life: call first, said before anything is asked
  const { attributes } = await json(`v2/services/safety.json?${J}`)
  expect(attributes[0]).toMatchObject({ variable: false, order: 1 })
  expect(attributes[0].description).toMatch(/110 119 120/)
  expect(attributes[1]).toMatchObject({ code: 'kind', datatype: 'singlevaluelist', required: false })
  expect(attributes[1].values).toContainEqual({ key: 'slope', name: '山坡、河堤' })
})

test('the changeset moves when services or definitions do: write the new time and sum into data/changeset.json', async () => {
  const services = await json(`v2/services.json?${J}`)
  const codes = services.map(({ service_code }: { service_code: string }) => service_code)
  const definitions = await Promise.all(codes.map((code: string) => json(`v2/services/${code}.json?${J}`)))
  expect(changed.of).toBe(hash('sha256', JSON.stringify([services, definitions])).slice(0, 16))
  expect((await json('discovery.json')).endpoints[0].changeset).toBe(changed.changeset)
})

test('the error matrix, in the format that was asked for', async () => {
  const far = 'start_date=2026-01-01T00:00:00Z&end_date=2026-11-01T00:00:00Z'
  const matrix: [number, string][] = [
    [400, 'v2/services.{f}'],
    [404, 'v2/services.{f}?jurisdiction_id=999999'],
    [400, 'v2/services/road.{f}'],
    [404, `v2/services/nothing.{f}?${J}`],
    [404, 'v2/services/road.{f}?jurisdiction_id=nowhere'],
    [400, 'v2/requests.{f}?jurisdiction_id='],
    [404, 'v2/requests.{f}?jurisdiction_id=999999'],
    [404, `v2/requests.{f}?${J}&service_code=road,nothing`],
    [400, `v2/requests.{f}?${J}&status=pending`],
    [400, `v2/requests.{f}?${J}&start_date=yesterday`],
    [400, `v2/requests.{f}?${J}&${far}`],
    [400, `v2/requests.{f}?${J}&start_date=2026-11-02&end_date=2026-11-01`],
    [400, `v2/requests.{f}?${J}&page=0`],
    [400, `v2/requests.{f}?${J}&lat=23.1`],
    [400, `v2/requests.{f}?${J}&lat=x&long=y&radius=10`],
    [400, `v2/requests.{f}?${J}&crs=bd09`],
    [400, 'v2/requests/2026-M-0001.{f}'],
    [404, `v2/requests/2026-M-9999.{f}?${J}`],
    [404, `v2/requests/${randomUUID()}.{f}?${J}`],
    [404, `v2/tokens/${randomUUID()}.{f}?${J}`],
    [404, `v2/tokens/nothing.{f}?${J}`],
    [400, `v2/tokens/nothing.{f}`],
    [404, 'v2/nothing.{f}'],
    [404, 'v3/services.{f}'],
  ]
  for (const [status, path] of matrix)
    for (const format of ['json', 'xml']) {
      const reply = await get(path.replace('{f}', format))
      const errors = format === 'json' ? reply.json() : fromXml(reply.body).value
      expect(reply.statusCode, `${path} ${reply.body}`).toBe(status)
      expect(reply.headers['content-type'], path).toContain(format === 'json' ? 'application/json' : 'text/xml')
      expect(errors, path).toMatchObject([{ description: expect.stringMatching(/[\u4e00-\u9fff].* [A-Za-z]/) }])
      expect(Number(errors[0].code), path).toBe(status)
    }
  // several things wrong are said at once
  const all = await get(`v2/requests.json?${J}&status=pending&page=0&start_date=x&service_code=nothing`)
  expect(all.statusCode).toBe(404)
  expect(all.json()).toHaveLength(4)
  // no format, or one that is not offered, is answered in the one everybody has
  for (const path of ['v2/services', 'v2/services.html', '', 'v2/requests'])
    expect(fromXml((await get(path)).body), path).toMatchObject({ root: 'errors', value: [{ code: '404' }] })
})

test('POST: the error matrix, and nothing is reported', async () => {
  const count = () => h.rows('SELECT id FROM kernel.docket')
  const before = (await count()).length
  const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(filled()).filter(([name]) => !names.includes(name)))
  const matrix: [number, RegExp, Record<string, string>][] = [
    [403, /api_key/, without('api_key')],
    [403, /api_key/, filled({ api_key: 'xyz' })],
    [403, /api_key/, filled({ api_key: `gz_${deqing}_${'a'.repeat(43)}` })],
    [403, /open311/, filled({ api_key: keys.reading })],
    [403, /jurisdiction/, filled({ api_key: keys.other })],
    [403, /reach/, filled({ api_key: keys.town, address_id: `${deqing}101000` })],
    [400, /jurisdiction_id/, without('jurisdiction_id')],
    [404, /jurisdiction_id/, filled({ jurisdiction_id: '999999' })],
    [400, /service_code/, without('service_code')],
    [404, /service_code/, filled({ service_code: 'nothing' })],
    [400, /location/, without('address_id')],
    [400, /lat/, filled({ lat: '23.1' })],
    [400, /lat/, filled({ lat: 'north', long: 'east' })],
    [400, /county/, { ...without('address_id'), lat: '37.76', long: '-122.42' }],
    [400, /address_id/, filled({ address_id: elsewhere })],
    [400, /attribute\[when\]/, filled({ 'attribute[when]': 'never' })],
    [400, /attribute\[colour\]/, filled({ 'attribute[colour]': 'red' })],
    [400, /description/, filled({ description: '长'.repeat(4001) })],
    [400, /phone/, filled({ phone: 'call me' })],
    [400, /email/, filled({ email: 'nobody' })],
    [400, /media_url/, filled({ media_url: 'file:///etc/passwd' })],
    [400, /crs/, filled({ crs: 'mars' })],
  ]
  for (const [status, said, form] of matrix)
    for (const format of ['json', 'xml']) {
      const reply = await post(form, format)
      expect(reply.statusCode, `${said} ${reply.body}`).toBe(status)
      const errors = format === 'json' ? reply.json() : fromXml(reply.body).value
      expect(broken('errors', format === 'json' ? errors : [{ code: 1, description: 'x' }])).toEqual([])
      expect(errors[0].description, String(said)).toMatch(said)
    }
  const many = await post(filled({ phone: 'x', email: 'x', media_url: 'y', 'attribute[when]': 'z' }))
  expect(many.json()).toHaveLength(4)
  const other = await app.inject({
    method: 'POST',
    url: '/open311/v2/requests.json',
    headers: { 'content-type': 'text/plain' },
    payload: 'x',
  })
  expect([other.statusCode, broken('errors', other.json())]).toEqual([400, []])
  expect(await count()).toHaveLength(before)
})

test('a report goes the whole way: filed by another system, handled here, seen closed there', async () => {
  const form = filled({
    lat: '23.15',
    long: '111.78',
    address_string: '金林村口小卖部旁, 官圩镇, 德庆县',
    'attribute[when]': 'night',
    first_name: '小明',
    last_name: '林',
    phone: '+86 139 1111 0099',
    email: 'lin@example.cn',
    media_url: 'https://photos.example.cn/1.jpg',
    device_id: 'IMEI-123',
    account_id: 'a-99',
  })
  const filing = await post(form)
  expect(filing.statusCode, filing.body).toBe(200)
  expect(broken('filed', filing.json())).toEqual([])
  const [{ service_request_id: number, service_notice, account_id }] = filing.json()
  expect(account_id).toBeNull()
  expect(service_notice).toContain(`编号 ${number}`)
  const [kept] = await h.rows<Record<string, string>>(
    `SELECT m.*, d.id FROM matters.matter m JOIN kernel.docket d ON d.id = m.id WHERE d.number = $1`,
    [number],
  )
  expect(kept).toMatchObject({
    channel: 'open311',
    unit_code: jinlin,
    spot: form.address_string,
    lat: 23.15,
    fields: { when: 'night' },
  })
  expect(kept?.body).toBe(`${form.description}\n附带的链接（平台没有打开过，请自行核实）：${form.media_url}`)
  expect(JSON.stringify(kept)).not.toMatch(/小明|139 ?1111|lin@example|IMEI|a-99/)
  const id = kept?.id ?? ''

  // the code that came back opens it, as a paper receipt would
  const code = /查询码 (\S+?)。/.exec(service_notice)?.[1]
  const open = () => app.inject({ method: 'POST', url: '/api/sessions/query-code', payload: { code } })
  expect((await open()).statusCode).toBe(200)

  const seen = async () => (await json(`v2/requests/${number}.json?${J}`))[0]
  expect(await seen()).toMatchObject({
    service_request_id: number,
    status: 'open',
    status_notes: '已收到，等受理。',
    service_code: 'lighting',
    description: '路灯；什么时候这样：夜里',
    agency_responsible: expect.stringContaining('便民服务'),
    requested_datetime: monday,
    updated_datetime: monday,
    expected_datetime: null,
    address: '金林村, 官圩镇, 德庆县, 肇庆市, 广东省',
    address_id: jinlin,
  })
  h.setNow('2026-11-16T10:00:00+08:00')
  await h.does(c.clerk, 'accept', id)
  expect(await seen()).toMatchObject({
    status_notes: '已受理，正在交办。',
    updated_datetime: '2026-11-16T10:00:00+08:00',
  })
  expect((await seen()).expected_datetime).toMatch(/^2026-12-01T/)
  await h.does(c.clerk, 'dispatch', id, { org: `${jinlin}.grid` })
  await h.does(c.gridWorker, 'take', id)
  expect(await seen()).toMatchObject({
    status: 'open',
    status_notes: '办理中。',
    agency_responsible: expect.stringContaining('网格'),
  })
  await h.does(c.gridWorker, 'conclude', id, { outcome: 'resolved', text: '已换灯泡，<b>亮了</b> & 好。' })
  await h.does(c.clerk, 'answer', id, { text: '请看看还暗不暗。' })
  await h.does(c.clerk, 'visit', id, { outcome: 'reached', text: '电话回访。' })
  h.setNow('2026-11-20T15:00:00+08:00')
  const cookie = String((await open()).headers['set-cookie']).split(';')[0] ?? ''
  const rated = await app.inject({
    method: 'POST',
    url: `/api/matters/${id}/rating`,
    headers: { cookie, 'idempotency-key': randomUUID() },
    payload: { satisfied: true },
  })
  expect(rated.statusCode, rated.body).toBe(201)
  await h.relay()
  const closed = await seen()
  expect(closed).toMatchObject({
    status: 'closed',
    status_notes: '已解决：已换灯泡，<b>亮了</b> & 好。',
    updated_datetime: '2026-11-20T15:00:00+08:00',
    agency_responsible: expect.stringContaining('网格'),
    expected_datetime: null,
  })
  const xml = fromXml((await get(`v2/requests/${id}.xml?${J}&locale=en`)).body).value as Record<string, string>[]
  expect(xml[0]).toMatchObject({
    status: 'closed',
    status_notes: 'Resolved: 已换灯泡，<b>亮了</b> & 好。',
    service_name: 'Street lighting',
  })
  expect(await json(`v2/tokens/${id}.json?${J}`)).toEqual([{ service_request_id: number, token: id }])
  expect(await h.broken()).toEqual([])
})

test('nothing personal leaves: not in lists, not by id, not in the bulk data, whatever was written where', async () => {
  const secrets = ['莫小芳', '13900005678', '三巷七号', '丈夫打人', '23.1517', 'zhenzhen', '住在桥头']
  const { id } = await h.report(c.neighbour, {
    category: 'safety',
    text: '莫小芳 13900005678 说三巷七号丈夫打人',
    spot: '三巷七号莫小芳家',
    name: '莫小芳',
    phone: '13900005678',
    point: { lat: 23.15171, lng: 111.78171 },
    fields: { kind: 'slope' },
  })
  // a field of a person's own words, of a kind that no category has today
  await h.rows(`UPDATE matters.matter SET fields = fields || '{"note":"住在桥头","who":"zhenzhen"}' WHERE id = $1`, [
    id,
  ])
  await h.does(c.clerk, 'decline', id, { ground: 'petition', text: '莫小芳家的事请走信访。' })
  const number = await numberOf(id)
  const bodies = await Promise.all(
    [
      `v2/requests/${number}.json?${J}`,
      `v2/requests/${id}.xml?${J}&locale=en`,
      `v2/requests.json?${J}`,
      `v2/requests.xml?${J}`,
      `v2/tokens/${id}.json?${J}`,
    ].map(async (path) => (await get(path)).body),
  )
  bodies.push((await app.inject({ method: 'GET', url: `/open-data/requests-${deqing}-2026.csv` })).body)
  for (const body of bodies) {
    expect(body).toContain(number)
    for (const secret of secrets) expect(body).not.toContain(secret)
  }
  const [shown] = JSON.parse(bodies[0] ?? '')
  expect(shown).toMatchObject({
    status: 'closed',
    status_notes: '不予受理，已向反映人说明。',
    description: '公共安全隐患；哪一类：山坡、河堤',
  })
  // where: the village's own point, not the reporter's
  const [village] = await h.rows<{ point_lat: number }>('SELECT point_lat FROM territory.division WHERE code = $1', [
    jinlin,
  ])
  expect(shown.lat).toBeCloseTo(village?.point_lat ?? 0, 4)
  // the view has no column that could carry them
  const columns = await h.rows<{ column_name: string }>(
    `SELECT column_name FROM information_schema.columns WHERE table_schema = 'open311'`,
  )
  expect(columns.length).toBeGreaterThan(10)
  const personal = /^(body|text|spot|lat|lng|party|name|phone|photos|handler|title|answer|fields)|_enc$/
  expect(columns.filter(({ column_name }) => personal.test(column_name))).toEqual([])
})

test('what is sealed, complains about a unit, is a suggestion or private is nowhere, closed or open', async () => {
  const hidden = [
    await h.report(c.reporter, { sealed: true }),
    await h.report(c.reporter, { about: `${jinlin}.committee` }),
    await h.report(c.reporter, { variant: 'suggestion', category: 'road' }),
    await h.report(c.reporter, { category: 'dispute' }),
    await h.report(c.reporter, { category: 'livelihood' }),
    await h.report(c.reporter, { category: 'opinion' }),
  ]
  const shown = await h.report(c.reporter)
  const [sealed] = hidden
  await h.does(c.clerk, 'decline', sealed?.id ?? '', { ground: 'no-facts', text: '没有说清是哪里。' })
  const list = (await get(`v2/requests.json?${J}`)).body
  const csv = (await app.inject({ method: 'GET', url: `/open-data/requests-${deqing}-2026.csv` })).body
  expect(list).toContain(shown.number)
  expect(csv).toContain(shown.number)
  for (const { id, number } of hidden) {
    expect(list).not.toContain(number)
    expect(csv).not.toContain(number)
    for (const one of [id, number]) expect((await get(`v2/requests/${one}.json?${J}`)).statusCode).toBe(404)
    expect((await get(`v2/tokens/${id}.json?${J}`)).statusCode).toBe(404)
    expect(await json(`v2/requests.json?${J}&service_request_id=${id},${number}`)).toEqual([])
  }
  for (const code of ['dispute', 'livelihood', 'opinion'])
    expect(await json(`v2/requests.json?${J}&service_code=${code}`)).toEqual([])
})

test('whoever leaves another number or an address instead of a mobile number is reached by whoever asks with a reason', async () => {
  const left = { first_name: 'Lin', last_name: 'Xiaoming', phone: '0758-778 1234', email: 'lin@example.cn' }
  const [{ service_request_id: number }] = (await post(filled(left))).json()
  const [{ id } = { id: '' }] = await h.rows<{ id: string }>('SELECT id FROM kernel.docket WHERE number = $1', [number])
  expect(await h.does(c.clerk, 'look', id, { reason: '要打电话问清是哪一盏。' })).toMatchObject({ status: 201 })
  const signed = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account: c.clerk.account } })
  const cookie = String(signed.headers['set-cookie']).split(';')[0] ?? ''
  const reporter = await app.inject({ method: 'GET', url: `/api/matters/${id}/reporter`, headers: { cookie } })
  expect(reporter.json()).toMatchObject({ name: 'Lin Xiaoming 0758-778 1234 lin@example.cn', phone: null })
})

test('what is private is taken in as a blackbox: a receipt for the person, no number to ask for', async () => {
  const services = await json(`v2/services.json?${J}`)
  const boxes = services.filter(({ type }: { type: string }) => type === 'blackbox')
  expect(boxes.map(({ service_code }: { service_code: string }) => service_code).sort()).toEqual([
    'dispute',
    'livelihood',
    'opinion',
  ])
  const [reply] = (await post(filled({ service_code: 'dispute' }))).json()
  expect(reply).not.toHaveProperty('service_request_id')
  expect(reply.service_notice).toMatch(/查询码/)
})

test('a closed matter is in GeoReport exactly when the public list of handled matters has it', async () => {
  const all = await json(`v2/services.json?${J}`)
  const closed = new Map<string, string>()
  for (const { service_code: category } of all) {
    const { id } = await h.report(c.reporter, { category })
    await h.rows(`UPDATE kernel.docket SET state = 'answered' WHERE id = $1`, [id])
    await h.does(c.clerk, 'visit', id, { outcome: 'reached', text: '电话回访。' })
    await h.does(c.reporter, 'rate', id, { satisfied: true })
    closed.set(category, id)
  }
  await h.relay()
  const listed = new Set((await h.rows<{ id: string }>('SELECT id FROM matters.public_matter')).map(({ id }) => id))
  for (const [category, id] of closed) {
    const { statusCode } = await get(`v2/requests/${id}.json?${J}`)
    expect(statusCode, category).toBe(listed.has(id) ? 200 : 404)
  }
  expect(closed.size).toBe(17)
})

test('the same request twice is one report: by the client’s number, by the header, or by what it says within ten minutes', async () => {
  const number = async (form: Record<string, string>, headers = {}) =>
    (await post(form, 'json', headers)).json()[0].service_request_id
  const named = filled({ client_request_id: 'app-1' })
  const first = await number(named)
  expect(await number(named)).toBe(first)
  const reused = await post({ ...named, description: '别的事。' })
  expect([reused.statusCode, broken('errors', reused.json())]).toEqual([400, []])
  // another client's own number is another report
  expect(await number({ ...named, api_key: keys.town })).not.toBe(first)

  const { client_request_id: _, ...plain } = filled({ description: '桥栏松了。', service_code: 'road' })
  h.setNow('2026-11-16T09:09:50+08:00')
  const said = await number(plain)
  h.setNow('2026-11-16T09:10:10+08:00')
  expect(await number(plain)).toBe(said)
  expect(await Promise.all([number(plain), number(plain)])).toEqual([said, said])
  expect(await number({ ...plain, description: '桥栏又松了。' })).not.toBe(said)
  h.setNow('2026-11-16T09:31:00+08:00')
  expect(await number(plain)).not.toBe(said)
  const keyed = { 'idempotency-key': 'header-key-1' }
  expect(await number(plain, keyed)).toBe(await number(plain, keyed))
})

test('a key may come in the Authorization header, a place by point, by address or by the reach of the key', async () => {
  const { api_key: _, address_id: __, ...bare } = filled()
  const unitOf = async (form: Record<string, string>, key: string) => {
    const reply = await post({ ...form, client_request_id: randomUUID() }, 'json', { authorization: `Bearer ${key}` })
    expect(reply.statusCode, reply.body).toBe(200)
    const [row] = await h.rows<{ unit_code: string; lat: number | null; lng: number | null }>(
      `SELECT m.unit_code, m.lat, m.lng FROM kernel.docket d JOIN matters.matter m ON m.id = d.id WHERE d.number = $1 AND d.county = $2`,
      [reply.json()[0].service_request_id, deqing],
    )
    return row
  }
  expect(await unitOf({ ...bare, address_string: '金林村三组' }, keys.county)).toMatchObject({ unit_code: jinlin })
  expect(await unitOf({ ...bare, address_string: '人民路 5 号' }, keys.county)).toMatchObject({
    unit_code: `${deqing}000000`,
  })
  expect(await unitOf({ ...bare, address_string: '人民路 5 号' }, keys.town)).toMatchObject({
    unit_code: `${guanxu}000`,
  })
  const [at] = await h.rows<{ lat: number; lng: number }>(
    'SELECT point_lat AS lat, point_lng AS lng FROM territory.division WHERE code = $1',
    [jinlin],
  )
  if (!at) throw new Error('no point')
  const here = { lat: String(at.lat), long: String(at.lng) }
  expect(await unitOf({ ...bare, ...here }, keys.county)).toMatchObject({ unit_code: jinlin, ...at })
  // from a Chinese map: brought back by half a kilometre before it is kept
  const shifted = await unitOf({ ...bare, ...here, crs: 'GCJ-02' }, keys.county)
  const metres = Math.hypot((Number(shifted?.lat) - at.lat) * 111_320, (Number(shifted?.lng) - at.lng) * 102_400)
  expect(metres).toBeGreaterThan(300)
  expect(metres).toBeLessThan(900)
})

test('other sites’ pages may read and report; whoever is signed in here is nobody there', async () => {
  const signed = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account: c.clerk.account } })
  const cookie = String(signed.headers['set-cookie']).split(';')[0] ?? ''
  const foreign = { cookie, origin: 'https://city.example.cn', 'sec-fetch-site': 'cross-site' }
  const read = await get(`v2/services.json?${J}`, foreign)
  expect([read.statusCode, read.headers['access-control-allow-origin']]).toEqual([200, '*'])
  expect(read.headers['access-control-allow-credentials']).toBeUndefined()
  const { api_key: _, ...bare } = filled()
  expect((await post(bare, 'json', foreign)).statusCode).toBe(403)
  const refusal = await post(filled({ service_code: 'nothing' }), 'xml', foreign)
  expect([refusal.statusCode, refusal.headers['access-control-allow-origin']]).toEqual([404, '*'])
  expect((await post(filled(), 'json', foreign)).statusCode).toBe(200)
  // everywhere else a POST from another site is refused
  const away = await app.inject({ method: 'POST', url: '/api/matters', headers: foreign, payload: {} })
  expect([away.statusCode, away.headers['access-control-allow-origin']]).toEqual([403, undefined])
})

test('filters: a list of ids overrides all others; codes, status, periods, changes, places and pages narrow', async () => {
  h.setNow('2026-08-03T09:00:00+08:00')
  const old = await h.report(c.reporter, { category: 'post' })
  h.setNow('2026-11-02T09:00:00+08:00')
  const lamp = await h.report(c.reporter, { category: 'broadcast' })
  h.setNow('2026-11-03T09:00:00+08:00')
  const road = await h.report(c.reporter, { category: 'telecom' })
  h.setNow('2026-11-05T09:00:00+08:00')
  await h.does(c.clerk, 'decline', lamp.id, { ground: 'not-our-area', text: '不归这里。' })
  const far = await h.report(h.resident(elsewhere, 0), { unit: elsewhere, category: 'post' })
  h.setNow(monday)
  const ours = [old, lamp, road, far].map(({ number }) => number)
  const found = async (query: string) => {
    const rows: { service_request_id: string }[] = await json(
      `v2/requests.json?${J}&service_code=post,broadcast,telecom&${query}`,
    )
    return rows.map(({ service_request_id }) => service_request_id).filter((one) => ours.includes(one))
  }
  expect(await found('')).toEqual([road.number, lamp.number])
  expect(await found('start_date=2026-08-01&end_date=2026-08-31')).toEqual([old.number])
  expect(await found('start_date=2026-08-01')).toEqual([old.number])
  expect(await found('end_date=2026-11-02T10:00:00%2B08:00')).toEqual([lamp.number])
  expect(await found('end_date=2026-11-02T10:00:00+08:00')).toEqual([lamp.number])
  expect(await found('status=closed')).toEqual([lamp.number])
  expect(await found('status=open')).toEqual([road.number])
  expect(await found('status=open,closed&status=')).toEqual([road.number, lamp.number])
  expect(await found('updated_after=2026-11-04')).toEqual([lamp.number])
  expect(await found('updated_before=2026-11-04')).toEqual([road.number, old.number])
  expect(await found('end_date=2026-11-10&page_size=1')).toEqual([road.number])
  expect(await found('end_date=2026-11-10&page_size=1&page=2')).toEqual([lamp.number])
  expect(await found(`service_request_id=${old.number},${road.id}&status=closed&start_date=x`)).toEqual([
    road.number,
    old.number,
  ])
  const [at] = await json(`v2/requests/${road.number}.json?${J}`)
  expect(await found(`lat=${at.lat}&long=${at.long}&radius=500`)).toEqual([road.number, lamp.number])
  expect(await found(`lat=${at.lat + 0.3}&long=${at.long}&radius=500`)).toEqual([])
  // asked for in GCJ-02, answered in GCJ-02: the same place
  const [shifted] = await json(`v2/requests/${road.number}.json?${J}&crs=gcj02`)
  expect(Math.abs(shifted.long - at.long)).toBeGreaterThan(0.001)
  expect(await found(`lat=${shifted.lat}&long=${shifted.long}&radius=100&crs=gcj02`)).toEqual([
    road.number,
    lamp.number,
  ])
  // numbers are of a county: the other's is another request
  expect((await get(`v2/requests/${far.id}.json?${J}`)).statusCode).toBe(404)
  expect(await json(`v2/requests/${far.id}.json?jurisdiction_id=${youxian}000000`)).toHaveLength(1)
})

test('at most a thousand requests in an answer, and the bulk data has them all, in lines a reader can parse', async () => {
  const { id } = await h.report(c.reporter, { category: 'water' })
  const columns = async (table: string) =>
    (
      await h.rows<{ name: string }>(
        `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
        [table],
      )
    ).map(({ name }) => name)
  // the id carries the same time, another tail
  const copy = `(left($1::text, 24) || lpad(to_hex(n), 12, '0'))::uuid`
  for (const table of ['kernel.docket', 'matters.matter']) {
    const names = await columns(table)
    const values = names.map((name) => (name === 'id' ? copy : name === 'number' ? `'2026-M-' || (90000 + n)` : name))
    await h.rows(
      `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${table}, generate_series(1, 2100) n WHERE id = $1::uuid`,
      [id],
    )
  }
  // as the database does by itself after a while
  await h.rows('ANALYZE')
  const first: unknown[] = await json(`v2/requests.json?${J}`)
  expect(first).toHaveLength(1000)
  expect(broken('requests', first)).toEqual([])
  expect(await json(`v2/requests.json?${J}&service_code=water&page_size=1500`)).toHaveLength(1000)
  const third: unknown[] = await json(`v2/requests.json?${J}&service_code=water&page=3`)
  expect(third.length).toBeGreaterThan(100)
  expect(third.length).toBeLessThan(200)

  const reply = await app.inject({ method: 'GET', url: `/open-data/requests-${deqing}-2026.csv` })
  expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(reply.headers['content-disposition']).toContain(`requests-${deqing}-2026.csv`)
  const lines = reply.body.replace(/^\ufeff/, '').split('\r\n')
  expect(lines[0]).toBe(
    'service_request_id,requested_datetime,updated_datetime,closed_date,status_description,status_notes,source,service_name,service_subtype,description,agency_responsible,address,lat,long',
  )
  const numbers = new Set(lines.slice(1).map((line) => line.split(',')[0]))
  const [{ n } = { n: 0 }] = await h.rows<{ n: number }>(
    `SELECT count(*)::int AS n FROM open311.request WHERE county = $1`,
    [deqing],
  )
  expect(n).toBeGreaterThan(2100)
  expect(numbers.size - 1).toBe(n)
  expect(reply.body).toContain('"金林村, 官圩镇, 德庆县, 肇庆市, 广东省"')
  for (const [status, path] of [
    [404, `/open-data/requests-999999-2026.csv`],
    [404, `/open-data/requests-${deqing}-2027.csv`],
    [400, `/open-data/requests-${deqing}-26.csv`],
    [200, `/open-data/requests-${youxian}-2025.csv`],
  ] as const)
    expect((await app.inject({ method: 'GET', url: path })).statusCode, path).toBe(status)
  const years = await app.inject({ method: 'GET', url: `/api/open-data/years?county=${deqing}` })
  expect(years.json()).toEqual([2026])
})
