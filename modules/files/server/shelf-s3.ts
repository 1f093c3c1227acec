import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { startError } from '@gongzhi/kernel/server/start-error.ts'
import { AwsClient } from 'aws4fetch'
import { checkedName, isName, openShelf, type Shelf, type Stored } from './shelf.ts'

/** A bucket that speaks S3: where it is, and the key that may read, write, list and delete in it. */
export type Bucket = {
  /** `https://host/bucket`, by path. */
  readonly url: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const DEADLINE = 60_000
const UNESCAPED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const tag = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`)
    .exec(xml)?.[1]
    ?.replace(/&(\w+);/g, (whole, entity: string) => UNESCAPED[entity] ?? whole)

/** A shelf in a bucket: a PUT is there wholly or not at all. Names need no escaping: they are checked before they go out. */
export const openBucket = ({ url, ...keys }: Bucket): Shelf => {
  const client = new AwsClient({ ...keys, service: 's3', retries: 3 })
  const base = url.replace(/\/+$/, '')
  const ask = async (method: string, path: string, body?: Buffer): Promise<Response> => {
    const reply = await client.fetch(`${base}${path}`, {
      method,
      signal: AbortSignal.timeout(DEADLINE),
      ...(body ? { body: new Uint8Array(body) } : {}),
    })
    if (reply.ok || reply.status === 404) return reply
    await reply.body?.cancel()
    // neither key nor address: this goes to the log
    throw new Error(`S3 answered ${reply.status} to ${method}`)
  }
  const done = async (reply: Response): Promise<boolean> => {
    await reply.body?.cancel()
    return reply.ok
  }
  return {
    put: async (name, content) => {
      // the length and the signature stand before the first byte: what streams in is gathered, and is never large here
      const bytes = Buffer.isBuffer(content) ? content : Buffer.concat(await content.toArray())
      // a bucket that is not there says 404, and then nothing was put
      if (!(await done(await ask('PUT', `/${checkedName(name)}`, bytes)))) throw new Error('S3 has no such bucket')
    },
    get: async (name) => {
      const reply = await ask('GET', `/${checkedName(name)}`)
      if (reply.ok && reply.body) return Readable.fromWeb(reply.body as ReadableStream)
      // a bucket that is gone must not look like a file that is
      if ((await reply.text()).includes('NoSuchBucket')) throw new Error('S3 has no such bucket')
      return undefined
    },
    has: async (name) => done(await ask('HEAD', `/${checkedName(name)}`)),
    delete: async (name) => {
      await done(await ask('DELETE', `/${checkedName(name)}`))
    },
    // by marker, the older of the two ways: every bucket knows it
    list: async function* (id) {
      for (let marker: string | undefined = ''; marker !== undefined; ) {
        const reply = await ask('GET', `?${new URLSearchParams({ prefix: id ?? '', marker })}`)
        const xml = await reply.text()
        if (!reply.ok) throw new Error('S3 has no such bucket')
        let last: string | undefined
        for (const [, part = ''] of xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
          last = tag(part, 'Key') ?? ''
          const one: Stored = {
            name: last,
            bytes: Number(tag(part, 'Size')),
            changedAt: Date.parse(tag(part, 'LastModified') ?? ''),
          }
          // other things may lie in the bucket; they are not ours
          if (isName(last)) yield one
        }
        marker = tag(xml, 'IsTruncated') === 'true' ? last : undefined
      }
    },
  }
}

/**
 * The shelf of the settings: a bucket when S3_URL (`https://host/bucket`), S3_KEY_ID and S3_SECRET are set (S3_REGION:
 * us-east-1), else the folder of attachments in the data folder.
 */
export const shelfFrom = (env: Readonly<Record<string, string | undefined>>, dir: string): Shelf => {
  const [url, accessKeyId, secretAccessKey, region] = [env.S3_URL, env.S3_KEY_ID, env.S3_SECRET, env.S3_REGION].map(
    (value) => value?.trim() || undefined,
  )
  if (url === undefined) return openShelf(dir)
  const wrong = [
    ...(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).pathname.length > 1
      ? []
      : ['S3_URL (https://host/bucket)']),
    ...(accessKeyId === undefined ? ['S3_KEY_ID'] : []),
    ...(secretAccessKey === undefined ? ['S3_SECRET'] : []),
  ]
  if (wrong.length > 0 || accessKeyId === undefined || secretAccessKey === undefined)
    throw startError('bad-config', `wrong settings: ${wrong.join(', ')}`, { list: wrong.join('\n') })
  return openBucket({ url, accessKeyId, secretAccessKey, region: region ?? 'us-east-1' })
}
