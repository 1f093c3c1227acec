import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { whistleSubject } from '../subject.ts'

/** 互评: call and response are both rated (I08). */
export const rateCall = act({
  subject: whistleSubject,
  act: 'rate-call',
  endpoint: endpoints.rateCall,
  change: ({ row, capacity, input }) =>
    capacity.post?.org === row.org ? { orgGood: input.good } : { townGood: input.good },
})
