import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Photo } from './engine.ts'
import type { Item } from './item.ts'

/** What this device keeps for one who is not always connected. */
export interface Kept extends DBSchema {
  items: { key: string; value: Item; indexes: { order: number } }
  photos: { key: string; value: Photo }
  /** Answers of the server, by endpoint and input; `account`: whose, or `anyone`. */
  reads: { key: string; value: { key: string; account: string; at: number; data: unknown } }
  /** `me`: the account signed in last. */
  notes: { key: string; value: string }
}
export type Database = IDBPDatabase<Kept>

let opened: Promise<Database> | undefined

/** The database of this device, opened once; throws where the browser keeps nothing (a private window). */
export const openDatabase = (): Promise<Database> => {
  opened ??= openDB<Kept>('gongzhi', 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore('items', { keyPath: 'id' }).createIndex('order', 'order', { unique: true })
      fresh.createObjectStore('photos', { keyPath: 'id' })
      fresh.createObjectStore('reads', { keyPath: 'key' })
      fresh.createObjectStore('notes')
    },
    // a newer page waits for this one to let go
    blocking: (_now, _wanted, event) => {
      ;(event.target as IDBDatabase).close()
      opened = undefined
    },
    terminated: () => {
      opened = undefined
    },
  })
  // tried anew next time
  opened.catch(() => {
    opened = undefined
  })
  return opened
}
