import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { matter } from '../subject.ts'

/** 同意延期: once in a matter's life. */
export const grantExtension = act({
  subject: matter,
  act: 'grant-extension',
  endpoint: endpoints.grantExtension,
  change: () => ({ extensionGranted: true }),
  data: ({ row, input }) => ({ ...input, days: row.extensionDays }),
})
