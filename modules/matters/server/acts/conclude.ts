import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { matter } from '../subject.ts'
import { withFiles } from '../with-files.ts'

/** 办结: resolved, explained or not feasible, kept apart in all figures. */
export const conclude = act({
  subject: matter,
  act: 'conclude',
  endpoint: endpoints.conclude,
  change: ({ docket, input, now, actor }) => ({
    // whoever states the result may not verify it (I2)
    handler: actor.account,
    outcome: input.outcome,
    outcomeText: input.text,
    concludedAt: now,
    concludeDueAt: docket.dueAt,
  }),
  ...withFiles,
})
