import { timingSafeEqual } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { notFound } from '../problem.ts'
import type { DoorState } from './door.ts'
import { tokenHash } from './session.ts'

export type Operations = {
  /** How the door stands; open where there is none. */
  readonly state?: () => DoorState
  /** Whether the database answers. */
  readonly ready: () => Promise<boolean>
  /** The figures as Prometheus reads them; undefined: none are kept. */
  readonly figures?: (() => Promise<string>) | undefined
  /** Without it figures are for this machine alone. */
  readonly metricsToken?: string | undefined
}

/** A question that hangs is a no. */
const LONGEST = 2_000

const isNear = (request: FastifyRequest): boolean => {
  const from = request.socket.remoteAddress ?? ''
  const passedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => name in request.headers)
  return !passedOn && (from === '::1' || /^(::ffff:)?127\./.test(from))
}

const mayRead = (request: FastifyRequest, token: string | undefined): boolean => {
  if (token === undefined) return isNear(request)
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  // digests are of one length, whatever was sent
  return given !== undefined && timingSafeEqual(tokenHash(given), tokenHash(token))
}

/**
 * What a supervisor asks: `/healthz` whether the process answers at all, `/readyz` whether it should be sent requests,
 * `/metrics` how it goes. None of them counts against a rate limit.
 */
export const mountOperations = (app: FastifyInstance, o: Operations): void => {
  const config = { rateLimit: false } as const
  app.get('/healthz', { config }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ ok: true }),
  )
  app.get('/readyz', { config }, async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    const state = o.state?.() ?? 'open'
    if (state !== 'open') return reply.status(503).send({ ready: false, why: state })
    const database = await Promise.race([o.ready().catch(() => false), sleep(LONGEST, false, { ref: false })])
    return database ? { ready: true } : reply.status(503).send({ ready: false, why: 'database' })
  })
  app.get('/metrics', { config }, async (request, reply) => {
    // what one may not see is not there
    if (!o.figures || !mayRead(request, o.metricsToken)) throw notFound()
    return reply
      .header('cache-control', 'no-store')
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send(await o.figures())
  })
}
