import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { matter } from '../subject.ts'

/** 接办: from now on a person has it. */
export const take = act({
  subject: matter,
  act: 'take',
  endpoint: endpoints.take,
  change: ({ actor }) => ({ handler: actor.account }),
})
