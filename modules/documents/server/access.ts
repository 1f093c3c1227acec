import type { AccessTable } from '@gongzhi/kernel/server/docket.ts'

/** Who may read of an export: who made it, and those who administer or supervise the stretch. */
export const exportAccess: AccessTable = {
  see: [{ party: true }, { roles: ['county-admin', 'supervisor'], reach: 'subtree' }],
}
