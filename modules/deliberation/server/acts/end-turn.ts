import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'
import { setTurn } from '../store-room.ts'

/** The turn is over; what was said, in a few words, goes into the minutes. */
export const endTurn = act({
  subject: meetingSubject,
  act: 'end-turn',
  endpoint: endpoints.endTurn,
  change: () => ({ floor: null }),
  data: ({ row, input }) => ({ member: row.floor, topic: row.item, ...(input.gist ? { gist: input.gist } : {}) }),
  also: ({ row, docket, input }) =>
    row.item === null || row.floor === null
      ? []
      : [setTurn(docket.county, docket.id, row.item, row.floor, 'spoken', null, input.gist ?? null)],
})
