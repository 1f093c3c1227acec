import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { lawfulChannel } from '../../rules/grounds.ts'
import { matter } from '../subject.ts'

/** 不予受理, with a coded ground (I3). What belongs to petition, discipline or the courts is told where to go, not handled (R15). */
export const decline = act({
  subject: matter,
  act: 'decline',
  endpoint: endpoints.decline,
  change: ({ docket, input }) => ({ declinedFor: input.ground, acceptDueAt: docket.dueAt }),
  data: ({ input }) => ({ ...input, channel: input.channel ?? lawfulChannel(input.ground) }),
})
