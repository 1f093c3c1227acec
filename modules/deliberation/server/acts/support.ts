import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { addSupport } from '../store.ts'
import { supporter } from '../supporter.ts'
import { topicSubject } from '../topic-subject.ts'

/** 附议: counted; who supports is shown to nobody (D11). */
export const support = act({
  subject: topicSubject,
  act: 'support',
  endpoint: endpoints.support,
  openTo: 'county',
  ...supporter,
  // who supports it is kept nowhere but in the count
  data: () => ({}),
  also: ({ docket, actor, input }) => {
    const by = input.member ?? actor.account
    return by === null ? [] : [addSupport(docket.county, docket.id, by)]
  },
})
