import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { resumed } from '../../rules/pauses.ts'
import { matter } from '../subject.ts'
import { withFiles } from '../with-files.ts'

/** 补充: by the reporter, or written down by staff who were told; the clock goes on. */
export const reply = act({
  subject: matter,
  act: 'reply',
  endpoint: endpoints.reply,
  change: ({ row, now }) => ({ pauses: resumed(row.pauses, now) }),
  ...withFiles,
})
