import { notFound, Problem } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Context, Raw } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { endpoints } from '../contract.ts'
import limits from '../data/limits.json' with { type: 'json' }
import type { Box } from '../rules/boxes.ts'
import type { Kind } from '../rules/kind.ts'
import { blacken, versionOf } from './redraw.ts'
import { readWhole, type Shelf } from './shelf.ts'
import { type Attached, findAttached, readAttached } from './store.ts'

export type Showing = {
  readonly shelf: Shelf
  /** Whether somebody may see a subject, said by the module whose subject it is. */
  readonly maySee: (env: Env, actor: Actor, subject: string) => Promise<boolean>
  /** Throws unless somebody has just given a reason for looking beneath the boxes of a photo. */
  readonly mayLookBeneath: (env: Env, actor: Actor, subject: string, photo: string) => Promise<void>
}

/** The file as it hangs on a subject that the caller may see; 404, and 409 or 410 while nobody may open it. */
const attachedTo = async (showing: Showing, env: Env, actor: Actor, subject: string, id: string): Promise<Attached> => {
  const [[row] = []] = await env.db.batch(noScope, [findAttached(actor.county, subject, id)])
  if (!row || !(await showing.maySee(env, actor, subject))) throw notFound()
  const file = readAttached(row)
  if (file.scan === 'waiting') throw new Problem(409, 'being-scanned')
  if (file.scan === 'found') throw new Problem(410, 'quarantined')
  return file
}

const endings = { full: 'jpg', thumb: 'thumb.jpg' } as const
type Size = keyof typeof endings

/** The photo with its boxes, drawn once and kept: where it cannot be drawn nothing is shown, and never what lies beneath. */
const redacted = async (shelf: Shelf, id: string, boxes: readonly Box[], size: Size) => {
  const version = versionOf(boxes)
  const name = (of: Size) => `${id}.${version}.${endings[of]}`
  const found = await shelf.get(name(size))
  if (found) return { version, raw: found }
  const full = await readWhole(shelf, `${id}.jpg`)
  if (!full) return undefined
  const drawn = await blacken(full, boxes)
  await shelf.put(name('thumb'), drawn.thumb)
  await shelf.put(name('full'), drawn.full)
  return { version, raw: drawn[size] }
}

const SANDBOX = { 'content-security-policy': "sandbox; default-src 'none'" }

/** A document is only ever saved, never opened in the page: attachment, its type from its content, nothing may run. */
const document = async (shelf: Shelf, { id, kind, name }: Attached): Promise<Raw> => {
  const raw = await shelf.get(`${id}.bin`)
  if (!raw) throw notFound()
  const { type } = limits.documents[kind as Kind]
  return { raw, type, name: name ?? `${id.slice(0, 8)}.${kind}`, cache: 'private, no-cache', headers: SANDBOX }
}

/** A photo as everybody sees it, or a document to save. */
export const show =
  (showing: Showing) =>
  async ({ env, actor, params, query }: Context<typeof endpoints.photo>): Promise<Raw> => {
    const file = await attachedTo(showing, env, actor, params.subject, params.id)
    if (file.kind !== 'photo') return document(showing.shelf, file)
    const { id, boxes } = file
    const plain = async () => {
      const raw = await showing.shelf.get(`${id}.${endings[query.size]}`)
      return raw && { version: id, raw }
    }
    const found = boxes === null ? await plain() : await redacted(showing.shelf, id, boxes, query.size)
    if (!found) throw notFound()
    // asked again each time, for boxes may have been drawn since; what has not changed is not sent again
    const etag = `"${found.version}-${query.size}"`
    return { raw: found.raw, type: 'image/jpeg', cache: 'private, no-cache', etag, headers: SANDBOX }
  }

/** What lies beneath the boxes, for minutes after a reason was given. */
export const original =
  (showing: Showing) =>
  async ({ env, actor, params }: Context<typeof endpoints.original>): Promise<Raw> => {
    const { id, kind } = await attachedTo(showing, env, actor, params.subject, params.id)
    if (kind !== 'photo') throw notFound()
    await showing.mayLookBeneath(env, actor, params.subject, id)
    const raw = await showing.shelf.get(`${id}.jpg`)
    if (!raw) throw notFound()
    return { raw, type: 'image/jpeg', headers: SANDBOX }
  }
