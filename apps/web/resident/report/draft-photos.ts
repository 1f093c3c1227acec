import type { Photo } from '../../../../kernel/web/kit/index.ts'
import type { Variant } from './draft.ts'

// The bytes themselves: old Safari loses Blobs that it was given to keep.
type Kept = Omit<Photo, 'url' | 'blob'> & { bytes: ArrayBuffer; type: string }

// Pictures are too large for localStorage; a private window may have no IndexedDB, then they live as long as the page.
const store = (mode: IDBTransactionMode): Promise<IDBObjectStore> =>
  new Promise((done, fail) => {
    const asked = indexedDB.open('drafts', 2)
    asked.onupgradeneeded = () => {
      if (asked.result.objectStoreNames.contains('photos')) asked.result.deleteObjectStore('photos')
      asked.result.createObjectStore('photos')
    }
    asked.onerror = () => fail(asked.error)
    asked.onsuccess = () => done(asked.result.transaction('photos', mode).objectStore('photos'))
  })

/** Keeps the photos of a draft on this device; none at all clears them. */
export const keepPhotos = async (variant: Variant, photos: readonly Photo[]): Promise<void> => {
  try {
    const kept: Kept[] = await Promise.all(
      photos.map(async ({ id, blob, width, height }) => ({
        ...{ id, width, height, type: blob.type },
        bytes: await blob.arrayBuffer(),
      })),
    )
    const photosOf = await store('readwrite')
    if (kept.length > 0) photosOf.put(kept, variant)
    else photosOf.delete(variant)
  } catch {}
}

/** The photos kept with a draft. */
export const keptPhotos = async (variant: Variant): Promise<Photo[]> => {
  try {
    const asked = (await store('readonly')).get(variant)
    const kept = await new Promise<Kept[]>((done, fail) => {
      asked.onsuccess = () => done(Array.isArray(asked.result) ? asked.result : [])
      asked.onerror = () => fail(asked.error)
    })
    return kept.map(({ bytes, type, ...photo }) => {
      const blob = new Blob([bytes], { type })
      return { ...photo, blob, url: URL.createObjectURL(blob) }
    })
  } catch {
    return []
  }
}
