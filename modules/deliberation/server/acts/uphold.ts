import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { topicSubject } from '../topic-subject.ts'

/** The town finds the refusal right. */
export const uphold = act({
  subject: topicSubject,
  act: 'uphold',
  endpoint: endpoints.uphold,
  change: ({ input }) => ({ appealAnswer: input.reason }),
})
