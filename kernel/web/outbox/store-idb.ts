import type { Database } from './database.ts'
import type { Store } from './engine.ts'
import type { Item } from './item.ts'

/** A store in IndexedDB: photos as ArrayBuffer (old Safari loses Blobs), each call one transaction. */
export const idbStore = (open: () => Promise<Database>): Store => ({
  add: async (item, photos) => {
    const tx = (await open()).transaction(['items', 'photos'], 'readwrite')
    const items = tx.objectStore('items')
    const there = await items.get(item.id)
    if (there) return there
    // order is counted, never timed: the clock of a phone jumps
    const last = await items.index('order').openKeyCursor(null, 'prev')
    const kept: Item = {
      ...item,
      order: (last?.key ?? 0) + 1,
      key: item.id,
      photos: photos.map(({ id, type }) => ({ id, type })),
      state: 'waiting',
      tries: 0,
      notBefore: 0,
    }
    await Promise.all([items.put(kept), ...photos.map((photo) => tx.objectStore('photos').put(photo)), tx.done])
    return kept
  },
  list: async () => (await open()).getAllFromIndex('items', 'order'),
  change: async (id, to) => {
    const tx = (await open()).transaction('items', 'readwrite')
    const found = await tx.store.get(id)
    if (!found) return undefined
    const changed = to(found)
    await Promise.all([tx.store.put(changed), tx.done])
    return changed
  },
  drop: async (id) => {
    const tx = (await open()).transaction(['items', 'photos'], 'readwrite')
    const found = await tx.objectStore('items').get(id)
    for (const photo of found?.photos ?? []) tx.objectStore('photos').delete(photo.id)
    tx.objectStore('items').delete(id)
    await tx.done
  },
  photo: async (id) => (await (await open()).get('photos', id))?.bytes,
  dropPhotos: async (item) => {
    const tx = (await open()).transaction('photos', 'readwrite')
    for (const { id } of item.photos) tx.store.delete(id)
    await tx.done
  },
})
