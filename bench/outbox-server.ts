import { addressOf } from '@gongzhi/kernel/endpoint.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { routesOf } from '@gongzhi/kernel/server/serve.ts'
import type { TestHouse } from '../apps/server/testing-house.ts'
import type { Delivery } from '../kernel/web/outbox/engine.ts'
import { asProblem } from '../kernel/web/web-problem.ts'

/** The whole real server on its real PostgreSQL, spoken to as a browser speaks; only the wire between them is left out. */
export const openServer = async (h: TestHouse) => {
  const app = await h.serve()
  const endpoints = new Map(routesOf(h.house.modules).map(({ endpoint }) => [endpoint.id, endpoint]))
  return {
    /** One request; answers with the reply or throws the `WebProblem` a page would see. */
    handle: async (id: string, delivery: Delivery, cookie: string): Promise<unknown> => {
      const endpoint = endpoints.get(id)
      if (!endpoint) throw new Error(`no endpoint ${id}`)
      const { params = {}, photo, body, as, key, madeAt } = delivery
      const reply = await app.inject({
        method: endpoint.method,
        url: addressOf(endpoint).replace(/:(\w+)/g, (_, name: string) => params[name] ?? ''),
        headers: {
          cookie,
          'made-by': as,
          'content-type': photo ? photo.type : 'application/json',
          ...(key === undefined ? {} : { 'idempotency-key': key }),
          ...(madeAt === undefined ? {} : { 'made-at': new Date(madeAt).toISOString() }),
        },
        payload: photo ? Buffer.from(photo.bytes) : JSON.stringify(body),
      })
      if (reply.statusCode < 300) return JSON.parse(reply.payload)
      throw asProblem(reply.statusCode, reply.payload)
    },
    /** The session of a demo person. */
    signIn: async ({ account }: Actor): Promise<{ account: string; cookie: string }> => {
      const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account } })
      const [cookie] = String(reply.headers['set-cookie']).split(';')
      return { account: account ?? '', cookie: cookie ?? '' }
    },
    close: () => app.close(),
  }
}
export type Server = Awaited<ReturnType<typeof openServer>>
