import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { addSupport, findSupport } from '../store.ts'
import { topicSubject } from '../topic-subject.ts'

/** 附议: counted; who supports is shown to nobody (D11). */
export const support = act({
  subject: topicSubject,
  act: 'support',
  endpoint: endpoints.support,
  openTo: 'county',
  reads: (_input, actor, id) => [findSupport(actor.county, id, actor.account)],
  finds: ([found]) => ({ supports: (found?.length ?? 0) > 0 }),
  also: ({ docket, actor }) => (actor.account === null ? [] : [addSupport(docket.county, docket.id, actor.account)]),
})
