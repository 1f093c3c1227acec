import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Module } from '@gongzhi/kernel/server/module.ts'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../identity/server/new-id.ts'
import { tryIdentity } from '../../identity/server/trial.ts'
import { attachedTo, attachStatements, createFiles, exists, sweepOrphans } from './index.ts'
import { openShelf } from './shelf.ts'

const seen = new Map<string, string>()
const module: { files?: Module } = {}
let t: Awaited<ReturnType<typeof tryIdentity>>
let now = Date.parse('2026-11-20T09:00:00+08:00')
beforeAll(async () => {
  t = await tryIdentity({}, (_crypto, dir) => {
    module.files = createFiles({ dir, maySee: async (_env, actor, subject) => seen.get(subject) === actor.account })
    return [module.files]
  })
})
afterAll(() => t.close())

let shade = 0
/** A landscape photo lying on its side, as a phone writes it: place, device and owner in its EXIF. */
const photo = (width = 60, height = 40) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: ++shade % 256, b: shade >> 8 } } })
    .withExif({
      IFD0: { Make: 'SecretPhoneMaker', Model: 'SECRET-1', Artist: '黄金水', Copyright: 'SecretOwner' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '23/1 8/1 3052/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '111/1 46/1 1234/100',
      },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
const send = (bytes: Buffer, page = t.browser()) => page.ask('POST', '/files', bytes)

test('a photo is kept upright and without a trace of place, device or owner', async () => {
  const sent = await photo()
  expect(sent.includes('SecretPhoneMaker')).toBe(true)
  expect((await sharp(sent).metadata()).exif).toBeDefined()
  const answer = await send(sent)
  // orientation 6: what was 60 wide stands 60 high
  expect(answer).toMatchObject({ status: 200, body: { width: 40, height: 60 } })
  const { id } = answer.body
  for (const name of [`${id}.jpg`, `${id}.thumb.jpg`]) {
    const kept = readFileSync(join(t.dir, 'files', id.slice(0, 2), id.slice(2, 4), name))
    const { exif, icc, xmp, iptc, orientation, format } = await sharp(kept).metadata()
    expect({ exif, icc, xmp, iptc, orientation, format }).toEqual({ format: 'jpeg' })
    for (const secret of ['Secret', 'SECRET', 'Exif', '黄金水']) expect(kept.includes(secret)).toBe(false)
  }
})

test('the same photo sent twice is one file, and no half-written one is left behind', async () => {
  const bytes = await photo()
  const [one, two] = await Promise.all([send(bytes), send(bytes)])
  expect(one.status).toBe(200)
  expect(two.body).toEqual(one.body)
  const { id } = one.body
  const folder = join(t.dir, 'files', id.slice(0, 2), id.slice(2, 4))
  expect(readdirSync(folder).sort()).toEqual([`${id}.jpg`, `${id}.thumb.jpg`])
})

test('a large photo is drawn at two thousand pixels and its small one at three hundred and twenty', async () => {
  const { body } = await send(
    await sharp({ create: { width: 3000, height: 1500, channels: 3, background: '#987' } })
      .png()
      .toBuffer(),
  )
  expect(body).toMatchObject({ width: 2000, height: 1000 })
  const small = await openShelf(t.dir).find(body.id, 'thumb')
  expect(await sharp(small).metadata()).toMatchObject({ width: 320, height: 160 })
})

test('what is not a picture, is damaged, too heavy or too many pixels is refused by name', async () => {
  const whole = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#123' } })
    .jpeg()
    .toBuffer()
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
  )
  const bomb = await sharp({ create: { width: 8000, height: 5001, channels: 3, background: '#fff' } })
    .jpeg({ quality: 10 })
    .toBuffer()
  const refusals = [
    [Buffer.from('not a picture at all'), 415, 'not-a-picture'],
    [svg, 415, 'not-a-picture'],
    [whole.subarray(0, whole.length - 400), 415, 'not-a-picture'],
    [Buffer.alloc(0), 415, 'not-a-picture'],
    [bomb, 413, 'too-many-pixels'],
    [Buffer.alloc(12 * 1024 * 1024 + 1), 413, 'too-large'],
  ] as const
  for (const [bytes, status, type] of refusals) {
    expect(await send(bytes)).toMatchObject({ status, body: { type: `/problems/${type}` } })
  }
})

test('a photo is seen by who may see its subject, and is not there for anybody else', async () => {
  const { id } = (await send(await photo())).body
  const me = await t.resident('13700000001')
  const stranger = await t.resident('13700000002')
  const subject = newId(now)
  const other = newId(now)
  seen.set(subject, me.account).set(other, me.account)
  expect((await me.ask('GET', `/files/${subject}/${id}`)).status).toBe(404)
  await t.env.db.batch(noScope, attachStatements('441226', subject, [id, id]))
  expect(await attachedTo(t.env, '441226', subject)).toEqual([id])
  const answer = await me.ask('GET', `/files/${subject}/${id}?size=thumb`)
  expect(answer.status).toBe(200)
  expect(answer.raw.headers).toMatchObject({ 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=3600' })
  expect((await sharp(answer.raw.rawPayload).metadata()).format).toBe('jpeg')
  expect((await stranger.ask('GET', `/files/${subject}/${id}`)).status).toBe(404)
  expect((await t.browser().ask('GET', `/files/${subject}/${id}`)).status).toBe(401)
  // a subject of mine does not open a photo of another subject
  expect((await me.ask('GET', `/files/${other}/${id}`)).status).toBe(404)
})

test('a photo that was never sent cannot be attached', async () => {
  const id = 'a'.repeat(64)
  expect(await exists(t.env, [id])).toBe(false)
  await expect(t.env.db.batch(noScope, attachStatements('441226', newId(now), [id]))).rejects.toThrow(/attached_photo/)
})

test('a photo nobody attached is gone after a day; one that is attached, or was sent again, stays', async () => {
  const [orphan, wanted, again] = await Promise.all([photo(), photo(), photo()])
  const ids = await Promise.all([orphan, wanted, again].map(async (bytes) => (await send(bytes)).body.id as string))
  const [lost = '', kept = '', renewed = ''] = ids
  await t.env.db.batch(noScope, attachStatements('441226', newId(now), [kept]))
  now += 23 * 3_600_000
  t.setNow(now)
  await send(again)
  now += 2 * 3_600_000
  t.setNow(now)
  expect(await exists(t.env, ids)).toBe(true)
  expect(await sweepOrphans(t.env, openShelf(t.dir))).toBeGreaterThan(0)
  expect(await Promise.all(ids.map((id) => exists(t.env, [id])))).toEqual([false, true, true])
  const there = (id: string) => existsSync(join(t.dir, 'files', id.slice(0, 2), id.slice(2, 4), `${id}.jpg`))
  expect([lost, kept, renewed].map(there)).toEqual([false, true, true])
})
