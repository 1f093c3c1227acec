import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'
import { endTurns, passRest } from '../store-room.ts'

/** 还有谁要说: asked round; whoever has not spoken and says nothing passes (D14). */
export const offerRound = act({
  subject: meetingSubject,
  act: 'offer-round',
  endpoint: endpoints.offerRound,
  change: () => ({ floor: null }),
  data: ({ row }) => ({ topic: row.item, passed: row.room.turnsLeft.filter((member) => member !== row.floor) }),
  also: ({ row, docket }) =>
    row.item === null
      ? []
      : [
          endTurns(docket.county, docket.id, row.item, null),
          passRest(docket.county, docket.id, row.item, row.room.turnsLeft),
        ],
})
