import { act } from '@gongzhi/kernel/server/act.ts'
import type { Outcome } from '../../rules/matter.ts'
import { wholeDueAt } from '../../rules/standing.ts'
import { matter } from '../subject.ts'
import { noDoor } from '../system-endpoint.ts'

/** The matter it was merged into is concluded: this one is too, and its own reporter gets answer, visit and rating. */
export const concludeWith = act({
  subject: matter,
  act: 'conclude-with',
  endpoint: noDoor,
  change: ({ row, input, now, calendar }) => ({
    outcome: input.outcome as Outcome,
    outcomeText: input.text as string,
    concludedAt: now,
    concludeDueAt: wholeDueAt(row, calendar),
    leadOrg: (input.org as string | undefined) ?? row.leadOrg,
    handler: (input.handler as string | undefined) ?? row.handler,
  }),
})
