import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { matter } from '../subject.ts'

/** 打回: the result does not hold; the same limit goes on. */
export const sendBack = act({
  subject: matter,
  act: 'send-back',
  endpoint: endpoints.sendBack,
  change: () => ({ outcome: null, outcomeText: null, concludedAt: null, concludeDueAt: null }),
})
