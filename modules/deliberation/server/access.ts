import type { AccessTable } from '@gongzhi/kernel/server/docket.ts'

/* Who may do which act over which reach. Whether it is lawful now stands in rules/. */

const subtree = (...roles: string[]) => ({ roles, reach: 'subtree' as const })
const anyone = { anyone: true } as const
const party = { party: true } as const
const system = { system: true } as const

/** 村（社区）党组织预审 (D11). */
const REVIEWERS = ['branch-secretary']
/** 镇级协调小组 (D07): guides, hears appeals, changes no result. */
const GUIDES = ['town-leader', 'town-dispatcher', 'town-clerk', 'county-dispatcher']
/** Write down what somebody without a phone says (P13). */
const CLERKS = ['village-clerk', 'council-secretary']
const HOSTS = ['council-chair', 'council-secretary']
/** 村“两委”. */
const COMMITTEES = ['branch-secretary', 'village-chair']

export const topicAccess: AccessTable = {
  see: [anyone],
  // whoever keeps the council's papers notes a member's word for whoever has no phone (P13)
  support: [anyone, subtree('council-secretary')],
  unsupport: [anyone, subtree('council-secretary')],
  admit: [subtree(...REVIEWERS)],
  refuse: [subtree(...REVIEWERS)],
  resubmit: [party, subtree(...CLERKS)],
  appeal: [party, subtree(...CLERKS)],
  uphold: [subtree('town-leader', 'town-dispatcher')],
  overturn: [subtree('town-leader', 'town-dispatcher')],
  withdraw: [party],
  schedule: [system],
  unschedule: [system],
  decide: [system],
}

const hosts = [subtree(...HOSTS)]
export const meetingAccess: AccessTable = {
  see: [anyone],
  convene: hosts,
  change: hosts,
  notify: hosts,
  cancel: hosts,
  'sign-in': [anyone],
  leave: [anyone],
  'mark-in': hosts,
  'mark-out': hosts,
  open: hosts,
  'present-list': hosts,
  advise: hosts,
  'take-item': hosts,
  recuse: hosts,
  'ask-floor': [anyone],
  'give-floor': hosts,
  'end-turn': hosts,
  'offer-round': hosts,
  'put-to-vote': hosts,
  'put-off': hosts,
  guide: [subtree(...GUIDES)],
  end: hosts,
  record: [subtree('council-secretary')],
  object: [anyone, subtree('council-secretary')],
  'answer-objection': hosts,
  sign: [subtree('council-chair')],
  archive: [system],
}

export const voteAccess: AccessTable = {
  see: [anyone],
  'hand-slip': hosts,
  'note-hand': hosts,
  'count-paper': hosts,
  'confirm-paper': [subtree(...HOSTS, 'village-supervisor')],
  close: hosts,
  annul: hosts,
}

export const resolutionAccess: AccessTable = {
  see: [anyone],
  sign: [subtree('council-chair')],
  'hand-over': [subtree(...COMMITTEES)],
  refer: [subtree(...COMMITTEES)],
  finish: [system],
}

export const taskAccess: AccessTable = {
  see: [anyone],
  report: [{ roles: 'any', reach: 'unit' }, subtree(...COMMITTEES)],
  claim: [{ roles: 'any', reach: 'unit' }, subtree(...COMMITTEES)],
  'strike-off': hosts,
  'not-done': hosts,
  extend: hosts,
  remind: [system],
}
