import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { matter } from '../subject.ts'

/** 答复: the first receiver tells the reporter; never the one who handled it (I2). */
export const answer = act({
  subject: matter,
  act: 'answer',
  endpoint: endpoints.answer,
  change: ({ input }) => ({ answerText: input.text }),
})
