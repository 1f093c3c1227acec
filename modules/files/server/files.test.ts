import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Module } from '@gongzhi/kernel/server/module.ts'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../identity/server/new-id.ts'
import { tryIdentity } from '../../identity/server/trial.ts'
import { attachStatements, checkFiles, createFiles, exists } from './index.ts'
import { openShelf, readWhole } from './shelf.ts'
import { sweepOrphans, sweepStrays } from './sweep.ts'

const seen = new Map<string, string>()
const module: { files?: Module } = {}
let t: Awaited<ReturnType<typeof tryIdentity>>
let now = Date.parse('2026-11-20T09:00:00+08:00')
beforeAll(async () => {
  t = await tryIdentity({}, (_crypto, dir) => {
    module.files = createFiles({
      shelf: openShelf(dir),
      maySee: async (_env, actor, subject) => seen.get(subject) === actor.account,
      mayLookBeneath: async () => undefined,
    })
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
  const small = await readWhole(openShelf(t.dir), `${body.id}.thumb.jpg`)
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
  const answer = await me.ask('GET', `/files/${subject}/${id}?size=thumb`)
  expect(answer.status).toBe(200)
  expect(answer.raw.headers).toMatchObject({ 'content-type': 'image/jpeg', 'cache-control': 'private, no-cache' })
  expect(answer.raw.headers['content-security-policy']).toBe("sandbox; default-src 'none'")
  expect(answer.raw.headers['x-content-type-options']).toBe('nosniff')
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

/** Everything a camera, an editor or a chat may write beside the pixels. */
const told = (format: 'jpeg' | 'png' | 'webp' | 'avif' | 'gif') =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: { r: 9, g: ++shade % 256, b: 99 } } })
    .withExif({ IFD0: { Make: 'SecretPhoneMaker', Artist: '黄金水' }, IFD3: { GPSLatitude: '23/1 8/1 3052/100' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><p>SecretPlace</p></x:xmpmeta>')
    .toFormat(format)
    .toBuffer()

test.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)(
  'a %s is kept without what was written into it',
  async (format) => {
    const sent = await told(format)
    // what a GIF carries besides pixels is no EXIF: a comment
    const bytes =
      format === 'gif' ? Buffer.concat([sent.subarray(0, -1), Buffer.from('!\xfe\x0bSecretPlace\0;', 'latin1')]) : sent
    expect(bytes.includes('Secret')).toBe(true)
    const { status, body } = await send(bytes)
    expect(status).toBe(200)
    for (const ending of ['jpg', 'thumb.jpg']) {
      const kept = await readWhole(openShelf(t.dir), `${body.id}.${ending}`)
      expect(kept?.length).toBeGreaterThan(0)
      const { exif, xmp, icc, iptc, comments } = await sharp(kept).metadata()
      expect({ exif, xmp, icc, iptc, comments }).toEqual({})
      for (const secret of ['Secret', 'GPS', 'xmpmeta', '黄金水']) expect(kept?.includes(secret)).toBe(false)
    }
  },
)

test('a HEIC, which cannot be drawn here, is refused by its name, and nothing of it is kept', async () => {
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heicSecretPlace', 'latin1')
  expect(await send(heic)).toMatchObject({ status: 415, body: { type: '/problems/heic' } })
  const { rows } = await t.owner.query('SELECT count(*)::int AS n FROM files.file WHERE bytes = $1', [heic.length])
  expect(rows).toEqual([{ n: 0 }])
})

test('a small file that unfolds into a hundred million dots, or a thousand frames, is refused before it unfolds', async () => {
  const wide = await sharp({
    create: { width: 12_000, height: 9_000, channels: 3, background: '#fff' },
    limitInputPixels: false,
  })
    .png({ compressionLevel: 9 })
    .toBuffer()
  expect(wide.length).toBeLessThan(1024 * 1024)
  const before = process.memoryUsage().rss
  expect(await send(wide)).toMatchObject({ status: 413, body: { type: '/problems/too-many-pixels' } })
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
  // a head that lies: 60,000 × 60,000 in forty bytes
  const lying = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const size = Buffer.alloc(8)
  size.writeUInt32BE(60_000, 0)
  size.writeUInt32BE(60_000, 4)
  const head = Buffer.concat([lying, size, Buffer.from([8, 2, 0, 0, 0])])
  const { status } = await send(head)
  expect([413, 415]).toContain(status)
})

test('a crash between row and file leaves no broken picture: the row is gone too, and the file is swept', async () => {
  const bytes = await photo()
  const shelf = openShelf(t.dir)
  // the connection breaks after the files are written and before the row is there for others
  const { db } = t.env
  const within: typeof db.within = (scope, work) =>
    db.within(scope, async (tx) => {
      await work(tx)
      throw new Error('power cut')
    })
  const { keepPhoto } = await import('./keep.ts')
  const context = { env: { ...t.env, db: { ...db, within } }, bytes } as unknown as Parameters<
    ReturnType<typeof keepPhoto>
  >[0]
  await expect(keepPhoto({ shelf, whenAway: 'hold' })(context)).rejects.toThrow('power cut')
  const { id } = await (await import('./redraw.ts')).redraw(bytes)
  expect([await exists(t.env, [id]), await shelf.has(`${id}.jpg`)]).toEqual([false, true])
  expect(await Array.fromAsync(checkFiles(ownerTx, openShelf(t.dir)))).toContainEqual({
    name: `${id}.jpg`,
    why: 'stray',
  })
  // not before a day is over, for it may be on its way
  const walk = (at: number) => sweepStrays({ ...t.env, now: () => at }, shelf)
  expect(await walk(Date.now() + 23 * 3_600_000)).toBe(0)
  expect(await walk(Date.now() + 25 * 3_600_000)).toBe(1)
  expect(await shelf.has(`${id}.jpg`)).toBe(false)
  // sent again it is whole
  expect((await send(bytes)).body.id).toBe(id)
  expect([await exists(t.env, [id]), await shelf.has(`${id}.jpg`), await shelf.has(`${id}.thumb.jpg`)]).toEqual([
    true,
    true,
    true,
  ])
})

const ownerTx = {
  rows: async <T>({ text, values }: { text: string; values: readonly unknown[] }) =>
    (await t.owner.query(text, [...values])).rows as T[],
}

test('the check names rows without files, files that changed and files without rows, and nothing that is well', async () => {
  const shelf = openShelf(t.dir)
  const [whole, lost, bent] = [await photo(), await photo(), await photo()]
  const ids: string[] = []
  for (const bytes of [whole, lost, bent]) ids.push((await send(bytes)).body.id)
  const [whole_ = '', gone = '', changed = ''] = ids
  await shelf.delete(`${gone}.thumb.jpg`)
  await shelf.put(`${changed}.jpg`, Buffer.from('another picture'))
  const stray = 'c'.repeat(64)
  await shelf.put(`${stray}.bin`, Buffer.from('nobody’s'))
  // what hangs on a matter of the county is told with the matter
  const subject = newId(now)
  await t.env.db.batch(noScope, attachStatements('441226', subject, [whole_, gone]))
  const [check] = module.files?.checks ?? []
  const findings = check ? await Array.fromAsync(check.run({ reader: ownerTx, county: '441226' } as never)) : []
  expect(findings.filter((one) => one.subject === subject)).toEqual([{ subject, why: `missing ${gone}.thumb.jpg` }])
  const bad = await Array.fromAsync(checkFiles(ownerTx, openShelf(t.dir)))
  const ours = bad.filter(({ name }) => [...ids, stray].some((id) => name.startsWith(id)))
  expect(ours.sort((a, b) => (a.why < b.why ? -1 : 1))).toEqual([
    { name: `${changed}.jpg`, why: 'changed' },
    { name: `${gone}.thumb.jpg`, why: 'missing' },
    { name: `${stray}.bin`, why: 'stray' },
  ])
})
