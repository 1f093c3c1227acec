import * as z from 'zod'
import { addressOf, type EndpointSpec, media } from '../endpoint.ts'

type Json = Record<string, unknown>

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _drop, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as Json
  return rest
}

const parametersOf = (schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

const problem = {
  description: 'RFC 9457 problem',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

const operationOf = (e: EndpointSpec): Json => ({
  operationId: e.id,
  summary: e.summary,
  tags: [e.id.split('.')[0]],
  ...(e.door === 'anyone' ? {} : { security: [{ session: [] }] }),
  parameters: [
    ...parametersOf(e.params, 'path'),
    ...parametersOf(e.query, 'query'),
    ...(e.act
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: true,
            schema: { type: 'string', minLength: 8, maxLength: 200 },
            description: 'The same key again answers the same receipt.',
          },
        ]
      : []),
  ],
  ...(e.body || e.takes
    ? {
        requestBody: {
          required: true,
          content: {
            [e.takes ? media[e.takes] : 'application/json']: {
              schema: e.body ? schemaOf(e.body, 'input') : { type: 'string', format: 'binary' },
            },
          },
        },
      }
    : {}),
  responses: {
    [e.act && e.method === 'POST' ? '201' : '200']: {
      description: 'OK',
      content: e.gives
        ? { [media[e.gives]]: { schema: { type: 'string' } } }
        : { 'application/json': { schema: schemaOf(e.reply, 'output') } },
    },
    '4XX': problem,
  },
})

/** The OpenAPI 3.1 document of the endpoints. */
export const openApiOf = (endpoints: readonly EndpointSpec[]): Json => {
  const paths: Record<string, Json> = {}
  for (const e of endpoints) {
    const path = addressOf(e).replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [e.method.toLowerCase()]: operationOf(e) }
  }
  return {
    openapi: '3.1.0',
    info: { title: '共治 Gongzhi', version: '0.1.0', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'gongzhi' } },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'status'],
          properties: {
            type: { type: 'string' },
            status: { type: 'integer' },
            act: { type: 'string' },
            unmet: { type: 'array', items: { type: 'string' } },
            errors: {
              type: 'array',
              items: {
                type: 'object',
                required: ['pointer', 'code'],
                properties: { pointer: { type: 'string' }, code: { type: 'string' } },
              },
            },
          },
        },
      },
    },
  }
}
