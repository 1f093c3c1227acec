import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { buildServer } from '@gongzhi/kernel/server/serve.ts'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MARK, openClamd } from '../../modules/files/server/clamd-trial.ts'
import { scanFrom } from '../../modules/files/server/scan.ts'
import { type Cast, castOf, deqing, jinlin, openTestHouse, type TestHouse } from './testing-house.ts'

let h: TestHouse
let c: Cast
let app: Awaited<ReturnType<typeof buildServer>>
let clamd: Awaited<ReturnType<typeof openClamd>>
const cookies = new Map<string, string>()
beforeAll(async () => {
  clamd = await openClamd()
  h = await openTestHouse('2026-11-16T09:00:00+08:00', scanFrom({ CLAMD_HOST: `127.0.0.1:${clamd.port}` }))
  c = castOf(h)
  app = await h.serve()
})
afterAll(async () => {
  await app?.close()
  await h?.close()
  await clamd?.close()
})

type Actor = Cast['clerk']
/** Another time, at which everybody signs in anew. */
const at = (now: string) => {
  cookies.clear()
  h.setNow(now)
}
const cookieOf = async ({ account }: Actor) => {
  const known = cookies.get(account ?? '')
  if (known) return known
  const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account } })
  const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? ''
  cookies.set(account ?? '', cookie)
  return cookie
}
const get = async (actor: Actor, url: string, headers: object = {}) =>
  app.inject({ method: 'GET', url: `/api${url}`, headers: { cookie: await cookieOf(actor), ...headers } })
const act = async (actor: Actor, url: string, payload: object, key: string = randomUUID()) => {
  const headers = { cookie: await cookieOf(actor), 'idempotency-key': key }
  const reply = await app.inject({ method: 'POST', url: `/api${url}`, headers, payload })
  return { status: reply.statusCode, body: reply.json() }
}
const keep = async (actor: Actor, url: string, payload: Buffer, type: string) => {
  const headers = { cookie: await cookieOf(actor), 'content-type': type }
  const reply = await app.inject({ method: 'POST', url: `/api${url}`, headers, payload })
  return { status: reply.statusCode, body: reply.json() }
}
let shade = 0
/** A photo of noise, so that whatever is left of it anywhere is told from black. */
const noise = () =>
  sharp({
    create: {
      width: 400,
      height: 300,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 140 + ++shade, sigma: 40 },
    },
  })
    .jpeg({ quality: 95 })
    .toBuffer()
const photo = async (actor: Actor, bytes?: Buffer) =>
  (await keep(actor, '/files', bytes ?? (await noise()), 'image/jpeg')).body.id as string
const file = async (said: object = {}) => {
  const id = await photo(c.reporter)
  const { id: matter } = await h.report(c.reporter, { photos: [id], ...said })
  return { id, matter, url: `/files/${matter}/${id}` }
}
const greys = (bytes: Buffer, region: { left: number; top: number; width: number; height: number }) =>
  sharp(bytes).extract(region).greyscale().raw().toBuffer()
const looked = (matter: string, actor: Actor) => get(actor, `/matters/${matter}`).then((reply) => reply.json())

