import { act } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { openingOf } from '@gongzhi/kernel/server/open-subject.ts'
import { orgFor } from '@gongzhi/territory/server'
import { newChild } from '../new-child.ts'
import { matter, orderSubject } from '../subject.ts'
import { noDoor } from '../system-endpoint.ts'

/** 督办: after the reminder, exactly one order; none while an earlier one on the same matter is open (B07). */
export const supervise = act({
  subject: matter,
  act: 'supervise',
  endpoint: noDoor,
  change: ({ row, docket }) => ({
    supervisedDueAt: Math.max(docket.dueAt ?? 0, row.supervisedDueAt ?? 0),
    ordersOpen: Math.max(1, row.ordersOpen),
  }),
  data: ({ docket }) => ({ org: docket.holderOrg }),
  also: (decided) => {
    const { docket } = decided
    if (docket.holderOrg === null || docket.supervised) return []
    const office = orgFor(docket.unitCode, 'county', 'supervision-office') ?? null
    return openingOf(
      decided,
      {
        subject: orderSubject,
        ...newChild(decided, 'order', docket.holderOrg, { text: docket.title, byOrg: office }),
      },
      { actor: decided.actor, key: derivedId(decided.key, 'order') },
    )
  },
})
