import { randomUUID } from 'node:crypto'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellTalk } from './demo/tell-talk.ts'
import { openTestHouse, type TestHouse } from './testing-house.ts'

/* What hangs on topics, talks and promises: kept with its subject, and shown to those it is for (D11, D12, D15). */

const village = '510704123206'
let h: TestHouse
let app: FastifyInstance
beforeAll(async () => {
  h = await openTestHouse('2026-11-16T09:00:00+08:00')
  await tellTalk(h as never)
  app = await h.serve()
}, 60_000)
afterAll(async () => {
  await app?.close()
  await h?.close()
})

const cookieOf = async ({ account }: Actor): Promise<string> => {
  const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account } })
  return String(reply.headers['set-cookie']).split(';')[0] ?? ''
}
const post = async (who: Actor, path: string, payload: object | Buffer, type = 'application/json') =>
  app.inject({
    method: 'POST',
    url: `/api${path}`,
    payload,
    headers: { 'content-type': type, 'idempotency-key': randomUUID(), cookie: await cookieOf(who) },
  })
const get = async (who: Actor | null, path: string) =>
  app.inject({ method: 'GET', url: `/api${path}`, headers: who ? { cookie: await cookieOf(who) } : {} })
const photo = async (who: Actor): Promise<string> => {
  const background = { r: Math.floor(Math.random() * 250), g: 80, b: 120 }
  const bytes = await sharp({ create: { width: 80, height: 60, channels: 3, background } })
    .jpeg()
    .toBuffer()
  return (await post(who, '/files', bytes, 'image/jpeg')).json().id
}
const committee = () => h.at(`${village}.committee.village-chair`)
const promise = async (): Promise<string> => {
  const { rows } = (await get(null, `/promises?unit=${village}`)).json()
  return rows.find(({ state }: { state: string }) => state === 'doing').id
}

test('photos of what was done hang on the promise, and a neighbour who is signed in sees them', async () => {
  const id = await promise()
  const done = await photo(committee())
  const claimed = await post(committee(), `/tasks/${id}/completion`, {
    evidence: '沟已清好，照片在后。',
    photos: [done],
  })
  expect(claimed.statusCode, claimed.body).toBe(201)
  const task = (await get(null, `/tasks/${id}?county=510704`)).json()
  expect(task.photos).toEqual([done])
  expect(task.entries.at(-1)).toMatchObject({ act: 'claim', text: '沟已清好，照片在后。' })
  expect((await get(h.resident(village, 3), `/files/${id}/${done}`)).statusCode).toBe(200)
  expect((await get(null, `/files/${id}/${done}`)).statusCode).toBe(401)
})

test('a file that was never kept is refused by the name of its field', async () => {
  const nowhere = 'f'.repeat(64)
  const topic = await post(h.resident(village, 1), '/topics', {
    ...{ unit: village, title: '路边种花', text: '想在路边种花。' },
    photos: [nowhere],
  })
  expect([topic.statusCode, topic.json().errors]).toEqual([400, [{ pointer: '/body/photos', code: 'unknown' }]])
  const { rows } = (await get(null, `/meetings?unit=${village}`)).json()
  const next = rows.find(({ state }: { state: string }) => state === 'notified')
  const { items } = (await get(null, `/meetings/${next.id}?county=510704`)).json()
  const advice = await post(h.at(`${village}.council.council-chair`), `/meetings/${next.id}/advice`, {
    ...{ topic: items[0].id, name: '沈律师', office: '县法律援助中心', text: '可以这样办。' },
    files: [{ id: nowhere, name: '意见.pdf' }],
  })
  expect([advice.statusCode, advice.json().errors]).toEqual([400, [{ pointer: '/body/files', code: 'unknown' }]])
})

test('what a topic is shown with is seen by neighbours before the review, and by nobody from outside', async () => {
  const resident = h.resident(village, 2)
  const picture = await photo(resident)
  const plan = { unit: village, title: '修好井盖', text: '井盖坏了，怕人踩空。', photos: [picture] }
  const { id } = (await post(resident, '/topics', plan)).json()
  expect((await get(h.resident(village, 4), `/files/${id}/${picture}`)).statusCode).toBe(200)
  expect((await get(null, `/files/${id}/${picture}`)).statusCode).toBe(401)
})

test('a plan that is changed takes its new material along, and an urgent reason can be taken back', async () => {
  const chair = h.at(`${village}.council.council-chair`)
  const branch = h.at(`${village}.branch.branch-secretary`)
  const { id: topic } = (
    await post(h.resident(village, 5), '/topics', { unit: village, title: '广场添两张椅子', text: '老人没处坐。' })
  ).json()
  await post(branch, `/topics/${topic}/admission`, {})
  const startsAt = new Date(h.env.now() + 5 * 86_400_000).toISOString()
  const plan = { title: '夜话', startsAt, venue: '议事堂', venueKind: 'hall', agenda: [topic], urgent: '赶时间。' }
  const { id } = (await post(chair, '/meetings', { body: `${village}.council`, ...plan })).json()
  const pdf = Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n',
  )
  const paper = (await post(chair, '/files/documents', pdf, 'application/octet-stream')).json().id
  const changed = await post(chair, `/meetings/${id}/plan`, {
    ...{ materials: [{ id: paper, name: '草图.pdf' }], urgent: '' },
    agenda: [topic],
  })
  expect(changed.statusCode, changed.body).toBe(201)
  expect((await get(chair, `/meetings/${id}`)).json()).toMatchObject({ urgent: null, materials: [{ id: paper }] })
  expect((await get(chair, `/files/${id}/${paper}`)).statusCode).toBe(200)
  const missing = await post(chair, `/meetings/${id}/plan`, {
    ...{ materials: [{ id: '0'.repeat(64), name: '没有的.pdf' }], agenda: [topic] },
  })
  expect(missing.json().errors).toEqual([{ pointer: '/body/materials', code: 'unknown' }])
})
