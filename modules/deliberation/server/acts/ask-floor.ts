import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'
import { selfIn, standsIn } from '../stands.ts'
import { setTurn } from '../store-room.ts'

/** I want to speak: on the speakers' list, in the order of asking. */
export const askFloor = act({
  subject: meetingSubject,
  act: 'ask-floor',
  endpoint: endpoints.askFloor,
  openTo: 'county',
  ...selfIn,
  data: ({ row, read }) => ({ member: standsIn(read)?.member, topic: row.item }),
  also: ({ row, docket, now, read }) => {
    const self = standsIn(read)
    return self && row.item !== null ? [setTurn(docket.county, docket.id, row.item, self.member, 'waiting', now)] : []
  },
})
