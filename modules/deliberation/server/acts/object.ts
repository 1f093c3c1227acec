import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'
import { selfOrNamed, standsIn } from '../stands.ts'
import { addObjection } from '../store-room.ts'

/** What a member holds against the minutes; it stands in them with its answer. */
export const object = act({
  subject: meetingSubject,
  act: 'object',
  endpoint: endpoints.object,
  openTo: 'county',
  ...selfOrNamed,
  data: ({ read, input }) => ({ member: standsIn(read)?.member, text: input.text }),
  also: ({ docket, now, read, input }) => {
    const self = standsIn(read)
    return self ? [addObjection(docket.county, docket.id, self.member, input.text, now)] : []
  },
})
