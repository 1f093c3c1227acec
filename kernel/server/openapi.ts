import * as z from 'zod'
import { addressOf, type EndpointSpec, media } from '../endpoint.ts'
import { problemTypes } from '../problem-types.ts'
import { exampleOf } from './example.ts'

type Json = Record<string, unknown>

/** A message that other systems are sent, for `webhooks`. */
export type Message = { readonly type: string; readonly schema: z.ZodType }

/** A zod schema as JSON Schema 2020-12, which OpenAPI 3.1 speaks. */
export const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _drop, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as Json
  return rest
}

/** An example that the schema takes; held against it by a test. */
export const exampleFor = (schema: z.ZodType, io: 'input' | 'output'): unknown => exampleOf(schemaOf(schema, io))

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
    ...(place === 'path' || required.includes(name) ? { example: exampleOf(property, name) } : {}),
  }))
}

/** Statuses with which an endpoint may refuse. */
export const refusalsOf = (e: EndpointSpec): number[] => [
  ...(e.params || e.query || e.body || e.act ? [400] : []),
  401,
  ...(e.act || e.scope !== undefined || e.door === 'key' ? [403] : []),
  ...(e.params || e.door !== 'anyone' ? [404] : []),
  ...(e.act ? [409] : []),
  ...(e.takes ? [413, 415] : []),
  ...(e.act ? [422] : []),
  429,
]

/** Whether it comes back as a page of JSON, and with which status. */
export const successOf = (e: EndpointSpec): 200 | 201 => (e.act && e.method === 'POST' ? 201 : 200)

const securityOf = (e: EndpointSpec): Json[] => {
  const key = e.scope !== undefined || e.door === 'key' ? [{ key: e.scope === undefined ? [] : [e.scope] }] : []
  if (e.door === 'key') return key
  return [...(e.door === 'anyone' || e.door === 'demo' ? [{}] : [{ session: [] }]), ...key]
}

const jsonOf = (schema: z.ZodType, io: 'input' | 'output'): Json => ({
  'application/json': { schema: schemaOf(schema, io), example: exampleFor(schema, io) },
})

const bodyOf = (e: EndpointSpec): Json => {
  if (e.body && (e.takes === undefined || e.takes === 'form')) {
    const [json] = Object.values(jsonOf(e.body, 'input'))
    return { [e.takes ? media[e.takes] : 'application/json']: json }
  }
  return { [e.takes ? media[e.takes] : 'application/json']: { schema: { type: 'string', format: 'binary' } } }
}

const operationOf = (e: EndpointSpec): Json => ({
  operationId: e.id,
  summary: e.summary,
  tags: [e.id.split('.')[0]],
  security: securityOf(e),
  parameters: [
    ...parametersOf(e.params, 'path'),
    ...parametersOf(e.query, 'query'),
    ...(e.act
      ? ['IdempotencyKey', 'MadeAt', 'MadeBy'].map((name) => ({ $ref: `#/components/parameters/${name}` }))
      : []),
  ],
  ...(e.body || e.takes ? { requestBody: { required: true, content: bodyOf(e) } } : {}),
  responses: {
    [successOf(e)]: {
      description: 'OK',
      content: e.gives ? { [media[e.gives]]: { schema: { type: 'string' } } } : jsonOf(e.reply, 'output'),
    },
    ...Object.fromEntries(refusalsOf(e).map((status) => [status, { $ref: `#/components/responses/${status}` }])),
    '5XX': { $ref: '#/components/responses/500' },
  },
})

const refusal = (status: number): Json => {
  const types = problemTypes.filter((one) => one.status === status)
  const more: Json =
    status === 400
      ? { errors: [{ pointer: '/body/unit', code: 'unknown' }] }
      : status === 409
        ? { act: 'accept', unmet: ['state'], from: ['reported'] }
        : status === 429
          ? { retryAfter: 30 }
          : {}
  return {
    description: types.map(({ type, en }) => `${type}: ${en}`).join('; '),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        example: { type: `/problems/${types[0]?.type}`, status, ...more },
      },
    },
  }
}

const webhookOf = ({ type, schema }: Message): Json => ({
  post: {
    operationId: type,
    summary: `Sent when ${type.replace('.', ' is ')}, signed by the Standard Webhooks convention`,
    tags: ['webhooks'],
    security: [],
    parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
      name,
      in: 'header',
      required: true,
      schema: { type: 'string' },
    })),
    requestBody: { required: true, content: jsonOf(schema, 'output') },
    responses: {
      '2XX': { description: 'It has arrived; anything else is tried again, eight times in about a day.' },
      '410': { description: 'Nobody listens here any more: the webhook is disabled.' },
    },
  },
})

const problem: Json = {
  type: 'object',
  description: 'RFC 9457; `type` is stable, words are the client’s.',
  required: ['type', 'status'],
  properties: {
    type: { type: 'string', examples: problemTypes.map(({ type }) => `/problems/${type}`) },
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
}

/** The OpenAPI 3.1 document of the endpoints and of the messages that are sent. */
export const openApiOf = (endpoints: readonly EndpointSpec[], messages: readonly Message[] = []): Json => {
  const paths: Record<string, Json> = {}
  for (const e of endpoints) {
    const path = addressOf(e).replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [e.method.toLowerCase()]: operationOf(e) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '共治 Gongzhi',
      version: '0.1.0',
      description: 'Readable at /api/docs. Other systems bring a key: `Authorization: Bearer gz_…`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: [...new Set(endpoints.map(({ id }) => id.split('.')[0])), 'webhooks'].map((name) => ({ name })),
    paths,
    webhooks: Object.fromEntries(messages.map((message) => [message.type, webhookOf(message)])),
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'gongzhi', description: '`__Host-gongzhi` over TLS' },
        key: { type: 'http', scheme: 'bearer', bearerFormat: 'gz_…', description: 'The key of another system' },
      },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          schema: { type: 'string', minLength: 8, maxLength: 200 },
          description: 'The same key again answers the same receipt.',
          example: '019ab3c4-5d6e-7f80-9a1b-2c3d4e5f6071',
        },
        MadeAt: {
          name: 'Made-At',
          in: 'header',
          schema: { type: 'string', format: 'date-time' },
          description: 'When it was made on the device, for what is sent later.',
        },
        MadeBy: {
          name: 'Made-By',
          in: 'header',
          schema: { type: 'string' },
          description: 'The account that made it, or `nobody`; 401 when somebody else is signed in by now.',
        },
      },
      responses: Object.fromEntries([...new Set(problemTypes.map(({ status }) => status))].map((s) => [s, refusal(s)])),
      schemas: { Problem: problem },
    },
  }
}
