import { createHash, randomUUID } from 'node:crypto'
import { actorOfKey } from '@gongzhi/connections/server'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestHouse } from './testing-house.ts'
import { castOf, deqing, elsewhere, guanxu, jinlin, jinxi, openTestHouse } from './testing-house.ts'

/* Keys of other systems: issued, used, revoked; and everything they do not open. */

let h: TestHouse
let app: FastifyInstance
let admin = ''
let clerk = ''

const signIn = async ({ account }: Actor): Promise<string> => {
  const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account } })
  return String(reply.headers['set-cookie']).split(';')[0] ?? ''
}
beforeAll(async () => {
  h = await openTestHouse('2026-11-25T09:00:00+08:00')
  app = await h.serve()
  admin = await signIn(castOf(h).admin)
  clerk = await signIn(castOf(h).clerk)
})
afterAll(async () => {
  await app?.close()
  await h?.close()
})

const asked = {
  name: '县12345热线',
  org: `${deqing}000000.coordination`,
  purpose: '热线登记的事项转来办理',
  scopes: ['matters:read', 'matters:report'],
  prefix: guanxu,
  expiresOn: '2027-11-25',
}
const issue = async (said: object = {}, cookie = admin, key: string = randomUUID()) => {
  const reply = await app.inject({
    method: 'POST',
    url: '/api/connections/keys',
    headers: { cookie, 'idempotency-key': key },
    payload: { ...asked, ...said },
  })
  return { status: reply.statusCode, body: reply.json() }
}
const as = (key: string, method: 'GET' | 'POST', path: string, payload?: object, idempotent: string = randomUUID()) =>
  app.inject({
    method,
    url: `/api${path}`,
    headers: { authorization: `Bearer ${key}`, ...(method === 'POST' ? { 'idempotency-key': idempotent } : {}) },
    ...(payload ? { payload } : {}),
  })
const report = { channel: 'phone', category: 'lighting', unit: jinlin, text: '路灯不亮。', consent: true }

test('a key is written out once, kept as a hash, and the same act again answers the same key', async () => {
  const idempotent = randomUUID()
  const first = await issue({}, admin, idempotent)
  expect(first.status).toBe(201)
  expect(first.body.key).toMatch(/^gz_441226_[\w-]{43}$/)
  const again = await issue({}, admin, idempotent)
  expect(again.body).toEqual(first.body)
  expect((await issue({ name: '另一个系统' }, admin, idempotent)).status).toBe(422)
  const kept = await h.rows('SELECT * FROM connections.api_key WHERE id = $1', [first.body.id])
  expect(JSON.stringify(kept)).not.toContain(first.body.key.slice(10))
  expect(kept[0]?.token_hash).toEqual(createHash('sha256').update(first.body.key).digest())
  const journal = await h.rows('SELECT * FROM kernel.journal WHERE subject = $1', [first.body.id])
  expect(journal).toHaveLength(1)
  expect(JSON.stringify(journal)).not.toContain(first.body.key.slice(10))
  const list = await app.inject({ url: '/api/connections/keys', headers: { cookie: admin } })
  expect(list.body).not.toContain(first.body.key.slice(10))
  expect(list.json()).toContainEqual(
    expect.objectContaining({ id: first.body.id, name: '县12345热线', place: '官圩镇', usedOn: null, state: 'valid' }),
  )
})

test('only the county’s administrator issues, sees and revokes keys, in the county only', async () => {
  expect((await issue({}, clerk)).status).toBe(403)
  expect((await app.inject({ url: '/api/connections/keys', headers: { cookie: clerk } })).statusCode).toBe(404)
  expect((await issue({ prefix: elsewhere.slice(0, 6) })).status).toBe(403)
  const { body } = await issue()
  const revoke = (cookie: string) =>
    app.inject({
      method: 'POST',
      url: `/api/connections/keys/${body.id}/revocation`,
      headers: { cookie, 'idempotency-key': randomUUID() },
      payload: { reason: '不再使用' },
    })
  expect((await revoke(clerk)).statusCode).toBe(404)
  expect((await revoke(admin)).statusCode).toBe(201)
  expect((await revoke(admin)).json()).toMatchObject({ status: 409, unmet: ['state'] })
})

