import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'
import { endTurns } from '../store-room.ts'

/** The turn is over; what was said, in a few words, goes into the minutes. */
export const endTurn = act({
  subject: meetingSubject,
  act: 'end-turn',
  endpoint: endpoints.endTurn,
  change: () => ({ floor: null }),
  data: ({ row, input }) => ({ member: row.floor, topic: row.item, ...(input.gist ? { gist: input.gist } : {}) }),
  also: ({ row, docket, input }) =>
    row.item === null ? [] : [endTurns(docket.county, docket.id, row.item, input.gist ?? null)],
})
