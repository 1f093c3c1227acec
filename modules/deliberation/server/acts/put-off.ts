import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'

/** Left for another evening: after the talk the topic is again among those fit for one. */
export const putOff = act({
  subject: meetingSubject,
  act: 'put-off',
  endpoint: endpoints.putOff,
  change: () => ({ item: null, floor: null }),
  data: ({ row, input }) => ({ reason: input.reason, topic: row.item }),
})
