import type { Photo } from '../../../kernel/web/kit/index.ts'
import { call } from './api.ts'

const sent = new Map<string, string>()

/** Uploads photos one after the other (a weak network carries one at a time) and answers with their ids, in order. */
export const sendPhotos = async (photos: readonly Photo[], onDone?: (done: number) => void): Promise<string[]> => {
  const ids: string[] = []
  for (const photo of photos) {
    const known = sent.get(photo.id)
    const id = known ?? (await call('files.keep', { body: photo.blob, timeout: 60_000 })).id
    sent.set(photo.id, id)
    ids.push(id)
    onDone?.(ids.length)
  }
  return ids
}
