import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { rated } from '../../rules/verdict.ts'
import { matter } from '../subject.ts'

/** 回访: reached (with what the reporter said), declined, or not reachable after three attempts with proof. */
export const visit = act({
  subject: matter,
  act: 'visit',
  endpoint: endpoints.visit,
  change: ({ row, input, now, to }) => ({
    visitOutcome: input.outcome,
    visitedAt: now,
    ...rated(row, input.satisfied, to, now),
  }),
})
