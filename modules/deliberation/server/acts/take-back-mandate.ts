import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { mandateSubject } from '../mandate-subject.ts'

/** 收回授权: the villagers’ meeting decides itself again (Art. 28). */
export const takeBackMandate = act({
  subject: mandateSubject,
  act: 'take-back',
  endpoint: endpoints.takeBack,
  change: ({ input }) => ({ ended: input.reason }),
})
