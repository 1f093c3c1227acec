import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemOf } from './serve.ts'
import { mountWeb } from './serve-web.ts'

const web = mkdtempSync(join(tmpdir(), 'web-'))
const html = (face: string) =>
  `<html><style>a{color:red}</style><script>1</script><script src="/x"></script>${face}</html>`
let app: FastifyInstance

beforeAll(async () => {
  for (const folder of ['assets', 'resident', 'work']) mkdirSync(join(web, folder))
  for (const face of ['resident', 'work']) writeFileSync(join(web, face, 'index.html'), html(face))
  writeFileSync(join(web, 'assets', 'a-1.js'), 'let a=1')
  writeFileSync(join(web, 'assets', 'a-1.js.gz'), gzipSync('let a=1'))
  app = fastify()
  app.setErrorHandler((error: Error, _request, reply) => reply.status(problemOf(error).body.status).send())
  await mountWeb(app, web, "default-src 'none';script-src 'self';style-src 'self'", (url) =>
    url.startsWith('/standard/'),
  )
})
afterAll(async () => {
  await app.close()
  rmSync(web, { recursive: true })
})

const get = (url: string, accept = '') => app.inject({ url, headers: { 'accept-encoding': accept } })

test('a page is never kept by a browser, and is the page of its face', async () => {
  for (const [url, face] of [
    ['/', 'resident'],
    ['/m/1?x=/work', 'resident'],
    ['/workshop', 'resident'],
    ['/work', 'work'],
    ['/work?x=1', 'work'],
    ['/work/m/1', 'work'],
  ] as const) {
    const { headers, body } = await get(url)
    expect(headers['cache-control'], url).toBe('no-store')
    expect(body, url).toBe(html(face))
  }
})

test('a page is sent packed to whoever can unpack it', async () => {
  const [br, gz, plain] = await Promise.all([
    get('/', 'gzip, deflate, br'),
    get('/', 'gzip, deflate'),
    get('/', 'zstd'),
  ])
  expect(brotliDecompressSync(br.rawPayload).toString()).toBe(html('resident'))
  expect(br.headers['content-encoding']).toBe('br')
  expect(gunzipSync(gz.rawPayload).toString()).toBe(html('resident'))
  expect(gz.headers.vary).toContain('accept-encoding')
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(plain.body).toBe(html('resident'))
})

test('the policy of a page names exactly what stands in it, by hash', async () => {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const { headers } = await get('/')
  expect(headers['content-security-policy']).toBe(
    `default-src 'none';script-src 'self' ${hash('1')};style-src 'self' ${hash('a{color:red}')}`,
  )
})

test('an asset is kept for ever, and sent packed where it lies packed', async () => {
  const { headers, rawPayload } = await get('/assets/a-1.js', 'gzip')
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(rawPayload).toString()).toBe('let a=1')
  expect((await get('/assets/a-1.js')).body).toBe('let a=1')
  expect((await get('/assets/none.js')).statusCode).toBe(404)
})

test('what is no page is not answered with one', async () => {
  expect((await get('/api/none')).statusCode).toBe(404)
  expect((await app.inject({ method: 'POST', url: '/' })).statusCode).toBe(404)
  // nor is what lies below somebody else's standard
  expect((await get('/standard/none.xml')).statusCode).toBe(404)
})
