import { addRedaction } from '@gongzhi/files/server'
import { invalid } from '@gongzhi/kernel/problem.ts'
import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { findPhoto } from '../store-photo.ts'
import { matter } from '../subject.ts'

/** 遮挡照片: black over faces, plates and door numbers, for everybody from now on; corrected by doing it again. */
export const redact = act({
  subject: matter,
  act: 'redact',
  endpoint: endpoints.redact,
  reads: (input, actor, id) => [findPhoto(actor.county, id, input.photo)],
  guard: ({ read }) => {
    if (!read[0]?.[0]) throw invalid([{ pointer: '/body/photo', code: 'unknown' }])
  },
  also: ({ docket, input, key, now }) => [
    addRedaction({
      county: docket.county,
      file: input.photo,
      id: key,
      subject: docket.id,
      seq: docket.seq + 1,
      boxes: input.boxes,
      at: new Date(now),
    }),
  ],
})
