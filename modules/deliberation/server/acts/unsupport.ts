import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { dropSupport } from '../store.ts'
import { supporter } from '../supporter.ts'
import { topicSubject } from '../topic-subject.ts'

/** Takes the support back. */
export const unsupport = act({
  subject: topicSubject,
  act: 'unsupport',
  endpoint: endpoints.unsupport,
  openTo: 'county',
  ...supporter,
  // who supports it is kept nowhere but in the count
  data: () => ({}),
  also: ({ docket, actor, input }) => {
    const by = input.member ?? actor.account
    return by === null ? [] : [dropSupport(docket.county, docket.id, by)]
  },
})
