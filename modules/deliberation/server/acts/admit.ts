import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { topicSubject } from '../topic-subject.ts'

/** 预审通过: fit for the talk; whose decision it is by law may be put right (X4). */
export const admit = act({
  subject: topicSubject,
  act: 'admit',
  endpoint: endpoints.admit,
  change: ({ row, input }) => ({
    concerns: input.concerns ?? row.concerns,
    ground: null,
    groundText: null,
    article: null,
  }),
})
