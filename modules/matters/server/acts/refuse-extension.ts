import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { matter } from '../subject.ts'

/** 不同意延期, with the reason. */
export const refuseExtension = act({
  subject: matter,
  act: 'refuse-extension',
  endpoint: endpoints.refuseExtension,
  change: () => ({ extensionBy: null, extensionDays: null, extensionGranted: null }),
})
