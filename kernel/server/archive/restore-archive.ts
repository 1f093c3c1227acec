import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type pg from 'pg'
import { copyIn } from './copy-wire.ts'
import { archiveError, type Manifest } from './manifest.ts'
import { bytesOf, type Entry, readEntries } from './read-archive.ts'
import { copyInto, listHeads, listTables, makeRoom, setSequences } from './store-archive.ts'

const unpack = promisify(gunzip)

export type Restoring = {
  readonly file: string
  readonly passphrase?: string | undefined
  readonly filesDir: string
  /** Where the master key goes when the archive holds it and it is wanted. */
  readonly keyFile?: string | undefined
  readonly say?: (what: string) => void
}

/** One table's COPY, fed part by part. */
const openCopy = (client: pg.ClientBase, table: Manifest['tables'][number]) => {
  const pipe = new PassThrough()
  const done = copyIn(client, copyInto(table), pipe as AsyncIterable<Buffer>)
  done.catch(() => pipe.destroy())
  return {
    table,
    add: async (bytes: Buffer) => {
      if (!pipe.write(bytes)) await Promise.race([new Promise<void>((go) => pipe.once('drain', () => go())), done])
    },
    end: async () => {
      pipe.end()
      const rows = await done
      if (rows !== table.rows) throw archiveError('archive-changed', `${table.name}: ${rows} ≠ ${table.rows}`)
    },
  }
}

const putFile = async (entry: Entry, dir: string): Promise<void> => {
  const path = resolve(dir, entry.name.slice('files/'.length))
  // a name that climbs out of the folder was not written by us
  if (!path.startsWith(resolve(dir) + sep)) throw archiveError('archive-changed', entry.name)
  await mkdir(dirname(path), { recursive: true })
  const aside = `${path}.part`
  await pipeline(Readable.from(entry.bytes), createWriteStream(aside, { mode: 0o640, flush: true }))
  await rename(aside, path)
}

const putKey = async (entry: Entry, file: string): Promise<void> => {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await pipeline(Readable.from(entry.bytes), createWriteStream(file, { mode: 0o600, flush: true }))
}

const sameHeads = (a: Manifest['counties'], b: Manifest['counties']): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * Puts an archive that `checkArchive` has passed into a database migrated to the archive's own versions and empty but for
 * that, and its files into their folder. All rows in one transaction, foreign keys checked at its end, the journal's heads
 * compared before it commits.
 */
export const restoreArchive = async (
  client: pg.ClientBase,
  manifest: Manifest,
  restoring: Restoring,
): Promise<void> => {
  const say = restoring.say ?? (() => undefined)
  const there = new Set((await listTables(client)).map(({ name }) => name))
  const tables = new Map(manifest.tables.map((table) => [table.name, table]))
  const missing = [...tables.keys()].find((name) => !there.has(name))
  if (missing) throw archiveError('archive-format', missing)
  await client.query('BEGIN')
  await client.query('SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0')
  // the list of migrations is written by migrating, not by copying
  const close = await makeRoom(
    client,
    [...tables.keys()].filter((name) => name !== 'kernel.migration'),
  )
  let copy: ReturnType<typeof openCopy> | undefined
  for await (const entry of readEntries(restoring.file, restoring.passphrase)) {
    const [kind, name = ''] = entry.name.split('/')
    if (copy && (kind !== 'tables' || name !== copy.table.name)) {
      await copy.end()
      copy = undefined
    }
    if (kind === 'tables' && name !== 'kernel.migration') {
      say(name)
      const table = tables.get(name)
      if (!table) throw archiveError('archive-changed', entry.name)
      copy ??= openCopy(client, table)
      await copy.add(await unpack(await bytesOf(entry)))
    } else if (kind === 'files') {
      say('files')
      await putFile(entry, restoring.filesDir)
    } else if (entry.name === 'secrets/master.key' && restoring.keyFile) await putKey(entry, restoring.keyFile)
  }
  await setSequences(client, manifest.sequences)
  say('constraints')
  await close()
  if (!sameHeads(await listHeads(client), manifest.counties)) throw archiveError('archive-changed', 'journal')
  await client.query('COMMIT')
}

/** Takes away what a restore cut short has left of the files. */
export const forgetFiles = (filesDir: string): Promise<void> => rm(join(filesDir), { recursive: true, force: true })
