import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'
import { aboutMember } from '../stands.ts'
import { depart } from '../store-room.ts'

export const markOut = act({
  subject: meetingSubject,
  act: 'mark-out',
  endpoint: endpoints.markOut,
  ...aboutMember,
  also: ({ docket, now, input }) => [depart(docket.county, docket.id, input.member, now)],
})
