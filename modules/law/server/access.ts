import type { AccessTable } from '@gongzhi/kernel/server/docket.ts'
import type { localRule } from '../rules/index.ts'

/*
 * A village's rules are the village's: its secretary and its chair set them, no county does it for them. A county's own are
 * held by the county government, whose administrators reach them as what their unit holds.
 */
const KEEPERS = [
  { roles: ['branch-secretary', 'village-chair'], reach: 'subtree' },
  { roles: ['county-admin'], reach: 'unit' },
] as const

export const localRuleAccess: AccessTable<keyof typeof localRule.acts | 'draft-rule'> = {
  see: [{ roles: 'any', reach: 'subtree' }],
  'draft-rule': KEEPERS,
  'publish-rule': KEEPERS,
  'discard-rule': KEEPERS,
  'withdraw-rule': KEEPERS,
  'replace-rule': [{ system: true }],
  'expire-rule': [{ system: true }],
}
