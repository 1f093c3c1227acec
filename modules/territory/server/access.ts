import type { AccessTable } from '@gongzhi/kernel/server/docket.ts'

/** Who may merge villages: the county's own administrators; every post of the county's territory may read of it. */
export const access: AccessTable<'merge'> = {
  see: [{ roles: 'any', reach: 'subtree' }],
  merge: [{ roles: ['county-admin'], reach: 'subtree' }],
}
