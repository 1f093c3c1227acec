import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { orderSubject } from '../subject.ts'

/** The evidence does not suffice. */
export const rejectOrder = act({
  subject: orderSubject,
  act: 'reject-order',
  endpoint: endpoints.rejectOrder,
  change: () => ({ reply: null, repliedBy: null }),
})
