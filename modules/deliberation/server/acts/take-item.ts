import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'

/** Takes up a topic of the agenda. */
export const takeItem = act({
  subject: meetingSubject,
  act: 'take-item',
  endpoint: endpoints.takeItem,
  change: ({ input }) => ({ item: input.topic, floor: null }),
})
