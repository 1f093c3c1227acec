import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
// @ts-expect-error: comes without types
import S3rver from '@20minutes/s3rver'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShelf, readWhole, type Shelf } from './shelf.ts'
import { openBucket, shelfFrom } from './shelf-s3.ts'

/* One contract, two shelves: a folder, and a bucket on a server that speaks S3 and checks every signature. */

const dir = mkdtempSync(join(tmpdir(), 'shelf-'))
const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', region: 'us-east-1' }
let server: { run: () => Promise<{ port: number }>; close: () => Promise<void> }
let origin = ''
const shelves: Record<string, Shelf> = {}
beforeAll(async () => {
  server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: join(dir, 's3'),
    configureBuckets: [{ name: 'files', configs: [] }],
  })
  const { port } = await server.run()
  origin = `http://127.0.0.1:${port}`
  shelves.folder = openShelf(join(dir, 'folder'))
  shelves.bucket = openBucket({ url: `${origin}/files`, ...keys })
})
afterAll(async () => {
  await server?.close()
  rmSync(dir, { recursive: true, force: true })
})
const idOf = (n: number) => n.toString(16).padStart(64, '0')

test.each(['folder', 'bucket'])(
  'a %s streams what it keeps, lists it by id, forgets what it dropped and takes no name of a path',
  async (kind) => {
    const shelf = shelves[kind] as Shelf
    const name = `${'ab'.repeat(32)}.bin`
    expect([await shelf.get(name), await shelf.has(name), await Array.fromAsync(shelf.list())]).toEqual([
      undefined,
      false,
      [],
    ])
    const big = Buffer.alloc(3 * 1024 * 1024, 'x')
    const before = Date.now()
    await shelf.put(name, Readable.from([big, Buffer.from('end')]))
    expect((await readWhole(shelf, name))?.equals(Buffer.concat([big, Buffer.from('end')]))).toBe(true)
    expect(await shelf.has(name)).toBe(true)
    const [stored] = await Array.fromAsync(shelf.list('ab'.repeat(32)))
    expect(stored).toMatchObject({ name, bytes: big.length + 3 })
    expect(Math.abs((stored?.changedAt ?? 0) - before)).toBeLessThan(60_000)
    expect(await Array.fromAsync(shelf.list('ac'.repeat(32)))).toEqual([])
    await shelf.put(name, Buffer.from('again'))
    expect((await readWhole(shelf, name))?.toString()).toBe('again')
    const failing = Readable.from(
      (async function* () {
        yield Buffer.from('half')
        throw new Error('line cut')
      })(),
    )
    const half = `${'cd'.repeat(32)}.bin`
    await expect(shelf.put(half, failing)).rejects.toThrow('line cut')
    expect(await shelf.has(half)).toBe(false)
    await shelf.delete(name)
    await shelf.delete(name)
    expect(await Array.fromAsync(shelf.list())).toEqual([])
    for (const path of ['../../etc/passwd', `${'ab'.repeat(32)}/../x`, '.hidden', ''])
      await expect((async () => shelf.get(path))()).rejects.toThrow(RangeError)
  },
)

test('a bucket of more than one page is listed whole', async () => {
  const shelf = shelves.bucket as Shelf
  const names = Array.from({ length: 1005 }, (_, n) => `${idOf(n)}.bin`)
  for (let at = 0; at < names.length; at += 50)
    await Promise.all(names.slice(at, at + 50).map((name) => shelf.put(name, Buffer.from('x'))))
  const listed = (await Array.fromAsync(shelf.list())).map(({ name }) => name)
  expect(listed.sort()).toEqual(names)
  expect((await Array.fromAsync(shelf.list(idOf(7)))).map(({ name }) => name)).toEqual([`${idOf(7)}.bin`])
})

test('a wrong key, a bucket that is not there or a server that is away is an error, never a file that is missing', async () => {
  const name = `${idOf(3)}.bin`
  const wrong = openBucket({ url: `${origin}/files`, ...keys, secretAccessKey: 'another' })
  await expect(wrong.get(name)).rejects.toThrow('S3 answered 403')
  await expect(wrong.put(name, Buffer.from('x'))).rejects.toThrow('S3 answered 403')
  const none = openBucket({ url: `${origin}/nothing`, ...keys })
  await expect(none.put(name, Buffer.from('x'))).rejects.toThrow('no such bucket')
  await expect(none.get(name)).rejects.toThrow('no such bucket')
  await expect(Array.fromAsync(none.list())).rejects.toThrow('no such bucket')
  const away = openBucket({ url: 'http://127.0.0.1:1/files', ...keys })
  await expect(away.get(name)).rejects.toThrow()
})

test('the settings choose the shelf, and a half-set bucket stops the start', async () => {
  const bucket = shelfFrom({ S3_URL: `${origin}/files/`, S3_KEY_ID: 'S3RVER', S3_SECRET: 'S3RVER' }, dir)
  expect(await bucket.has(`${idOf(3)}.bin`)).toBe(true)
  expect(await shelfFrom({}, join(dir, 'empty')).has(`${idOf(3)}.bin`)).toBe(false)
  for (const wrong of [
    { S3_URL: `${origin}/files` },
    { S3_URL: 'files', S3_KEY_ID: 'a', S3_SECRET: 'b' },
    { S3_URL: origin, S3_KEY_ID: 'a', S3_SECRET: 'b' },
  ])
    expect(() => shelfFrom(wrong, dir)).toThrow(/wrong settings/)
})
