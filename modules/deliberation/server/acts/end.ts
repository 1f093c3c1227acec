import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'

/** 散会: what was not voted on goes back among the topics fit for a talk. */
export const end = act({
  subject: meetingSubject,
  act: 'end',
  endpoint: endpoints.end,
  change: ({ now }) => ({ endedAt: now, item: null, floor: null }),
  data: ({ row }) => ({ left: row.agenda.filter((topic) => !row.room.decided.includes(topic)) }),
})
