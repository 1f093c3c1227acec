import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { orderSubject } from '../subject.ts'
import { withFiles } from '../with-files.ts'

/** The unit answers the supervision order with evidence (B07). */
export const evidence = act({
  subject: orderSubject,
  act: 'evidence',
  endpoint: endpoints.evidence,
  change: ({ input, actor }) => ({ reply: input.text, repliedBy: actor.account }),
  ...withFiles,
})
