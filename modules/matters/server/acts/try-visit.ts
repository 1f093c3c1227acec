import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { matter } from '../subject.ts'

/** 没联系上: counted, with proof such as which number was called when (C07). */
export const tryVisit = act({
  subject: matter,
  act: 'try-visit',
  endpoint: endpoints.tryVisit,
  change: ({ row }) => ({ visitTries: row.visitTries + 1 }),
})
