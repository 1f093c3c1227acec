import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'
import { planOf, topicsFit } from '../plan.ts'
import { findTopics } from '../store-room.ts'
import { attachDocuments, documentIds, documentsIn, filesKept } from '../with-photos.ts'

/** Changes the plan before notice is given; afterwards a talk is called off and convened anew. */
export const change = act({
  subject: meetingSubject,
  act: 'change',
  endpoint: endpoints.change,
  reads: (input, actor) => [findTopics(actor.county, input.agenda ?? []), documentsIn(input.materials)],
  guard: ({ row, input, read }) => {
    topicsFit(row.body, input.agenda ?? [], read[0] ?? [], row.agenda)
    filesKept('materials', documentIds(input.materials), read[1])
  },
  change: ({ input }) => planOf(input),
  also: ({ docket, input }) => attachDocuments(docket.county, docket.id, input.materials),
})
