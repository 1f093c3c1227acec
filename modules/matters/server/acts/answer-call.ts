import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { whistleSubject } from '../subject.ts'

/** 报到, or why not (I08). */
export const answerCall = act({
  subject: whistleSubject,
  act: 'answer-call',
  endpoint: endpoints.answerCall,
  change: ({ input, actor }) => ({ reply: input.text, repliedBy: actor.account, comes: input.comes }),
})
