import { lookup } from 'node:dns'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { bareHost, isPublicIp, wrongAddress } from '../rules/index.ts'

/** How a try ended. `error`: why it did not arrive; `ms`: how long it took. */
export type Sent = { readonly status: number | null; readonly error: string | null; readonly ms: number }

type Found = readonly { readonly address: string; readonly family: number }[]
/** Asks which addresses a name stands for. */
export type Resolve = (host: string, options: object, answer: (error: Error | null, found: Found) => void) => void
const resolveAll: Resolve = (host, options, answer) => lookup(host, { ...options, all: true }, answer)

/** A name is looked at when it is connected to, so that one that means another address a moment later gets no further. */
const publicOnly =
  (resolve: Resolve): LookupFunction =>
  (host, options, answer) =>
    resolve(host, options, (error, found = []) => {
      if (error) return answer(error, '')
      const [first] = found
      if (!first || !found.every(({ address }) => isPublicIp(address)))
        return answer(Object.assign(new Error('private address'), { code: 'PRIVATE' }), '')
      return options.all ? answer(null, [...found]) : answer(null, first.address, first.family)
    })

const errorOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'PRIVATE') return 'address'
  return error instanceof Error && (error.name === 'TimeoutError' || code === 'ABORT_ERR') ? 'timeout' : 'network'
}

/**
 * Posts a message once. https by default, no private address, no redirect, ten seconds; of the answer only the status is
 * read. `hosts` are the installation's own, for which http and private addresses are right.
 */
export const post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  hosts: readonly string[],
  timeoutMs = 10_000,
  resolve: Resolve = resolveAll,
): Promise<Sent> => {
  const began = performance.now()
  const ended = (status: number | null, error: string | null): Sent => ({
    status,
    error,
    ms: Math.round(performance.now() - began),
  })
  const to = URL.canParse(url) ? new URL(url) : undefined
  if (!to || wrongAddress(to, hosts)) return Promise.resolve(ended(null, 'address'))
  const own = hosts.includes(bareHost(to.hostname))
  return new Promise((end) => {
    const request = (to.protocol === 'https:' ? httpsRequest : httpRequest)(
      to,
      {
        method: 'POST',
        agent: false,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        signal: AbortSignal.timeout(timeoutMs),
        ...(own ? {} : { lookup: publicOnly(resolve) }),
      },
      (reply) => {
        const status = reply.statusCode ?? 0
        reply.destroy()
        if (status >= 200 && status < 300) end(ended(status, null))
        else end(ended(status, status >= 300 && status < 400 ? 'redirect' : 'status'))
      },
    )
    request.once('error', (error) => end(ended(null, errorOf(error))))
    request.end(body)
  })
}
