import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { dropSupport, findSupport } from '../store.ts'
import { topicSubject } from '../topic-subject.ts'

/** Takes the support back. */
export const unsupport = act({
  subject: topicSubject,
  act: 'unsupport',
  endpoint: endpoints.unsupport,
  openTo: 'county',
  reads: (_input, actor, id) => [findSupport(actor.county, id, actor.account)],
  finds: ([found]) => ({ supports: (found?.length ?? 0) > 0 }),
  also: ({ docket, actor }) => (actor.account === null ? [] : [dropSupport(docket.county, docket.id, actor.account)]),
})
