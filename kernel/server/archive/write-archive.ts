import { createHash, hash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, opendir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type pg from 'pg'
import { type Pack, pack } from 'tar-stream'
import { copyOut } from './copy-wire.ts'
import { FORMAT, type Manifest, type Part } from './manifest.ts'
import { seal } from './sealed-stream.ts'
import {
  copyOutOf,
  listHeads,
  listMigrationsApplied,
  listSequences,
  listTables,
  openSnapshot,
  serverVersion,
} from './store-archive.ts'

const compress = promisify(gzip)
/** Bytes of a table in one part: what is held in memory at a time. */
const PART = 4 * 2 ** 20
/** Files to one list of their hashes. */
const LISTED = 2000

const HOW = `共治 Gongzhi 备份 backup

恢复 restore:  npm run gongzhi -- restore <file>
没有本程序时：这是 tar 包，tables/ 下每个表是 gzip 压缩的 PostgreSQL COPY 文本，列名见末尾的 manifest.json；files/ 下是附件原文件。
Without the program: this is a tar; below tables/ each table is PostgreSQL COPY text, gzipped, its columns in manifest.json at
the end; below files/ are the attachments as they are.
`

export type Taking = {
  /** Where the archive appears, whole or not at all. */
  readonly file: string
  /** Folder of the attachments. */
  readonly filesDir: string
  readonly program: string
  readonly passphrase?: string | undefined
  readonly keyMark: string | null
  /** The master key itself, to be put in. */
  readonly key?: string | undefined
  readonly say?: (what: string) => void
}

/** Files below a folder in no order; half-written ones, which begin with a dot, stay out. */
async function* walk(dir: string): AsyncGenerator<string> {
  const folder = await opendir(dir).catch(() => undefined)
  if (folder === undefined) return
  for await (const entry of folder) {
    if (entry.name.startsWith('.') || entry.name.endsWith('.part')) continue
    const path = join(dir, entry.name)
    if (entry.isDirectory()) yield* walk(path)
    else if (entry.isFile()) yield path
  }
}

const put = (tar: Pack, name: string, bytes: Buffer): Promise<Part> =>
  new Promise((resolve, reject) => {
    tar.entry({ name, mode: 0o600 }, bytes, (error) =>
      error ? reject(error) : resolve({ name, bytes: bytes.length, sha256: hash('sha256', bytes) }),
    )
  })

const putTable = async (tar: Pack, client: pg.ClientBase, table: { name: string; columns: readonly string[] }) => {
  const parts: Part[] = []
  let rows = 0
  let held: Buffer[] = []
  let size = 0
  const flush = async () => {
    const name = `tables/${table.name}/${String(parts.length + 1).padStart(6, '0')}.copy.gz`
    parts.push(await put(tar, name, await compress(Buffer.concat(held), { level: 4 })))
    held = []
    size = 0
  }
  for await (const chunk of copyOut(client, copyOutOf(table), (count) => {
    rows = count
  })) {
    held.push(chunk)
    size += chunk.length
    if (size >= PART) await flush()
  }
  if (size > 0) await flush()
  return { name: table.name, columns: [...table.columns], rows, parts }
}

/** One file, streamed; undefined when it has gone since it was found: nobody needed it. */
const putFile = async (tar: Pack, path: string, name: string): Promise<Part | undefined> => {
  const found = await stat(path).catch(() => undefined)
  if (!found) return undefined
  const sum = createHash('sha256')
  const sink = tar.entry({ name, size: found.size, mode: 0o640 })
  const ended = new Promise<void>((resolve, reject) => {
    sink.on('finish', () => resolve())
    sink.on('error', reject)
  })
  ended.catch(() => undefined)
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    sum.update(chunk)
    if (!sink.write(chunk)) await new Promise<void>((resolve) => sink.once('drain', () => resolve()))
  }
  sink.end(null)
  await ended
  return { name, bytes: found.size, sha256: sum.digest('hex') }
}

