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

/** Meetings of other bodies than the council are of this category in the docket: each body’s meeting is in its own people’s hands. */
export const REPRESENTATIVES = 'representatives'
/** 村民代表会议由村民委员会召集 (村民委员会组织法 Art. 29): the committee’s chair and the village’s clerk run it. */
const OF_REPRESENTATIVES = ['village-chair', 'branch-secretary', 'village-clerk']
const council = (...roles: string[]) => ({ ...subtree(...roles), of: null })
const representatives = (...roles: string[]) => ({ ...subtree(...roles), of: REPRESENTATIVES })

const ofCouncil = [subtree(...HOSTS)]
const hosts = [council(...HOSTS), representatives(...OF_REPRESENTATIVES)]
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
  record: [council('council-secretary'), representatives('village-clerk', 'branch-secretary')],
  object: [anyone, council('council-secretary'), representatives('village-clerk')],
  'answer-objection': hosts,
  sign: [council('council-chair'), representatives('village-chair', 'branch-secretary')],
  archive: [system],
}

export const voteAccess: AccessTable = {
  see: [anyone],
  'hand-slip': ofCouncil,
  'note-hand': ofCouncil,
  'count-paper': ofCouncil,
  'confirm-paper': [subtree(...HOSTS, 'village-supervisor')],
  close: ofCouncil,
  annul: ofCouncil,
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
  'strike-off': ofCouncil,
  'not-done': ofCouncil,
  extend: ofCouncil,
  remind: [system],
}

/** 推选 (D08): the village’s own hands prepare it and keep its papers; whoever is being elected does neither for that reason. */
const KEEPERS = [subtree('branch-secretary', 'village-chair', 'village-clerk')]
export const electionAccess: AccessTable = {
  see: [anyone],
  'open-election': KEEPERS,
  nominate: [...KEEPERS, anyone],
  'accept-nomination': [...KEEPERS, anyone],
  'withdraw-nomination': [...KEEPERS, anyone],
  'close-nominations': KEEPERS,
  count: KEEPERS,
  'run-off': KEEPERS,
  'leave-open': KEEPERS,
  'another-round': KEEPERS,
  'choose-chair': KEEPERS,
  'name-chair': KEEPERS,
  'post-result': KEEPERS,
  'object-to-election': [...KEEPERS, anyone],
  'answer-election-objection': KEEPERS,
  'comment-election': [subtree(...GUIDES)],
  'take-office': KEEPERS,
  'annul-election': KEEPERS,
}

/** 罢免 (D08): proposed by representatives on paper, entered by the village’s hands; the member speaks for themselves. */
export const recallAccess: AccessTable = {
  see: [anyone],
  'propose-recall': KEEPERS,
  'note-hearing': [...KEEPERS, anyone],
  'decide-recall': KEEPERS,
  'withdraw-recall': KEEPERS,
}
