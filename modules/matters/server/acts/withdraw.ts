import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { matter } from '../subject.ts'

/** 撤回 by the reporter, at any time. */
export const withdraw = act({
  subject: matter,
  act: 'withdraw',
  endpoint: endpoints.withdraw,
})
