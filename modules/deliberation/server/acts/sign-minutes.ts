import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'

/** The chair signs the minutes; another person kept them (I2). */
export const signMinutes = act({
  subject: meetingSubject,
  act: 'sign',
  endpoint: endpoints.signMinutes,
  change: ({ actor }) => ({ signedBy: actor.account }),
})
