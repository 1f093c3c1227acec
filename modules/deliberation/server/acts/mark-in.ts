import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'
import { aboutMember } from '../stands.ts'
import { arrive } from '../store-room.ts'

/** 签到 from the list or from paper, for whoever has no phone (P13). */
export const markIn = act({
  subject: meetingSubject,
  act: 'mark-in',
  endpoint: endpoints.markIn,
  ...aboutMember,
  also: ({ docket, now, input }) => [arrive(docket.county, docket.id, input.member, input.how, now)],
})
