import { act } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'
import { addAdvice } from '../store-room.ts'
import { attachDocuments, documentIds, documentsIn, filesKept } from '../with-photos.ts'

/** 顾问意见入卷: written, and before the vote opens (D09). An adviser is on no roll and so has no vote. */
export const advise = act({
  subject: meetingSubject,
  act: 'advise',
  endpoint: endpoints.advise,
  reads: ({ files }) => [documentsIn(files)],
  guard: ({ input, read }) => filesKept('files', documentIds(input.files), read[0]),
  also: ({ docket, input, now, key }) => [
    addAdvice(docket.county, docket.id, { id: derivedId(key, 'advice'), ...input }, now),
    ...attachDocuments(docket.county, docket.id, input.files),
  ],
})
