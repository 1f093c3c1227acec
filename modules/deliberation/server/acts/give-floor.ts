import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'
import { aboutMember } from '../stands.ts'
import { endTurns, setTurn } from '../store-room.ts'

/** 依次发言: this member speaks; whoever spoke before is done (D14). */
export const giveFloor = act({
  subject: meetingSubject,
  act: 'give-floor',
  endpoint: endpoints.giveFloor,
  ...aboutMember,
  change: ({ input }) => ({ floor: input.member }),
  data: ({ row, input }) => ({ member: input.member, topic: row.item }),
  also: ({ row, docket, input, now }) =>
    row.item === null
      ? []
      : [
          endTurns(docket.county, docket.id, row.item, null),
          setTurn(docket.county, docket.id, row.item, input.member, 'speaking', now),
        ],
})
