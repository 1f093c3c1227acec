import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { assistSubject } from '../subject.ts'
import { withFiles } from '../with-files.ts'

/** A co-unit reports its part done. */
export const doneAssist = act({
  subject: assistSubject,
  act: 'done-assist',
  endpoint: endpoints.doneAssist,
  change: ({ input, actor }) => ({ reply: input.text, repliedBy: actor.account }),
  ...withFiles,
})
