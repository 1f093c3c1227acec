import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { topicSubject } from '../topic-subject.ts'

export const withdrawTopic = act({ subject: topicSubject, act: 'withdraw', endpoint: endpoints.withdrawTopic })
