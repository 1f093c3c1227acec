import { act } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'
import { addGuidance } from '../store-room.ts'

/** 镇级指导 (D07): heard by everybody, changes nothing. */
export const guide = act({
  subject: meetingSubject,
  act: 'guide',
  endpoint: endpoints.guide,
  also: ({ docket, capacity, input, now, key }) => [
    addGuidance(docket.county, derivedId(key, 'guidance'), docket.id, capacity.post?.org ?? '', input.text, now),
  ],
})
