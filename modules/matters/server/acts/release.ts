import { act } from '@gongzhi/kernel/server/act.ts'
import { matter } from '../subject.ts'
import { noDoor } from '../system-endpoint.ts'

/** The matter it was merged into ended without a conclusion: this one stands on its own again. */
export const release = act({
  subject: matter,
  act: 'release',
  endpoint: noDoor,
  change: ({ row, now }) => ({ mergedInto: null, acceptedAt: row.acceptedAt ?? now }),
})
