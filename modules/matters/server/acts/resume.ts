import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { resumed } from '../../rules/pauses.ts'
import { matter } from '../subject.ts'

/** 恢复: the clock goes on. */
export const resume = act({
  subject: matter,
  act: 'resume',
  endpoint: endpoints.resume,
  change: ({ row, now }) => ({ pauses: resumed(row.pauses, now), wakeAt: null }),
})
