import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { wholeLimit } from '../../rules/limits.ts'
import { above } from '../../rules/tier.ts'
import { limitsOf } from '../reference.ts'
import { matter } from '../subject.ts'

/** 受理: the whole limit begins to run; `refer` hands it up a level in the same tap. */
export const accept = act({
  subject: matter,
  act: 'accept',
  endpoint: endpoints.accept,
  change: ({ row, docket, input, now }) => {
    const level = input.level ?? row.level
    const limit = wholeLimit(limitsOf(docket.county), row.variant, level, null)
    return {
      acceptedAt: now,
      acceptDueAt: docket.dueAt,
      limitFromAt: now,
      level,
      category: input.category ?? row.category,
      limit: { amount: limit.amount, unit: limit.unit },
      limitBasis: limit.basis,
      ...(input.refer ? { tier: above(row.tier) } : {}),
    }
  },
  docket: ({ row, input }) => ({ category: input.category ?? row.category, level: input.level ?? row.level }),
})
