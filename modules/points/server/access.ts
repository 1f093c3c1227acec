import type { AccessTable } from '@gongzhi/kernel/server/docket.ts'

/* Who may do which act over which reach. Whether it is lawful now stands in rules/. Town and county are not in it (X12). */

const subtree = (...roles: string[]) => ({ roles, reach: 'subtree' as const })
const anyone = { anyone: true } as const
const party = { party: true } as const
const system = { system: true } as const
const HOSTS = ['council-chair', 'council-secretary']
/** 理事长、监督人: whoever did not write it down decides. */
const DECIDE = ['council-chair', 'village-supervisor']
const secretary = subtree('council-secretary')

export const ruleAccess: AccessTable = {
  see: [anyone],
  'draft-rule': [subtree(...HOSTS)],
  'change-rule': [subtree(...HOSTS)],
  'adopt-rule': [subtree('council-chair')],
  'withdraw-rule': [subtree(...HOSTS)],
  // for whoever has no phone the secretary writes the word down (P13)
  exchange: [anyone, secretary],
  'supersede-rule': [system],
  'announce-clearing': [system],
  'clear-year': [system],
}
export const bookAccess: AccessTable = {
  see: [party],
  'leave-points': [party, secretary],
  'rejoin-points': [party, secretary],
}
export const entryAccess: AccessTable = {
  see: [party, subtree(...HOSTS, 'village-supervisor')],
  'record-entry': [secretary],
  'review-entry': [subtree(...DECIDE)],
  'turn-down-entry': [subtree(...DECIDE)],
  'dispute-entry': [anyone, secretary],
  'uphold-entry': [subtree(...DECIDE)],
  'set-aside': [subtree(...DECIDE)],
  'take-effect': [system],
}
export const exchangeAccess: AccessTable = {
  see: [party, subtree(...HOSTS)],
  'hand-over-goods': [secretary],
  'decline-exchange': [secretary],
  'take-back-exchange': [party, secretary],
}