test('what is wrong with a key is said all at once', async () => {
  const { status, body } = await issue({ org: 'nobody', prefix: '441226999', expiresOn: '2026-11-24' })
  expect(status).toBe(400)
  expect(body.errors).toEqual([
    { pointer: '/body/org', code: 'unknown' },
    { pointer: '/body/prefix', code: 'unknown' },
    { pointer: '/body/expiresOn', code: 'past' },
  ])
  expect((await issue({ expiresOn: '2028-11-26' })).body.errors).toEqual([
    { pointer: '/body/expiresOn', code: 'too-far' },
  ])
  expect((await issue({ scopes: [] })).status).toBe(400)
})

test('a system reports for somebody and follows what it reported, within its reach and its scopes', async () => {
  const { body } = await issue()
  expect((await as(body.key, 'GET', '/connections/key')).json()).toMatchObject({ county: deqing, prefix: guanxu })
  const idempotent = randomUUID()
  const made = await as(body.key, 'POST', '/matters/for-residents', report, idempotent)
  expect(made.statusCode, made.body).toBe(201)
  const receipt = made.json()
  expect((await as(body.key, 'POST', '/matters/for-residents', report, idempotent)).json()).toEqual(receipt)
  const [opened] = await h.rows('SELECT * FROM kernel.journal WHERE subject = $1', [receipt.id])
  expect(opened).toMatchObject({ actor: body.id, actor_kind: 'key', role: 'connected-system', org: asked.org })
  const seen = await as(body.key, 'GET', `/connections/matters/${receipt.id}`)
  expect(seen.json()).toMatchObject({ number: receipt.number, state: 'reported', own: true, answer: null })
  expect(seen.body).not.toContain('路灯不亮')
  // the work desk shows it as registered by the unit that answers for the system
  const clerkSees = await app.inject({ url: `/api/matters/${receipt.id}`, headers: { cookie: clerk } })
  expect(clerkSees.json().timeline[0].by).toMatchObject({ kind: 'staff', org: '德庆县综治中心', name: null })
  // another system with the same reach sees that it is there, and not that it is its own
  const other = await issue({ scopes: ['matters:read'] })
  expect((await as(other.body.key, 'GET', `/connections/matters/${receipt.id}`)).json()).toMatchObject({ own: false })
  const refused = await as(other.body.key, 'POST', '/matters/for-residents', report)
  expect(refused.json()).toMatchObject({ status: 403, type: '/problems/scope-missing', scope: 'matters:report' })
  const beyond = await as(body.key, 'POST', '/matters/for-residents', { ...report, unit: `${deqing}000000` })
  expect(beyond.statusCode).toBe(403)
  const narrow = await issue({ prefix: jinxi })
  expect((await as(narrow.body.key, 'GET', `/connections/matters/${receipt.id}`)).statusCode).toBe(404)
  expect((await as(narrow.body.key, 'GET', '/connections/matters')).json()).toEqual({ rows: [], next: null })
})

test('what was answered is given back to the system that reported it, and to no other', async () => {
  const c = castOf(h)
  const { body } = await issue()
  const { id } = (await as(body.key, 'POST', '/matters/for-residents', report)).json()
  await h.does(c.clerk, 'accept', id)
  await h.does(c.clerk, 'dispatch', id, { org: `${jinlin}.grid` })
  await h.does(c.gridWorker, 'take', id)
  await h.does(c.gridWorker, 'conclude', id, { outcome: 'resolved', text: '已换灯泡。' })
  expect(await h.does(c.clerk, 'answer', id, { text: '路灯修好了。' })).toMatchObject({ status: 201 })
  expect((await as(body.key, 'GET', `/connections/matters/${id}`)).json()).toMatchObject({
    state: 'answered',
    outcome: 'resolved',
    answer: '路灯修好了。',
  })
  const other = await issue({ scopes: ['matters:read'] })
  expect((await as(other.body.key, 'GET', `/connections/matters/${id}`)).json().answer).toBeNull()
})

