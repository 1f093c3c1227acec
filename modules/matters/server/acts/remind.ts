import { act } from '@gongzhi/kernel/server/act.ts'
import { matter } from '../subject.ts'
import { noDoor } from '../system-endpoint.ts'

/** 催办: once for each clock that ran out (B07). */
export const remind = act({
  subject: matter,
  act: 'remind',
  endpoint: noDoor,
  change: ({ row, docket }) => ({ remindedDueAt: Math.max(docket.dueAt ?? 0, row.remindedDueAt ?? 0) }),
  data: ({ docket }) => ({
    org: docket.holderOrg,
    due: docket.dueAt === null ? null : new Date(docket.dueAt).toISOString(),
  }),
})
