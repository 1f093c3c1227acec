import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { matter } from '../subject.ts'

/** 退回: dispatched to the wrong unit; counted, and dispatched again by the level that sent it. */
export const giveBack = act({
  subject: matter,
  act: 'return',
  endpoint: endpoints.giveBack,
  change: ({ row }) => ({ leadOrg: null, handler: null, returns: row.returns + 1 }),
})
