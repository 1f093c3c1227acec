import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { rated } from '../../rules/verdict.ts'
import { matter } from '../subject.ts'

/** 评价 by the reporter: content closes it; not content reopens once, then escalates a level. */
export const rate = act({
  subject: matter,
  act: 'rate',
  endpoint: endpoints.rate,
  change: ({ row, input, now, to }) => rated(row, input.satisfied, to, now),
})
