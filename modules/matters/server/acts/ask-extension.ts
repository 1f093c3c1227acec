import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { matter } from '../subject.ts'

/** 申请延期: somebody else decides (I2). */
export const askExtension = act({
  subject: matter,
  act: 'ask-extension',
  endpoint: endpoints.askExtension,
  change: ({ actor, input }) => ({ extensionBy: actor.account, extensionDays: input.days, extensionGranted: null }),
})
