import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'
import { aboutMember } from '../stands.ts'
import { addRecusal } from '../store-room.ts'

/** 回避: out of the base and out of the count of this item. */
export const recuse = act({
  subject: meetingSubject,
  act: 'recuse',
  endpoint: endpoints.recuse,
  ...aboutMember,
  data: ({ row, input }) => ({ member: input.member, reason: input.reason, topic: row.item }),
  also: ({ row, docket, input }) =>
    row.item === null ? [] : [addRecusal(docket.county, docket.id, row.item, input.member, input.reason)],
})
