import { hash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** 256 bits; the browser holds the token, the database its SHA-256. */
export const newToken = (): string => randomBytes(32).toString('base64url')
export const tokenHash = (token: string): Buffer => hash('sha256', token, 'buffer')

// over TLS the cookie is bound to the host; on a plain http try-out browsers would drop a Secure cookie
const nameFor = (request: FastifyRequest): string => (request.protocol === 'https' ? '__Host-gongzhi' : 'gongzhi')

/** The session token a request carries. */
export const cookieOf = (request: FastifyRequest): string | undefined => request.cookies[nameFor(request)]

/** The key that a request of another system carries: `Authorization: Bearer gz_…`. */
export const bearerOf = (request: FastifyRequest): string | undefined =>
  /^bearer +(.+)$/i.exec(request.headers.authorization ?? '')?.[1]

/** Sets the session cookie, or takes it away. */
export const setCookie = (request: FastifyRequest, reply: FastifyReply, token: string | null): void => {
  const options = { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: request.protocol === 'https' }
  if (token === null) reply.clearCookie(nameFor(request), options)
  else reply.setCookie(nameFor(request), token, options)
}
