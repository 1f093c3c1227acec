import type { FastifyInstance } from 'fastify'
import type { EndpointSpec } from '../endpoint.ts'
import type { Described, DocsLocale } from './api-docs.ts'
import { apiDocsCss, apiDocsOf } from './api-docs.ts'
import type { Message } from './openapi.ts'
import { openApiOf } from './openapi.ts'

/** `/api/openapi.json` for machines, `/api/docs` for people: both made from the contracts, at the first request. */
export const mountDocs = (
  app: FastifyInstance,
  endpoints: readonly EndpointSpec[],
  messages: readonly Message[],
  described: Described,
): void => {
  const made = new Map<string, string>()
  const once = (name: string, make: () => string): string => {
    const text = made.get(name) ?? make()
    made.set(name, text)
    return text
  }
  app.get('/api/openapi.json', async (_request, reply) =>
    reply.type('application/json').send(once('openapi', () => JSON.stringify(openApiOf(endpoints, messages)))),
  )
  app.get('/api/docs', async (request, reply) => {
    const { lang } = request.query as { lang?: unknown }
    const asked = lang ?? request.headers['accept-language']?.slice(0, 2)
    const locale: DocsLocale = asked === 'en' ? 'en' : 'zh-CN'
    return reply
      .type('text/html; charset=utf-8')
      .header('vary', 'accept-language')
      .send(once(locale, () => apiDocsOf(endpoints, messages, described, locale)))
  })
  app.get('/api/docs.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(apiDocsCss))
}
