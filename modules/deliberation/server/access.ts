import type { AccessRule, AccessTable } from '@gongzhi/kernel/server/docket.ts'
import { type BodyKind, bodyKinds, categoryOfKind } from '../rules/bodies.ts'

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
  'pass-on': [subtree(...COMMITTEES)],
  schedule: [system],
  unschedule: [system],
  decide: [system],
}

type Hands = { readonly hosts: string[]; readonly recorders: string[]; readonly chairs: string[] }
/** 村民会议、村民代表会议由村民委员会召集 (村民委员会组织法 Art. 25, 30): the committee’s chair and the village’s clerk run them. */
const ofCommittee: Hands = {
  hosts: ['village-chair', 'branch-secretary', 'village-clerk'],
  recorders: ['village-clerk', 'branch-secretary'],
  chairs: ['village-chair', 'branch-secretary'],
}
/** Each body’s meetings, votes and promises are in its own people’s hands; the docket says whose by its category. */
const hands: Readonly<Record<BodyKind, Hands>> = {
  council: { hosts: HOSTS, recorders: ['council-secretary'], chairs: ['council-chair'] },
  representatives: ofCommittee,
  villagers: ofCommittee,
  households: ofCommittee,
  branch: { hosts: ['branch-secretary', 'village-clerk'], recorders: ['village-clerk'], chairs: ['branch-secretary'] },
  // 理事会召集 (农村集体经济组织法 Art. 30); where there is none, the committee acts for it (村民委员会组织法 Art. 28)
  collective: {
    hosts: ['collective-director', 'village-chair', 'village-clerk'],
    recorders: ['village-clerk', 'collective-accountant'],
    chairs: ['collective-director', 'village-chair'],
  },
}
const inHands = (whose: keyof Hands): AccessRule[] =>
  bodyKinds.map((kind) => ({ ...subtree(...hands[kind][whose]), of: categoryOfKind(kind) }))
const hosts = inHands('hosts')
const recorders = inHands('recorders')
const chairs = inHands('chairs')
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
  record: recorders,
  object: [anyone, ...recorders],
  'answer-objection': hosts,
  sign: chairs,
  archive: [system],
}

export const voteAccess: AccessTable = {
  see: [anyone],
  'hand-slip': hosts,
  'note-hand': hosts,
  'count-paper': hosts,
  'confirm-paper': [...hosts, subtree('village-supervisor')],
  close: hosts,
  annul: hosts,
}

export const resolutionAccess: AccessTable = {
  see: [anyone],
  sign: chairs,
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

/** The village’s own hands, which keep its papers. */
const KEEPERS = [subtree(...ofCommittee.hosts)]

/** 授权 (X4): written down by the village’s own hands as the villagers’ meeting gave it; they do not give it themselves. */
export const mandateAccess: AccessTable = {
  see: [anyone],
  'give-mandate': KEEPERS,
  'take-back': KEEPERS,
  'run-out': [system],
}

/** 推选 (D08): the village’s own hands prepare it and keep its papers; whoever is being elected does neither for that reason. */
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
