import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'

/** The recorder has read the minutes, which wrote themselves, and confirms them. */
export const record = act({
  subject: meetingSubject,
  act: 'record',
  endpoint: endpoints.record,
  change: ({ actor, input }) => ({ recordedBy: actor.account, summary: input.summary ?? null }),
})
