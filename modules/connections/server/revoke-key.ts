import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../contract.ts'
import { keySubject } from './key-subject.ts'

/** Revokes a key: it is looked up at every call, so it opens nothing from this moment. */
export const revokeKey = act({
  subject: keySubject,
  act: 'revoke-key',
  endpoint: endpoints.revokeKey,
  change: ({ input }) => ({ reason: input.reason }),
})
