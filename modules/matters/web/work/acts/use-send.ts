import type { Photo } from '@gongzhi/kernel/web/kit/index.ts'
import { useRef } from 'react'
import { call, useAct } from '../api.ts'

/** Does an act on a subject; the same input sent again after a lost network is the same act. Throws a `WebProblem`. */
export const useSend = (act: string, id: string): ((body: object) => Promise<unknown>) => {
  // Every act has the same shape but its body, which the form of the act knows and the server checks.
  const { mutateAsync } = useAct(`matters.${act}` as 'matters.note', { refresh: ['matters.', 'notices.'] })
  return (body) => mutateAsync({ params: { id }, body } as never)
}

/** Sends photos one after the other and answers with their ids; what has arrived once is not sent again. */
export const useUpload = () => {
  const arrived = useRef(new Map<string, string>())
  return async (photos: readonly Photo[]): Promise<string[]> => {
    const ids: string[] = []
    for (const photo of photos) {
      const id = arrived.current.get(photo.id) ?? (await call('files.keep', { body: photo.blob, timeout: 60_000 })).id
      arrived.current.set(photo.id, id)
      ids.push(id)
    }
    return ids
  }
}
