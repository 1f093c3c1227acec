import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { notFound } from '../problem.ts'

type Packed = { readonly encoding: string; readonly bytes: Buffer }
type Face = { readonly policy: string; readonly packed: readonly Packed[] }

/** The hashes under which a policy lets the inlined styles or scripts of a page run, and no others. */
const hashesOf = (html: string, tag: 'style' | 'script'): string =>
  [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))]
    .map(([, inlined = '']) => ` 'sha256-${createHash('sha256').update(inlined).digest('base64')}'`)
    .join('')

/** A page as it is sent: packed once, with the policy that allows what the build wrote into it. */
const readFace = async (file: string, policy: string): Promise<Face> => {
  const html = await readFile(file, 'utf8')
  const [br, gz] = await Promise.all([promisify(brotliCompress)(html), promisify(gzip)(html)])
  return {
    policy: policy
      .replace("script-src 'self'", `$&${hashesOf(html, 'script')}`)
      .replace("style-src 'self'", `$&${hashesOf(html, 'style')}`),
    packed: [
      { encoding: 'br', bytes: br },
      { encoding: 'gzip', bytes: gz },
      { encoding: 'identity', bytes: Buffer.from(html) },
    ],
  }
}

const KINDS: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/**
 * What stands beside the pages under a name of its own: service worker, manifests, icons. Asked for anew each time, so
 * that no phone keeps a worker that is out of date.
 */
const mountBeside = async (app: FastifyInstance, web: string): Promise<void> => {
  const folders = [
    ['', web],
    ['icons/', join(web, 'icons')],
  ] as const
  for (const [prefix, folder] of folders)
    for (const name of await readdir(folder).catch(() => [])) {
      const type = KINDS[extname(name)]
      if (!type) continue
      const bytes = await readFile(join(folder, name))
      app.get(`/${prefix}${name}`, async (_request, reply) =>
        reply.header('cache-control', 'no-cache').type(type).send(bytes),
      )
    }
}

/** The two pages and their hashed assets: HTML never cached, assets for ever; both packed beforehand. */
export const mountWeb = async (
  app: FastifyInstance,
  web: string,
  policy: string,
  isOutside: (url: string) => boolean = () => false,
): Promise<void> => {
  await app.register(fastifyStatic, {
    root: join(web, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '1y',
    decorateReply: false,
    index: false,
    preCompressed: true,
  })
  await mountBeside(app, web)
  const faceOf = (entry: string) => readFace(join(web, entry, 'index.html'), policy)
  const [resident, work] = await Promise.all([faceOf('resident'), faceOf('work')])
  app.setNotFoundHandler((request, reply) => {
    const { method, url } = request
    if (method !== 'GET' || url.startsWith('/api/') || url.startsWith('/assets/') || isOutside(url)) throw notFound()
    const face = /^\/work(?:[/?]|$)/.test(url) ? work : resident
    const accepted = String(request.headers['accept-encoding'] ?? '')
    const found = face.packed.find(({ encoding }) => accepted.includes(encoding)) ?? face.packed.at(-1)
    if (found && found.encoding !== 'identity') reply.header('content-encoding', found.encoding)
    reply
      .header('cache-control', 'no-store')
      .header('vary', 'accept-encoding')
      .header('content-security-policy', face.policy)
      .type('text/html; charset=utf-8')
      .send(found?.bytes)
  })
}
