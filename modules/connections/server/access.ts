import type { AccessTable } from '@gongzhi/kernel/server/docket.ts'

const admin = [{ roles: ['county-admin'], reach: 'subtree' }] as const
const clock = [{ system: true }] as const

/** Which systems are let in is for the county's administrators alone. */
export const keyAccess: AccessTable<'issue-key' | 'revoke-key' | 'expire-key'> = {
  see: admin,
  'issue-key': admin,
  'revoke-key': admin,
  'expire-key': clock,
}

/** And so is which systems are told of what. */
export const webhookAccess: AccessTable<
  | 'subscribe'
  | 'try-webhook'
  | 'resend'
  | 'rotate-secret'
  | 'disable-webhook'
  | 'enable-webhook'
  | 'remove-webhook'
  | 'give-up'
> = {
  see: admin,
  subscribe: admin,
  'try-webhook': admin,
  resend: admin,
  'rotate-secret': admin,
  'disable-webhook': admin,
  'enable-webhook': admin,
  'remove-webhook': admin,
  'give-up': clock,
}
