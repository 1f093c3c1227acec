import type { Photo } from '@gongzhi/kernel/web/kit/index.ts'
import type { Delivered } from '@gongzhi/kernel/web/outbox/outbox.ts'
import { useAct, useDeliver, type View } from '../api.ts'

const REFRESH = { refresh: ['matters.', 'notices.'] }

/**
 * Does an act on a matter, or on what runs beside it (`on`): it arrives, or waits on this device behind whatever else was
 * done to the matter. Throws a `WebProblem` when it is refused at once.
 */
export const useSend = (act: string, view: View, on: string = view.id) => {
  // Every act has the same shape but its body, which the form of the act knows and the server checks.
  const { mutateAsync } = useDeliver(`matters.${act}` as 'matters.note', REFRESH)
  return (body: object, photos: readonly Photo[] = []): Promise<Delivered> =>
    mutateAsync({
      ...{ params: { id: on }, body: body as { text: string }, photos },
      ...{ subject: view.id, title: view.title, number: view.number },
    })
}

/** Reads who reported: needs its answer now, so it never waits anywhere. */
export const useLook = (id: string) => {
  const { mutateAsync } = useAct('matters.look', REFRESH)
  return (body: { reason: string }) => mutateAsync({ params: { id }, body })
}
