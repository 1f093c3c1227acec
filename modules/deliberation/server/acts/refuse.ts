import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { topicSubject } from '../topic-subject.ts'

/** 不协商: one of three grounds, in words, with the article that settles it already (D11, I3). */
export const refuse = act({
  subject: topicSubject,
  act: 'refuse',
  endpoint: endpoints.refuse,
  change: ({ input }) => ({ ground: input.ground, groundText: input.text, article: input.article ?? null }),
})
