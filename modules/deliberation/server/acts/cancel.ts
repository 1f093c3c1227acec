import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'

/** Calls the talk off; its topics go back among those fit for one. */
export const cancel = act({
  subject: meetingSubject,
  act: 'cancel',
  endpoint: endpoints.cancel,
  change: ({ input }) => ({ cancelled: input.reason }),
  data: ({ row, input }) => ({ reason: input.reason, agenda: row.agenda }),
})
