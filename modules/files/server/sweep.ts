import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { type Keeping, quarantine } from './keep.ts'
import { readWhole, type Shelf } from './shelf.ts'
import { findKept, isKnown, lockFile, setScan, takeOrphan, takeWaiting } from './store.ts'

export const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Drops the files of an id that has no row, unless it is being sent again at this moment. */
const dropUnkept = (env: Env, shelf: Shelf, id: string): Promise<boolean> =>
  env.db.within(noScope, async (tx) => {
    await tx.rows(lockFile(id))
    const [kept] = await tx.rows(findKept(id))
    if (kept) return false
    for await (const { name } of shelf.list(id)) if (!name.endsWith('.quarantined')) await shelf.delete(name)
    return true
  })

/**
 * Takes away what nobody attached within a day of sending it; answers how many. The row goes first and for good, the files
 * after it: a crash between the two leaves files without a row, which the next walk finds, and never the other way round.
 */
export const sweepOrphans = async (env: Env, shelf: Shelf): Promise<number> => {
  for (let count = 0; ; count++) {
    const [[row] = []] = await env.db.batch(noScope, [takeOrphan(new Date(env.now() - DAY))])
    if (!row) return count
    await dropUnkept(env, shelf, row.id as string)
  }
}

/** Walks the shelf for files that no row knows, a day old and older; answers how many ids were cleared away. */
export const sweepStrays = async (env: Env, shelf: Shelf): Promise<number> => {
  const seen = new Set<string>()
  let count = 0
  let last = ''
  for await (const { name, changedAt } of shelf.list()) {
    const id = name.slice(0, 64)
    if (id === last || changedAt > env.now() - DAY) continue
    last = id
    const [[row] = []] = await env.db.batch(noScope, [isKnown(id)])
    if (row?.known !== true) seen.add(id)
    // not held for ever: a shelf may be long
    if (seen.size < 1000) continue
    count += await dropAll(env, shelf, seen)
  }
  return count + (await dropAll(env, shelf, seen))
}

const dropAll = async (env: Env, shelf: Shelf, ids: Set<string>): Promise<number> => {
  let count = 0
  for (const id of ids) if (await dropUnkept(env, shelf, id)) count++
  ids.clear()
  return count
}

/** Scans what waited while the scanner was away, until it is away again; answers how many. */
export const scanWaiting = async (env: Env, { shelf, scanner }: Keeping): Promise<number> => {
  if (!scanner) return 0
  let after = ''
  for (let count = 0; ; count++) {
    const more = await env.db.within(noScope, async (tx) => {
      const [row] = await tx.rows(takeWaiting(after))
      if (!row) return false
      const id = row.id as string
      after = id
      const main = `${id}.${row.kind === 'photo' ? 'jpg' : 'bin'}`
      const bytes = await readWhole(shelf, main)
      // a row without its file is told by the check, not here
      if (!bytes) return true
      const said = await scanner(bytes)
      if (said.is === 'away') return false
      if (said.is === 'clean') await tx.rows(setScan(id, 'clean', null))
      else {
        await quarantine(env, shelf, id, bytes, said.name)
        await tx.rows(setScan(id, 'found', said.name))
        for await (const { name } of shelf.list(id)) if (!name.endsWith('.quarantined')) await shelf.delete(name)
      }
      return true
    })
    if (!more) return count
  }
}
