import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { topicSubject } from '../topic-subject.ts'

/** The town finds it fit for the talk: the refusal falls. */
export const overturn = act({
  subject: topicSubject,
  act: 'overturn',
  endpoint: endpoints.overturn,
  change: ({ input }) => ({ appealAnswer: input.reason, ground: null, groundText: null, article: null }),
})