const putFiles = async (tar: Pack, dir: string, say: (what: string) => void): Promise<Manifest['files']> => {
  const lists: Part[] = []
  let listed: Part[] = []
  let count = 0
  let bytes = 0
  const flush = async () => {
    const lines = listed.map((one) => JSON.stringify(one)).join('\n')
    lists.push(await put(tar, `lists/${String(lists.length + 1).padStart(6, '0')}.jsonl`, Buffer.from(lines)))
    listed = []
  }
  for await (const path of walk(dir)) {
    const part = await putFile(tar, path, `files/${relative(dir, path)}`)
    if (!part) continue
    listed.push(part)
    count++
    bytes += part.bytes
    say(`files ${count}`)
    if (listed.length === LISTED) await flush()
  }
  if (listed.length > 0) await flush()
  return { count, bytes, lists }
}

const fill = async (tar: Pack, client: pg.ClientBase, taking: Taking): Promise<Manifest> => {
  const say = taking.say ?? (() => undefined)
  const takenAt = await openSnapshot(client)
  await put(tar, 'README.txt', Buffer.from(HOW))
  const tables: Manifest['tables'] = []
  for (const table of await listTables(client)) {
    say(table.name)
    tables.push(await putTable(tar, client, table))
  }
  say('journal')
  const known = {
    format: FORMAT,
    program: taking.program,
    postgres: await serverVersion(client),
    takenAt,
    counties: await listHeads(client),
    migrations: await listMigrationsApplied(client),
    tables,
    // after the snapshot: a number drawn meanwhile is never drawn again
    sequences: await listSequences(client),
  } as const
  await client.query('COMMIT')
  // files after rows: a row is written only when its file is there
  const files = await putFiles(tar, taking.filesDir, say)
  if (taking.key !== undefined) await put(tar, 'secrets/master.key', Buffer.from(`${taking.key}\n`))
  const manifest: Manifest = { ...known, files, keyMark: taking.keyMark, keyIncluded: taking.key !== undefined }
  await put(tar, 'manifest.json', Buffer.from(JSON.stringify(manifest, null, 1)))
  tar.finalize()
  return manifest
}

const save = async (source: AsyncIterable<Buffer>, path: string): Promise<number> => {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  let bytes = 0
  const failed = once(file, 'error').then(([error]) => Promise.reject(error))
  failed.catch(() => undefined)
  for await (const chunk of source) {
    bytes += chunk.length
    if (!file.write(chunk)) await Promise.race([once(file, 'drain'), failed])
  }
  file.end()
  await Promise.race([once(file, 'close'), failed])
  const handle = await open(path, 'r+')
  await handle.sync().finally(() => handle.close())
  return bytes
}

/**
 * Takes an archive of database and files while the server runs: one snapshot of every table, streamed, a few megabytes in
 * memory. The name appears when all is written and synced.
 */
export const writeArchive = async (
  client: pg.ClientBase,
  taking: Taking,
): Promise<{ manifest: Manifest; bytes: number }> => {
  const half = `${taking.file}.${process.pid}.part`
  const tar = pack()
  const flow = tar as unknown as AsyncIterable<Buffer>
  try {
    const filling = fill(tar, client, taking).catch((error: unknown) => {
      tar.destroy(error as Error)
      throw error
    })
    filling.catch(() => undefined)
    const saving = save(taking.passphrase === undefined ? flow : seal(flow, taking.passphrase), half)
    // whoever fails first stops the other
    saving.catch((error: unknown) => tar.destroy(error as Error))
    const [manifest, bytes] = await Promise.all([filling, saving])
    await rename(half, taking.file)
    const folder = await open(dirname(taking.file), 'r')
    await folder.sync().finally(() => folder.close())
    return { manifest, bytes }
  } catch (error) {
    await rm(half, { force: true })
    throw error
  }
}
