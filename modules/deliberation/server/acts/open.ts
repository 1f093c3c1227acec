import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { quorumOf } from '../../rules/quorum.ts'
import { lawNow } from '../law-now.ts'
import { meetingSubject } from '../meeting-subject.ts'

/** 开会: the roll is kept as it is, the verdict with its sum and article (D12, D13, I5). */
export const open = act({
  subject: meetingSubject,
  act: 'open',
  endpoint: endpoints.open,
  change: ({ row, now }) => ({
    openedAt: now,
    opening: [quorumOf(lawNow(row.unitCode, row.startsAt), row)],
  }),
  data: ({ row }) => ({
    present: row.room.present,
    entitled: row.room.entitled,
    ...(row.urgent === null ? {} : { urgent: row.urgent }),
  }),
})
