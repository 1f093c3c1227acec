import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

/** What lies on a shelf. `changedAt` in ms. */
export type Stored = { readonly name: string; readonly bytes: number; readonly changedAt: number }

/** Where files lie, by name: an id of 64 hex digits and what of it. A name appears only with the whole file behind it. */
export type Shelf = {
  readonly put: (name: string, content: Buffer | Readable) => Promise<void>
  readonly get: (name: string) => Promise<Readable | undefined>
  readonly has: (name: string) => Promise<boolean>
  readonly delete: (name: string) => Promise<void>
  /** Names that begin with an id, or all. */
  readonly list: (id?: string) => AsyncIterable<Stored>
}

const NAME = /^[0-9a-f]{64}(\.[0-9a-z]{1,20}){0,3}$/

/** Whether this is a name of ours. */
export const isName = (name: string): boolean => NAME.test(name)

/** Names come out of ids and words of ours; a path is never built of anything else. */
export const checkedName = (name: string): string => {
  if (!isName(name)) throw new RangeError('not a name of a file')
  return name
}

/** All of a file at once, for what is opened as a whole. */
export const readWhole = async (shelf: Shelf, name: string): Promise<Buffer | undefined> => {
  const stream = await shelf.get(name)
  return stream && Buffer.concat(await stream.toArray())
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'
const ifThere = async <T>(work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const DAY = 86_400_000

/** A shelf in a data folder: `files/ab/cd/<name>`. */
export const openShelf = (dir: string): Shelf => {
  const root = join(dir, 'files')
  const place = (name: string) => join(root, checkedName(name).slice(0, 2), name.slice(2, 4), name)

  const write = async (path: string, content: Buffer | Readable): Promise<void> => {
    const handle = await open(path, 'wx', 0o640)
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
  /** What lies in one folder. What was being written when the power went is cleared away a day later. */
  const within = async function* (folder: string): AsyncGenerator<Stored> {
    for (const name of (await ifThere(readdir(folder))) ?? []) {
      const found = await ifThere(stat(join(folder, name)))
      if (!found?.isFile()) continue
      if (isName(name)) yield { name, bytes: found.size, changedAt: found.mtimeMs }
      else if (name.endsWith('.part') && found.mtimeMs < Date.now() - DAY) await rm(join(folder, name), { force: true })
    }
  }
  const folders = async function* (folder: string, depth: number): AsyncGenerator<string> {
    if (depth === 0) return yield folder
    for (const name of ((await ifThere(readdir(folder))) ?? []).sort())
      if (/^[0-9a-f]{2}$/.test(name)) yield* folders(join(folder, name), depth - 1)
  }

  return {
    put: async (name, content) => {
      const path = place(name)
      const folder = dirname(path)
      await mkdir(folder, { recursive: true })
      const aside = join(folder, `.${randomBytes(8).toString('hex')}.part`)
      try {
        await write(aside, content)
        // a name appears only with the whole file behind it, and survives a power cut
        await rename(aside, path)
        await syncFolder(folder)
      } catch (error) {
        await rm(aside, { force: true })
        throw error
      }
    },
    get: async (name) => {
      const handle = await ifThere(open(place(name), 'r'))
      return handle?.createReadStream()
    },
    has: async (name) => (await ifThere(stat(place(name)))) !== undefined,
    delete: (name) => rm(place(name), { force: true }),
    list: async function* (id) {
      if (id !== undefined) {
        for await (const one of within(dirname(place(id)))) if (one.name.startsWith(id)) yield one
        return
      }
      for await (const folder of folders(root, 2)) yield* within(folder)
    },
  }
}
