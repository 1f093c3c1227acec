import type { AccessTable } from '@gongzhi/kernel/server/docket.ts'
import type { Subject } from '@gongzhi/kernel/server/subject.ts'
import { termEnd } from '../rules/holding.ts'
import { type BodyState, body, type MemberFacts, type MemberState, member } from '../rules/roll.ts'
import {
  type BodyRow,
  insertBody,
  insertMember,
  loadBody,
  loadMember,
  type MemberRow,
  patchMember,
  readBody,
  readMember,
} from './store-roll.ts'

/** The village's own hands keep its rolls; the town and the county may help. */
const KEEPERS = {
  roles: ['branch-secretary', 'village-chair', 'village-clerk', 'council-secretary', 'town-leader', 'county-admin'],
  reach: 'subtree' as const,
}
export const bodyAccess: AccessTable = {
  see: [{ anyone: true }],
  'found-body': [KEEPERS],
  dissolve: [KEEPERS],
}
export const memberAccess: AccessTable = {
  see: [{ roles: 'any', reach: 'subtree' }, { party: true }],
  enter: [KEEPERS],
  'suspend-member': [KEEPERS],
  'restore-member': [KEEPERS],
  // a council’s new term ends the one before (D08)
  'leave-roll': [KEEPERS, { system: true }],
  'term-over': [{ system: true }],
}

const nobodysTurn = { holderOrg: null, holder: null, dueAt: null, alarm: null, pausedFor: null, supervised: false }
const facts = ({ input }: { readonly input: Readonly<Record<string, unknown>> }): MemberFacts => ({
  reason: typeof input.reason === 'string' && input.reason.trim() !== '',
})
const RULE = 'people/2'

export const bodySubject: Subject<BodyState, MemberFacts, BodyRow> = {
  kind: 'body',
  series: 'B',
  rule: RULE,
  procedure: body,
  access: bodyAccess,
  load: loadBody,
  read: readBody,
  insert: insertBody,
  patch: () => undefined,
  facts,
  standing: () => nobodysTurn,
  units: () => [],
}

export const memberSubject: Subject<MemberState, MemberFacts, MemberRow> = {
  kind: 'member',
  series: 'N',
  rule: RULE,
  procedure: member,
  access: memberAccess,
  load: loadMember,
  read: readMember,
  insert: insertMember,
  patch: patchMember,
  facts,
  standing: (state, row) => ({
    ...nobodysTurn,
    alarm: state === 'ended' ? null : { at: termEnd(row.until), act: 'term-over' },
  }),
  units: () => [],
}
