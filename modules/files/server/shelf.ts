import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export type Size = 'full' | 'thumb'

/** Where pictures lie: `files/ab/cd/<sha256>.jpg` under the data folder. */
export type Shelf = {
  readonly put: (id: string, size: Size, bytes: Buffer) => Promise<void>
  readonly find: (id: string, size: Size) => Promise<Buffer | undefined>
  readonly drop: (id: string) => Promise<void>
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Opens the shelf in a data folder. */
export const openShelf = (dir: string): Shelf => {
  const place = (id: string, size: Size) => {
    // ids come out of the contract's pattern; a path is never built of anything else
    if (!/^[0-9a-f]{64}$/.test(id)) throw new RangeError('not a file id')
    return join(dir, 'files', id.slice(0, 2), id.slice(2, 4), `${id}${size === 'thumb' ? '.thumb' : ''}.jpg`)
  }
  return {
    put: async (id, size, bytes) => {
      const path = place(id, size)
      const folder = dirname(path)
      await mkdir(folder, { recursive: true })
      const aside = join(folder, `.${randomBytes(8).toString('hex')}.part`)
      try {
        const handle = await open(aside, 'wx', 0o640)
        try {
          await handle.writeFile(bytes)
          await handle.sync()
        } finally {
          await handle.close()
        }
        // a name appears only with the whole picture behind it, and survives a power cut
        await rename(aside, path)
        await syncFolder(folder)
      } catch (error) {
        await rm(aside, { force: true })
        throw error
      }
    },
    find: async (id, size) => {
      try {
        return await readFile(place(id, size))
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    drop: async (id) => {
      await rm(place(id, 'full'), { force: true })
      await rm(place(id, 'thumb'), { force: true })
    },
  }
}
