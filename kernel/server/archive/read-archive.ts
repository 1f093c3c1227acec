import { createHash, hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { extract } from 'tar-stream'
import { archiveError, type Manifest, type Part, readManifest } from './manifest.ts'
import { isSealed, unseal } from './sealed-stream.ts'

/** One thing in an archive; its bytes must be taken before the next. */
export type Entry = { readonly name: string; readonly size: number; readonly bytes: AsyncIterable<Buffer> }

/** Whether an archive needs a passphrase. */
export const needsPassphrase = async (file: string): Promise<boolean> => {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0)
    return isSealed(buffer.subarray(0, bytesRead))
  } finally {
    await handle.close()
  }
}

/** tar-stream's own words are that the end came too early, or that it is no tar at all. */
const inWords = (error: unknown): unknown =>
  error instanceof Error && !('code' in error) ? archiveError('archive-cut', error.message) : error

async function* explained(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* source
  } catch (error) {
    throw inWords(error)
  }
}

/** Everything in an archive, in its order; constant memory. */
export async function* readEntries(file: string, passphrase?: string): AsyncGenerator<Entry> {
  const raw = createReadStream(file, { highWaterMark: 256 * 1024 })
  const source = passphrase === undefined ? raw : Readable.from(unseal(raw as AsyncIterable<Buffer>, passphrase))
  const tar = extract()
  source.on('error', (error: Error) => tar.destroy(error))
  source.pipe(tar as unknown as NodeJS.WritableStream)
  try {
    for await (const entry of tar) {
      const bytes = explained(entry as unknown as AsyncIterable<Buffer>)
      yield { name: entry.header.name, size: entry.header.size, bytes }
      entry.resume()
    }
  } catch (error) {
    throw inWords(error)
  } finally {
    raw.destroy()
  }
}

export const bytesOf = async (entry: Entry): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of entry.bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const sumOf = async (entry: Entry): Promise<Part> => {
  const sum = createHash('sha256')
  for await (const chunk of entry.bytes) sum.update(chunk)
  return { name: entry.name, bytes: entry.size, sha256: sum.digest('hex') }
}

const same = (a: Part | undefined, b: Part): boolean => a !== undefined && a.bytes === b.bytes && a.sha256 === b.sha256

/**
 * Holds every part against its hash, from the first byte to the last. Throws `archive-cut`, `archive-changed` with the
 * part's name, `archive-sealed`, `archive-format`.
 */
export const checkArchive = async (
  file: string,
  passphrase?: string,
  say: (what: string) => void = () => undefined,
): Promise<Manifest> => {
  const tables = new Map<string, Part>()
  const lists = new Map<string, Part>()
  let files = new Map<string, Part>()
  let manifest: Manifest | undefined
  let count = 0
  for await (const entry of readEntries(file, passphrase)) {
    say(entry.name)
    if (entry.name === 'manifest.json') manifest = readManifest((await bytesOf(entry)).toString())
    else if (entry.name.startsWith('files/')) files.set(entry.name, await sumOf(entry))
    else if (entry.name.startsWith('lists/')) {
      const text = await bytesOf(entry)
      lists.set(entry.name, { name: entry.name, bytes: text.length, sha256: hash('sha256', text) })
      for (const line of text.toString().split('\n')) {
        const listed: Part = JSON.parse(line)
        if (!same(files.get(listed.name), listed)) throw archiveError('archive-changed', listed.name)
        files.delete(listed.name)
        count++
      }
      const unlisted = files.keys().next().value
      if (unlisted !== undefined) throw archiveError('archive-changed', unlisted)
      files = new Map()
    } else if (entry.name.startsWith('tables/')) tables.set(entry.name, await sumOf(entry))
  }
  if (!manifest) throw archiveError('archive-cut', 'manifest.json')
  for (const part of manifest.tables.flatMap(({ parts }) => parts))
    if (!same(tables.get(part.name), part)) throw archiveError('archive-changed', part.name)
  for (const part of manifest.files.lists)
    if (!same(lists.get(part.name), part)) throw archiveError('archive-changed', part.name)
  if (count !== manifest.files.count || files.size > 0) throw archiveError('archive-changed', 'files')
  return manifest
}
