import type { AccessTable } from '@gongzhi/kernel/server/docket.ts'

/*
 * Who keeps the papers of the election committee: the village's own hands. Town and county are not in it: nobody above may appoint,
 * designate or remove (村民委员会组织法 Art. 14), so nobody above keeps the roll.
 */
const anyone = { anyone: true } as const
const party = { party: true } as const
const keepers = { roles: ['branch-secretary', 'village-chair', 'village-clerk'], reach: 'subtree' as const }

export const rollAccess: AccessTable = {
  see: [anyone],
  'draw-up': [keepers],
  'change-committee': [keepers],
  'post-roll': [keepers],
  'settle-roll': [keepers],
  'name-candidates': [keepers],
  'register-proxy': [keepers],
  'revoke-proxy': [keepers],
  'annul-roll': [keepers],
  'end-roll': [{ system: true }],
}
export const objectionAccess: AccessTable = {
  see: [party, keepers],
  'object-to-roll': [anyone],
  'decide-objection': [keepers],
  'withdraw-objection': [party, keepers],
  'lapse-objection': [{ system: true }],
}
