import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { assistSubject } from '../subject.ts'

/** A co-unit says why this is not its duty. */
export const excuseAssist = act({
  subject: assistSubject,
  act: 'excuse-assist',
  endpoint: endpoints.excuseAssist,
  change: ({ input, actor }) => ({ reply: input.reason, repliedBy: actor.account }),
})