test('black drawn over a photo is what everybody sees from then on, made anew, with nothing beneath it', async () => {
  const { id, matter, url } = await file()
  const before = (await get(c.reporter, url)).rawPayload
  const face = { x: 250, y: 333, w: 200, h: 300 }
  const drawn = await act(c.clerk, `/matters/${matter}/redactions`, {
    photo: id,
    boxes: [face],
    reason: '照片里有路人的脸。',
  })
  expect(drawn).toMatchObject({ status: 201, body: { state: 'reported', seq: 2 } })
  for (const actor of [c.reporter, c.clerk, c.dispatcher]) {
    for (const size of ['full', 'thumb'] as const) {
      const { rawPayload, headers } = await get(actor, `${url}?size=${size}`)
      expect(headers['content-type']).toBe('image/jpeg')
      const { width, height } = await sharp(rawPayload).metadata()
      // the rim of a block of JPEG holds what lies beside it
      const [left, top] = [Math.floor(0.25 * width) + 16, Math.floor(0.333 * height) + 16]
      const region = { left, top, width: Math.floor(0.2 * width) - 32, height: Math.floor(0.3 * height) - 32 }
      // black to the dot, not a shade of what was there
      expect(Math.max(...(await greys(rawPayload, region)))).toBeLessThan(6)
      const beside = await greys(rawPayload, { left: 0, top: 0, width: 60, height: 60 })
      expect(Math.max(...beside)).toBeGreaterThan(120)
      const { exif, xmp, icc, pages } = await sharp(rawPayload).metadata()
      expect({ exif, xmp, icc, pages: pages ?? 1 }).toEqual({ pages: 1 })
    }
  }
  expect((await get(c.reporter, url)).rawPayload.equals(before)).toBe(false)
  const view = await looked(matter, c.clerk)
  expect(view.files).toMatchObject([{ id, redacted: true, boxes: [face], held: null }])
  // the reporter reads that and why, and no boxes
  const theirs = await looked(matter, c.reporter)
  expect(theirs.files).toMatchObject([{ id, redacted: true, boxes: null }])
  expect(theirs.timeline.at(-1)).toMatchObject({ act: 'redact', text: '照片里有路人的脸。' })
  expect(JSON.stringify(theirs.timeline)).not.toContain('"boxes"')
})

test('two photos that differ only beneath the boxes are the same to the byte once they are covered', async () => {
  const backdrop = await noise()
  const urls: string[] = []
  for (const colour of ['#ffffff', '#aa0000']) {
    const under = { create: { width: 80, height: 80, channels: 3 as const, background: colour } }
    const bytes = await sharp(backdrop)
      .composite([{ input: under, left: 160, top: 96 }])
      .png()
      .toBuffer()
    const id = await photo(c.reporter, bytes)
    const { id: matter } = await h.report(c.reporter, { photos: [id] })
    await act(c.clerk, `/matters/${matter}/redactions`, {
      photo: id,
      boxes: [{ x: 320, y: 210, w: 360, h: 480 }],
      reason: '有人脸。',
    })
    urls.push(`/files/${matter}/${id}`)
  }
  for (const size of ['full', 'thumb']) {
    const [one, other] = await Promise.all(
      urls.map(async (url) => (await get(c.clerk, `${url}?size=${size}`)).rawPayload),
    )
    expect(one?.length).toBeGreaterThan(1000)
    expect(other && one?.equals(other)).toBe(true)
  }
})

test('a browser that has seen a photo asks again, and gets the new one as soon as it is covered', async () => {
  const { id, matter, url } = await file()
  const first = await get(c.reporter, url)
  const tag = String(first.headers.etag)
  expect(first.headers['cache-control']).toBe('private, no-cache')
  expect(await get(c.reporter, url, { 'if-none-match': tag })).toMatchObject({ statusCode: 304, body: '' })
  await act(c.clerk, `/matters/${matter}/redactions`, {
    photo: id,
    boxes: [{ x: 0, y: 0, w: 500, h: 500 }],
    reason: '车牌。',
  })
  const second = await get(c.reporter, url, { 'if-none-match': tag })
  expect(second.statusCode).toBe(200)
  expect(second.headers.etag).not.toBe(tag)
})

test('a redaction is corrected by the next one: wider, narrower or elsewhere, and each stands in the record', async () => {
  const { id, matter, url } = await file()
  const draw = (x: number, reason: string, key?: string) =>
    act(c.clerk, `/matters/${matter}/redactions`, { photo: id, boxes: [{ x, y: 0, w: 250, h: 1000 }], reason }, key)
  const key = randomUUID()
  const once = await draw(0, '左边有人。', key)
  expect(await draw(0, '左边有人。', key)).toEqual(once)
  expect((await draw(750, '其实在右边。')).status).toBe(201)
  const { rawPayload } = await get(c.reporter, url)
  const left = await greys(rawPayload, { left: 5, top: 5, width: 80, height: 280 })
  const right = await greys(rawPayload, { left: 310, top: 5, width: 80, height: 280 })
  expect(Math.max(...left)).toBeGreaterThan(120)
  expect(Math.max(...right)).toBeLessThan(6)
  expect(await h.told(matter)).toEqual(['report', 'redact', 'redact'])
  expect(await h.broken()).toEqual([])
})

