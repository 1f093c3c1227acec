import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'
import { selfIn, standsIn } from '../stands.ts'
import { depart } from '../store-room.ts'

/** A member goes; the quorum may go with them (D13). */
export const leave = act({
  subject: meetingSubject,
  act: 'leave',
  endpoint: endpoints.leave,
  openTo: 'county',
  ...selfIn,
  data: ({ read }) => ({ member: standsIn(read)?.member }),
  also: ({ docket, now, read }) => {
    const self = standsIn(read)
    return self ? [depart(docket.county, docket.id, self.member, now)] : []
  },
})
