import { closeOf, dayNumber } from '@gongzhi/kernel/clock.ts'
import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { matter } from '../subject.ts'

/** 挂起 with its reason, until close of business of a day; then it wakes by itself. */
export const suspend = act({
  subject: matter,
  act: 'suspend',
  endpoint: endpoints.suspend,
  change: ({ row, input, now }) => ({
    pauses: [...row.pauses, { from: now, to: null }],
    wakeAt: closeOf(dayNumber(input.until)),
  }),
})
