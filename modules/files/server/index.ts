import { fileURLToPath } from 'node:url'
import { notFound, Problem } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Statement } from '@gongzhi/kernel/server/db.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Context, Module } from '@gongzhi/kernel/server/module.ts'
import { bind } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import sharp from 'sharp'
import { endpoints } from '../contract.ts'
import { redraw } from './redraw.ts'
import type { Shelf } from './shelf.ts'
import { openShelf } from './shelf.ts'
import { attach, findAttached, keepPhoto, listAttached, listKept, takeOrphan } from './store.ts'

export type FilesPorts = {
  /** The data folder. */
  readonly dir: string
  /** Whether somebody may see a subject, said by the module whose subject it is. */
  readonly maySee: (env: Env, actor: Actor, subject: string) => Promise<boolean>
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Statements that hang photos on a subject; they stand beside its opening act. An unknown photo stops the transaction. */
export const attachStatements = (county: string, subject: string, files: readonly string[]): Statement[] =>
  [...new Set(files)].map((file) => attach(county, subject, file))

/** True when every id is a photo that is kept. */
export const exists = async (env: Env, ids: readonly string[]): Promise<boolean> => {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return true
  const [rows = []] = await env.db.batch(noScope, [listKept(wanted)])
  return rows.length === wanted.length
}

/** Photos of a subject. */
export const attachedTo = async (env: Env, county: string, subject: string): Promise<string[]> => {
  const [rows = []] = await env.db.batch(noScope, [listAttached(county, subject)])
  return rows.map((row) => row.file as string)
}

const keep =
  (shelf: Shelf) =>
  async ({ env, bytes }: Context<typeof endpoints.keep>) => {
    if (!bytes || bytes.length === 0) throw new Problem(415, 'not-a-picture')
    const { full, thumb, ...drawn } = await redraw(bytes)
    const { id, width, height } = drawn
    const photo = { id, width, height, bytes: full.length }
    await env.db.within(noScope, async (tx) => {
      // the row first: it keeps the sweep away until both files lie there
      await tx.rows(keepPhoto({ ...photo, print: drawn.print }, new Date(env.now())))
      await shelf.put(id, 'full', full)
      await shelf.put(id, 'thumb', thumb)
    })
    return photo
  }

const photo = (shelf: Shelf, ports: FilesPorts) => async (context: Context<typeof endpoints.photo>) => {
  const { env, actor, params, query } = context
  const [rows = []] = await env.db.batch(noScope, [findAttached(actor.county, params.subject, params.id)])
  if (rows.length === 0 || !(await ports.maySee(env, actor, params.subject))) throw notFound()
  const raw = await shelf.find(params.id, query.size)
  if (!raw) throw notFound()
  // one's own browser may keep it for an hour, nobody's cache on the way
  return { raw, type: 'image/jpeg', cache: 'private, max-age=3600' }
}

/** Takes away what nobody attached within a day of sending it; answers how many. */
export const sweepOrphans = async (env: Env, shelf: Shelf): Promise<number> => {
  for (let count = 0; ; count++) {
    const taken = await env.db.within(noScope, async (tx) => {
      const [row] = await tx.rows(takeOrphan(new Date(env.now() - DAY)))
      if (row) await shelf.drop(row.id as string)
      return row !== undefined
    })
    if (!taken) return count
  }
}

/** Photos: kept, shown to who may see their subject, swept when nobody wants them. */
export const createFiles = (ports: FilesPorts): Module => {
  // one picture, one core: the others go on serving
  sharp.concurrency(1)
  const shelf = openShelf(ports.dir)
  return {
    id: 'files',
    migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
    routes: [bind(endpoints.keep, keep(shelf)), bind(endpoints.photo, photo(shelf, ports))],
    chores: [
      {
        id: 'files.sweep-orphans',
        everyMs: HOUR,
        run: async (env) => {
          await sweepOrphans(env, shelf)
        },
      },
    ],
  }
}
