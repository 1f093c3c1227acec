import type { Photo, Store } from './engine.ts'
import type { Item } from './item.ts'

/** A store that lives as long as its owner: for a window that may keep nothing, and for tests. */
export const memoryStore = (): Store => {
  let items: Item[] = []
  let last = 0
  const photos = new Map<string, Photo>()
  const dropPhotos = async (item: Item) => {
    for (const { id } of item.photos) photos.delete(id)
  }
  return {
    add: async (item, added) => {
      const there = items.find(({ id }) => id === item.id)
      if (there) return there
      for (const photo of added) photos.set(photo.id, photo)
      const kept: Item = {
        ...item,
        order: ++last,
        key: item.id,
        photos: added.map(({ id, type }) => ({ id, type })),
        state: 'waiting',
        tries: 0,
        notBefore: 0,
      }
      items = [...items, kept]
      return kept
    },
    list: async () => items,
    change: async (id, to) => {
      const found = items.find((item) => item.id === id)
      if (!found) return undefined
      const changed = to(found)
      items = items.map((item) => (item === found ? changed : item))
      return changed
    },
    drop: async (id) => {
      const found = items.find((item) => item.id === id)
      if (found) await dropPhotos(found)
      items = items.filter((item) => item.id !== id)
    },
    photo: async (id) => photos.get(id)?.bytes,
    dropPhotos,
  }
}
