import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { matter } from '../subject.ts'

/** 请您补充: it is the reporter's turn and the clock stands (I4). */
export const ask = act({
  subject: matter,
  act: 'ask',
  endpoint: endpoints.ask,
  change: ({ row, now }) => ({ pauses: [...row.pauses, { from: now, to: null }] }),
})