test('the original is sealed: read with a reason, for ten minutes, by who gave it, and the reporter sees who and why', async () => {
  const { id, matter, url } = await file()
  const [clean] = [(await get(c.dispatcher, url)).rawPayload]
  // nothing to look beneath yet
  expect((await act(c.clerk, `/matters/${matter}/photo-looks`, { photo: id, reason: '核对位置。' })).status).toBe(400)
  await act(c.clerk, `/matters/${matter}/redactions`, {
    photo: id,
    boxes: [{ x: 0, y: 0, w: 999, h: 999 }],
    reason: '门牌。',
  })
  expect((await get(c.clerk, `${url}/original`)).json()).toMatchObject({ type: '/problems/reason-first', status: 403 })
  expect((await get(c.reporter, `${url}/original`)).statusCode).toBe(404)
  expect((await act(c.clerk, `/matters/${matter}/photo-looks`, { photo: id, reason: '' })).status).toBe(400)
  expect((await act(c.clerk, `/matters/${matter}/photo-looks`, { photo: id, reason: '核对位置。' })).status).toBe(201)
  const seen = await get(c.clerk, `${url}/original`)
  expect(seen.rawPayload.equals(clean)).toBe(true)
  expect(seen.headers['cache-control']).toBe('no-store')
  // whose reason it was, nobody else's
  expect((await get(c.dispatcher, `${url}/original`)).statusCode).toBe(403)
  const mine = (await get(c.reporter, '/me/data')).json()
  expect(mine.looks).toContainEqual(expect.objectContaining({ matter, field: 'photo', reason: '核对位置。' }))
  at('2026-11-16T09:11:00+08:00')
  expect((await get(c.clerk, `${url}/original`)).statusCode).toBe(403)
  at('2026-11-16T09:00:00+08:00')
})

test('covering is for who has the matter or oversees its place, reaches a photo of that matter alone, and works at its end', async () => {
  const { id, matter } = await file()
  const other = await file()
  const boxes = [{ x: 10, y: 10, w: 100, h: 100 }]
  const draw = (actor: Actor, photo: string, to = matter) =>
    act(actor, `/matters/${to}/redactions`, { photo, boxes, reason: '有人脸。' })
  expect((await draw(c.reporter, id)).status).toBe(404)
  expect((await draw(c.otherClerk, id)).status).toBe(404)
  expect((await draw(c.gridWorker, id)).status).toBe(403)
  expect(await draw(c.clerk, other.id)).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/body/photo', code: 'unknown' }] },
  })
  expect((await draw(c.clerk, 'e'.repeat(64))).status).toBe(400)
  for (const wrong of [[], [{ x: 950, y: 0, w: 100, h: 10 }], [{ x: 0.5, y: 0, w: 100, h: 10 }]]) {
    const payload = { photo: id, boxes: wrong, reason: '有人脸。' }
    expect((await act(c.clerk, `/matters/${matter}/redactions`, payload)).status, JSON.stringify(wrong)).toBe(400)
  }
  await h.does(c.clerk, 'decline', matter, { ground: 'no-facts', text: '看不出是什么事。' })
  await h.relay()
  const told = () => h.rows('SELECT kind FROM notices.notice WHERE subject = $1', [matter])
  const notices = await told()
  const closed = (await h.rows<{ closed_at: Date }>('SELECT closed_at FROM kernel.docket WHERE id = $1', [matter]))[0]
    ?.closed_at
  at('2026-11-17T09:00:00+08:00')
  expect(await draw(c.clerk, id)).toMatchObject({ status: 201, body: { state: 'declined' } })
  await h.relay()
  // it ended once: nobody is told again, and not a day later
  expect(await told()).toEqual(notices)
  expect((await h.rows('SELECT closed_at FROM kernel.docket WHERE id = $1', [matter]))[0]).toEqual({
    closed_at: closed,
  })
  at('2026-11-16T09:00:00+08:00')
})

