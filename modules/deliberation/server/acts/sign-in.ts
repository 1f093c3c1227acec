import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'
import { selfIn, standsIn } from '../stands.ts'
import { arrive } from '../store-room.ts'

/** 签到 by one's own phone, with the code that hangs in the room (P4). */
export const signIn = act({
  subject: meetingSubject,
  act: 'sign-in',
  endpoint: endpoints.signIn,
  openTo: 'county',
  ...selfIn,
  // the code opens the room and belongs to no record
  data: ({ read }) => ({ member: standsIn(read)?.member, how: 'phone' }),
  also: ({ docket, now, read }) => {
    const self = standsIn(read)
    return self ? [arrive(docket.county, docket.id, self.member, 'phone', now)] : []
  },
})
