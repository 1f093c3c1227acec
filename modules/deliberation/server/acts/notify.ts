import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'

/** 通知: to every member of the roll, with materials; a receipt is kept of each (D12). */
export const notify = act({
  subject: meetingSubject,
  act: 'notify',
  endpoint: endpoints.notify,
  change: ({ now }) => ({ notifiedAt: now }),
  data: ({ row }) => ({ startsAt: new Date(row.startsAt).toISOString(), venue: row.venue, agenda: row.agenda }),
})
