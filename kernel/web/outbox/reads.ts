import { openDatabase } from './database.ts'

/** An answer of the server as this device keeps it. */
export type Read = { readonly key: string; readonly account: string; readonly at: number; readonly data: unknown }

/** So many answers are kept; the oldest go first. */
const MOST = 200

/** The kept answer to a question, or undefined; also where nothing can be kept. */
export const findRead = async (key: string): Promise<Read | undefined> => {
  try {
    return await (await openDatabase()).get('reads', key)
  } catch {
    return undefined
  }
}

/** Keeps an answer. */
export const keepRead = async (read: Read): Promise<void> => {
  try {
    const db = await openDatabase()
    await db.put('reads', read)
    if ((await db.count('reads')) <= MOST) return
    const all = (await db.getAll('reads')).sort((a, b) => a.at - b.at)
    for (const { key } of all.slice(0, all.length - MOST)) await db.delete('reads', key)
  } catch {}
}

/** Throws away the answers given to everybody but this account (and what anyone may read). */
export const dropReads = async (but?: string): Promise<void> => {
  try {
    const tx = (await openDatabase()).transaction('reads', 'readwrite')
    for (const { key, account } of await tx.store.getAll())
      if (account !== 'anyone' && account !== but) tx.store.delete(key)
    await tx.done
  } catch {}
}
