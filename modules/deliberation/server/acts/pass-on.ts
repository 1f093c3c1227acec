import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { mandatesIn } from '../goes-to.ts'
import { findMandates } from '../store-mandate.ts'
import { topicSubject } from '../topic-subject.ts'

/** 改由另一个会定: a mandate has ended, or the village wants to decide itself (X4). */
export const passOn = act({
  subject: topicSubject,
  act: 'pass-on',
  endpoint: endpoints.passOn,
  reads: (_input, actor, id) => [findMandates(actor.county, id)],
  finds: mandatesIn,
  change: ({ row, input }) => ({ body: `${row.unitCode}.${input.to}` }),
})