test('a joined reporter never sees the photos of the other report, covered or not', async () => {
  const { id, matter } = await file()
  const joined = await h.report(c.neighbour, { joins: matter })
  await h.relay()
  expect((await h.docket(joined.id)).state).toBe('merged')
  for (const url of [`/files/${matter}/${id}`, `/files/${joined.id}/${id}`, `/files/${matter}/${id}/original`])
    expect((await get(c.neighbour, url)).statusCode, url).toBe(404)
  const view = await looked(joined.id, c.neighbour)
  expect(JSON.stringify(view)).not.toContain(id)
  const offered = await app.inject({
    method: 'POST',
    url: '/api/matters/nearby',
    payload: { unit: jinlin, category: 'lighting' },
  })
  expect(offered.body).not.toContain(id)
})

const pdf = (words = '') => Buffer.from(`%PDF-1.4\n% ${++shade} ${words}\n%%EOF`)
const octets = 'application/octet-stream'
/** A matter in the hands of the grid. */
const inHand = async () => {
  const { id } = await h.report(c.reporter)
  await h.does(c.clerk, 'accept', id)
  await h.does(c.clerk, 'dispatch', id, { org: `${jinlin}.grid` })
  await h.does(c.gridWorker, 'take', id)
  return id
}

test('staff attach a document to what they did; it is told by its content, and comes to be saved, never to be opened', async () => {
  const matter = await inHand()
  const bytes = pdf()
  const kept = await keep(c.gridWorker, '/files/documents', bytes, octets)
  expect(kept).toMatchObject({ status: 200, body: { kind: 'pdf', bytes: bytes.length, waiting: false } })
  const attachments = [{ id: kept.body.id, name: '检测 报告.pdf' }]
  expect((await act(c.gridWorker, `/matters/${matter}/notes`, { text: '检测报告见附件。', attachments })).status).toBe(
    201,
  )
  for (const actor of [c.reporter, c.clerk]) {
    const view = await looked(matter, actor)
    expect(view.timeline.at(-1)).toMatchObject({ act: 'note', attachments, photos: [] })
    expect(view.files).toMatchObject([{ id: kept.body.id, kind: 'pdf', held: null }])
    const reply = await get(actor, `/files/${matter}/${kept.body.id}`)
    expect(reply.rawPayload.equals(bytes)).toBe(true)
    expect(reply.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('检测 报告.pdf')}`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    })
  }
  expect((await get(c.neighbour, `/files/${matter}/${kept.body.id}`)).statusCode).toBe(404)
  // a co-unit's and an order's papers hang on their own part
  const sent = await keep(c.gridWorker, '/files/documents', pdf(), octets)
  const unknown = [{ id: 'f'.repeat(64), name: 'x.pdf' }]
  expect(
    await act(c.gridWorker, `/matters/${matter}/notes`, { text: '没有的附件。', attachments: unknown }),
  ).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/body/attachments', code: 'unknown' }] },
  })
  expect(
    (
      await act(c.gridWorker, `/matters/${matter}/conclusion`, {
        outcome: 'resolved',
        text: '已办好。',
        attachments: [{ id: sent.body.id, name: '结果.pdf' }],
      })
    ).status,
  ).toBe(201)
})

test('what is no document, carries macros, is too large, or comes from a resident is not kept', async () => {
  const headers = (type: string) => ({ 'content-type': type })
  const refusals = [
    [Buffer.from('<html><script>alert(1)</script></html>'), 415, 'not-a-document'],
    [Buffer.from('PK\x03\x04[Content_Types].xml word/document.xml word/vbaProject.bin', 'latin1'), 415, 'macros'],
    [Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(6 * 1024 * 1024)]), 413, 'document-too-large'],
    [Buffer.concat([Buffer.from('%PDF-1.4'), Buffer.alloc(22 * 1024 * 1024)]), 413, 'too-large'],
  ] as const
  for (const [bytes, status, type] of refusals)
    expect(await keep(c.clerk, '/files/documents', bytes, octets), type).toMatchObject({
      status,
      body: { type: `/problems/${type}` },
    })
  expect((await keep(c.reporter, '/files/documents', pdf(), octets)).status).toBe(404)
  const nobody = await app.inject({
    method: 'POST',
    url: '/api/files/documents',
    headers: headers(octets),
    payload: pdf(),
  })
  expect(nobody.statusCode).toBe(401)
  // by another way in: a page that calls itself a picture
  expect((await keep(c.clerk, '/files/documents', pdf(), 'text/html')).status).toBe(415)
})

test('what the scanner finds is refused with a word, locked away and never kept as a file', async () => {
  const before = clamd.scans()
  const bad = pdf(MARK)
  const refused = await keep(c.clerk, '/files/documents', bad, octets)
  expect(refused).toMatchObject({ status: 422, body: { type: '/problems/virus-found' } })
  const inPicture = Buffer.concat([await noise(), Buffer.from(MARK)])
  expect(await keep(c.reporter, '/files', inPicture, 'image/jpeg')).toMatchObject({ status: 422 })
  expect(clamd.scans() - before).toBe(2)
  const locked = await h.rows<{ id: string; found: string }>('SELECT id, found FROM files.quarantine')
  expect(locked.map(({ found }) => found)).toEqual(['Test.Mark-1', 'Test.Mark-1'])
  for (const { id } of locked) {
    expect(await h.rows('SELECT FROM files.file WHERE id = $1', [id])).toEqual([])
    expect(readdirSync(join(h.dataDir, 'files', id.slice(0, 2), id.slice(2, 4)))).toEqual([`${id}.quarantined`])
  }
})

test('while the scanner is away files wait unseen, are told as waiting, and come out, or are locked away, when it is back', async () => {
  const matter = await inHand()
  await clamd.leave()
  const good = await keep(c.gridWorker, '/files/documents', pdf(), octets)
  const bad = await keep(c.gridWorker, '/files/documents', pdf(MARK), octets)
  const picture = await keep(c.gridWorker, '/files', await noise(), 'image/jpeg')
  expect([good, bad, picture].map(({ status, body }) => [status, body.waiting])).toEqual([
    [200, true],
    [200, true],
    [200, true],
  ])
  const attachments = [good, bad].map(({ body }, at) => ({ id: body.id, name: `${at}.pdf` }))
  await act(c.gridWorker, `/matters/${matter}/notes`, { text: '附件两份。', attachments, photos: [picture.body.id] })
  const held = async () =>
    Object.fromEntries(
      (await looked(matter, c.clerk)).files.map((one: { id: string; held: string | null }) => [one.id, one.held]),
    )
  const ids = [good.body.id, bad.body.id, picture.body.id] as const
  expect(await held()).toEqual({ [ids[0]]: 'waiting', [ids[1]]: 'waiting', [ids[2]]: 'waiting' })
  for (const id of ids)
    expect((await get(c.clerk, `/files/${matter}/${id}`)).json()).toMatchObject({
      status: 409,
      type: '/problems/being-scanned',
    })
  const chore = h.house.modules.flatMap((m) => m.chores ?? []).find(({ id }) => id === 'files.scan-waiting')
  await chore?.run(h.env)
  expect((await held())[ids[0]]).toBe('waiting')
  await clamd.comeBack()
  await chore?.run(h.env)
  expect(await held()).toEqual({ [ids[0]]: null, [ids[1]]: 'found', [ids[2]]: null })
  expect((await get(c.clerk, `/files/${matter}/${ids[0]}`)).statusCode).toBe(200)
  expect((await get(c.clerk, `/files/${matter}/${ids[2]}`)).statusCode).toBe(200)
  expect((await get(c.clerk, `/files/${matter}/${ids[1]}`)).json()).toMatchObject({
    status: 410,
    type: '/problems/quarantined',
  })
  const folder = join(h.dataDir, 'files', ids[1].slice(0, 2), ids[1].slice(2, 4))
  expect(readdirSync(folder)).toEqual([`${ids[1]}.quarantined`])
  // and is not taken when it is sent again
  expect((await keep(c.clerk, '/files/documents', pdf(MARK), octets)).status).toBe(422)
  expect(await h.rows('SELECT county FROM files.attached WHERE file = $1', [ids[1]])).toEqual([{ county: deqing }])
})
