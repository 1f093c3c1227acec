import type { AccessTable } from '@gongzhi/kernel/server/docket.ts'

const admin = [{ roles: ['county-admin'], reach: 'subtree' }] as const

/** Which systems are let in is for the county's administrators alone. */
export const keyAccess: AccessTable<'issue-key' | 'revoke-key' | 'expire-key'> = {
  see: admin,
  'issue-key': admin,
  'revoke-key': admin,
  'expire-key': [{ system: true }],
}
