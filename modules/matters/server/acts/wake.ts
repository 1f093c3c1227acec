import { act } from '@gongzhi/kernel/server/act.ts'
import { resumed } from '../../rules/pauses.ts'
import { matter } from '../subject.ts'
import { noDoor } from '../system-endpoint.ts'

/** The day of a suspension, or the time for an answer, has come: the clock goes on. */
export const wake = act({
  subject: matter,
  act: 'wake',
  endpoint: noDoor,
  change: ({ row, now }) => ({ pauses: resumed(row.pauses, now), wakeAt: null }),
  data: ({ docket }) => ({ from: docket.state }),
})
