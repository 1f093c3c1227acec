import type { Photo } from '@gongzhi/kernel/web/kit/index.ts'
import { call } from './api.ts'

/** Sends photos one after the other, as an old phone on a thin line can; answers the ids an act names them by. */
export const keepPhotos = async (photos: readonly Photo[]): Promise<string[]> => {
  const kept: string[] = []
  for (const { blob } of photos) kept.push((await call('files.keep', { body: blob, timeout: 60_000 })).id)
  return kept
}
