import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { act } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { takeSnapshot } from '@gongzhi/people/server'
import { endpoints } from '../../contract.ts'
import { quorumOf } from '../../rules/quorum.ts'
import { lawOfOpening } from '../law-now.ts'
import { meetingSubject } from '../meeting-subject.ts'

/** 开会: the roll is kept as it is, the verdict with its sum and article (D12, D13, I5). */
export const open = act({
  subject: meetingSubject,
  act: 'open',
  endpoint: endpoints.open,
  change: ({ row, now, key }) => ({
    openedAt: now,
    snapshot: derivedId(key, 'roll'),
    opening: [quorumOf(lawOfOpening(row), row)],
  }),
  data: ({ row, key }) => ({
    snapshot: derivedId(key, 'roll'),
    present: row.room.present,
    entitled: row.room.entitled,
    ...(row.urgent === null ? {} : { urgent: row.urgent }),
  }),
  also: ({ row, docket, now, key }) => [
    takeSnapshot(docket.county, {
      id: derivedId(key, 'roll'),
      body: row.body,
      on: isoDay(dayOf(row.startsAt)),
      at: now,
      takenFor: docket.id,
    }),
  ],
})
