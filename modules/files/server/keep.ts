import { Problem } from '@gongzhi/kernel/problem.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { endpoints } from '../contract.ts'
import limits from '../data/limits.json' with { type: 'json' }
import { kindOf } from '../rules/kind.ts'
import { idOf, redraw } from './redraw.ts'
import type { Scanner } from './scan.ts'
import type { Shelf } from './shelf.ts'
import { addQuarantine, type Kept, keepFile, lockFile, type Scan } from './store.ts'

export type Keeping = {
  readonly shelf: Shelf
  readonly scanner?: Scanner | undefined
  /** What becomes of a file while the scanner cannot be reached. */
  readonly whenAway: 'hold' | 'accept'
}

/** Locks away what a scanner found, whole, for whoever looks after the installation. */
export const quarantine = async (env: Env, shelf: Shelf, id: string, bytes: Buffer, found: string): Promise<void> => {
  await shelf.put(`${id}.quarantined`, bytes)
  await env.db.batch(noScope, [addQuarantine(id, found, bytes.length, new Date(env.now()))])
}

/** What the scanner says of what was sent; 422 `virus-found` when it found something, which is then locked away. */
const scanned = async (env: Env, { shelf, scanner, whenAway }: Keeping, bytes: Buffer): Promise<Scan> => {
  if (!scanner) return 'unscanned'
  const said = await scanner(bytes)
  if (said.is === 'clean') return 'clean'
  if (said.is === 'away') return whenAway === 'hold' ? 'waiting' : 'unscanned'
  await quarantine(env, shelf, idOf(bytes), bytes, said.name)
  throw new Problem(422, 'virus-found')
}

/** The row and the files behind it; the lock keeps every sweep away until both are there. */
const keepWhole = (env: Env, shelf: Shelf, file: Kept, parts: Readonly<Record<string, Buffer>>): Promise<Scan> =>
  env.db.within(noScope, async (tx) => {
    await tx.rows(lockFile(file.id))
    const [row] = await tx.rows(keepFile(file, new Date(env.now())))
    if (row?.scan === 'found') throw new Problem(422, 'virus-found')
    for (const [ending, bytes] of Object.entries(parts)) await shelf.put(`${file.id}.${ending}`, bytes)
    return row?.scan as Scan
  })

const waits = (scan: Scan) => scan === 'waiting'

/** Keeps a photo, drawn anew. */
export const keepPhoto =
  (keeping: Keeping) =>
  async ({ env, bytes }: Context<typeof endpoints.keep>) => {
    if (!bytes || bytes.length === 0) throw new Problem(415, 'not-a-picture')
    const { full, thumb, id, width, height, print = null } = await redraw(bytes)
    const scan = await scanned(env, keeping, bytes)
    const photo = { id, kind: 'photo', width, height, bytes: full.length, print, scan }
    const kept = await keepWhole(env, keeping.shelf, photo, { jpg: full, 'thumb.jpg': thumb })
    return { id, width, height, bytes: full.length, waiting: waits(kept) }
  }

/** Keeps a document as it is; its kind is read off its content. */
export const keepDocument =
  (keeping: Keeping) =>
  async ({ env, bytes }: Context<typeof endpoints.keepDocument>) => {
    const kind = bytes && kindOf(bytes)
    if (kind === 'macros') throw new Problem(415, 'macros')
    if (!bytes || kind === undefined) throw new Problem(415, 'not-a-document')
    if (bytes.length > limits.documents[kind].bytes) throw new Problem(413, 'document-too-large')
    const scan = await scanned(env, keeping, bytes)
    const id = idOf(bytes)
    const document = { id, kind, width: null, height: null, bytes: bytes.length, print: null, scan }
    const kept = await keepWhole(env, keeping.shelf, document, { bin: bytes })
    return { id, kind, bytes: bytes.length, waiting: waits(kept) }
  }
