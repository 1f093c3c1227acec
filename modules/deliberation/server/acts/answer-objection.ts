import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'
import { answerOne } from '../store-room.ts'

export const answerObjection = act({
  subject: meetingSubject,
  act: 'answer-objection',
  endpoint: endpoints.answerObjection,
  also: ({ docket, input }) => [answerOne(docket.county, docket.id, input.member, input.text)],
})
