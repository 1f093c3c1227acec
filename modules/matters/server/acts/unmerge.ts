import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { matter } from '../subject.ts'

/** 拆案: stands on its own again. */
export const unmerge = act({
  subject: matter,
  act: 'unmerge',
  endpoint: endpoints.unmerge,
  change: () => ({ mergedInto: null }),
})
