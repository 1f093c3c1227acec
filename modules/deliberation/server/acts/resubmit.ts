import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { topicSubject } from '../topic-subject.ts'
import { withPhotos } from '../with-photos.ts'

/** Handed in again, better prepared; earlier words stay in the journal. */
export const resubmit = act({
  subject: topicSubject,
  act: 'resubmit',
  endpoint: endpoints.resubmit,
  ...withPhotos,
  change: ({ row, input }) => ({
    title: input.title ?? row.title,
    text: input.text,
    photos: input.photos.length > 0 ? input.photos : row.photos,
    rounds: row.rounds + 1,
  }),
  docket: ({ row, input }) => ({ title: input.title ?? row.title }),
})
