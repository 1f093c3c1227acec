import { notFound } from '@gongzhi/kernel/problem.ts'
import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { wholeLimit } from '../../rules/limits.ts'
import { limitsOf } from '../reference.ts'
import { findTarget } from '../store.ts'
import { matter } from '../subject.ts'

const CLOSED = ['closed', 'declined', 'withdrawn', 'merged', 'concluded', 'answered', 'visited']

/** 并案: handled with another; own clock, own answer, own rating stay, and it can be undone. */
export const merge = act({
  subject: matter,
  act: 'merge',
  endpoint: endpoints.merge,
  // the other cannot be concluded until the merger is written
  standsStill: true,
  together: ({ into }) => [into],
  reads: (input, actor) => [findTarget(actor.county, input.into)],
  finds: (read) => {
    const target = read[0]?.[0]
    if (target?.kind !== 'matter') throw notFound()
    return { targetOpen: !CLOSED.includes(target.state as string) }
  },
  change: ({ row, docket, input, now }) => {
    const limit = wholeLimit(limitsOf(docket.county), row.variant, row.level, null)
    return {
      mergedInto: input.into,
      handler: null,
      // a merged report has been accepted: its own clock runs
      acceptedAt: row.acceptedAt ?? now,
      limitFromAt: row.limitFromAt ?? now,
      acceptDueAt: row.acceptDueAt ?? docket.dueAt,
      limit: row.limit ?? { amount: limit.amount, unit: limit.unit },
      limitBasis: row.limitBasis ?? limit.basis,
    }
  },
  data: ({ input, read }) => ({
    into: input.into,
    number: read[0]?.[0]?.number,
    ...(input.reason ? { reason: input.reason } : {}),
  }),
})