test('what is sealed or complains about a unit is not there for any key, not even the one that reported it', async () => {
  const c = castOf(h)
  const { body } = await issue({ prefix: deqing })
  const complaint = await h.report(c.reporter, { about: `${jinlin}.committee`, category: 'opinion', sealed: true })
  const hidden = await h.report(c.reporter, { sealed: true })
  const own = (await as(body.key, 'POST', '/matters/for-residents', { ...report, sealed: true })).json()
  for (const { id } of [complaint, hidden, own])
    expect((await as(body.key, 'GET', `/connections/matters/${id}`)).statusCode).toBe(404)
  const list = await as(body.key, 'GET', '/connections/matters?most=100')
  expect(list.json().rows.length).toBeGreaterThan(0)
  for (const { id } of [complaint, hidden, own]) expect(list.body).not.toContain(id)
})

test('the list comes a page at a time and by state', async () => {
  const { body } = await issue()
  for (let n = 0; n < 3; n++) await as(body.key, 'POST', '/matters/for-residents', report)
  const ids: string[] = []
  let before = ''
  for (;;) {
    const page = (await as(body.key, 'GET', `/connections/matters?most=2${before}`)).json()
    ids.push(...page.rows.map(({ id }: { id: string }) => id))
    if (page.next === null) break
    before = `&before=${page.next}`
  }
  expect(ids).toEqual([...new Set(ids)].sort().reverse())
  const all = (await as(body.key, 'GET', '/connections/matters?most=100')).json().rows
  expect(all.map(({ id }: { id: string }) => id)).toEqual(ids)
  const answered = (await as(body.key, 'GET', '/connections/matters?state=answered')).json().rows
  expect(answered.every(({ state }: { state: string }) => state === 'answered')).toBe(true)
  expect(answered.length).toBeLessThan(all.length)
})

test('a key that was revoked, has expired, or never was answers the same 401; an open door needs no good key either', async () => {
  const { body } = await issue({ expiresOn: '2026-11-26' })
  expect((await as(body.key, 'GET', '/connections/key')).statusCode).toBe(200)
  h.setNow('2026-11-26T23:59:00+08:00')
  expect((await as(body.key, 'GET', '/connections/key')).statusCode).toBe(200)
  h.setNow('2026-11-27T00:00:30+08:00')
  admin = await signIn(castOf(h).admin)
  const unknown = `gz_${deqing}_${'A'.repeat(43)}`
  for (const key of [body.key, unknown, 'gz_nonsense', 'something else'])
    for (const path of ['/connections/key', '/matters/categories'])
      expect((await as(key, 'GET', path)).json(), `${key} ${path}`).toMatchObject({ type: '/problems/wrong-key' })
  await h.sweep()
  expect(await h.told(body.id)).toEqual(['issue-key', 'expire-key'])
  expect(await h.broken()).toEqual([])
})

test('only the day of the last use is kept', async () => {
  const { body } = await issue({ expiresOn: '2027-01-01' })
  await as(body.key, 'GET', '/connections/key')
  const list = await app.inject({ url: '/api/connections/keys', headers: { cookie: admin } })
  expect(list.json().find(({ id }: { id: string }) => id === body.id).usedOn).toBe('2026-11-27')
  const columns = await h.rows<{ data_type: string }>(
    `SELECT data_type FROM information_schema.columns WHERE table_schema = 'connections' AND column_name = 'used_on'`,
  )
  expect(columns).toEqual([{ data_type: 'date' }])
})

test('beyond its calls a minute a key waits, others go on', async () => {
  const { body } = await issue({ perMinute: 3 })
  const other = await issue()
  for (let n = 0; n < 3; n++) expect((await as(body.key, 'GET', '/connections/key')).statusCode).toBe(200)
  const refused = await as(body.key, 'GET', '/connections/key')
  expect(refused.json()).toMatchObject({ status: 429, type: '/problems/too-many', retryAfter: 60 })
  expect((await as(other.body.key, 'GET', '/connections/key')).statusCode).toBe(200)
  h.setNow('2026-11-27T00:01:31+08:00')
  expect((await as(body.key, 'GET', '/connections/key')).statusCode).toBe(200)
})

test('for Open311 a key given as a field is looked at for its scope', async () => {
  const { body } = await issue({ scopes: ['open311'] })
  expect(await actorOfKey(h.env, body.key, 'open311')).toMatchObject({ kind: 'key', county: deqing })
  await expect(actorOfKey(h.env, body.key, 'matters:read')).rejects.toMatchObject({ body: { status: 403 } })
  await expect(actorOfKey(h.env, 'nothing', 'open311')).rejects.toMatchObject({ body: { status: 401 } })
})
