import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { topicSubject } from '../topic-subject.ts'

/** 申诉: once, to the town. */
export const appeal = act({
  subject: topicSubject,
  act: 'appeal',
  endpoint: endpoints.appeal,
  change: ({ input }) => ({ appeal: input.reason }),
})
