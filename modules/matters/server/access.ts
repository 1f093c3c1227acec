import type { AccessTable } from '@gongzhi/kernel/server/docket.ts'

/* Who may do which act over which reach. Whether it is lawful now stands in rules/. */

// departments and firms that keep a studio receive what is suggested there (B03)
const HOSTS = ['department-clerk', 'unit-worker']
const RECEIVERS = [
  ...HOSTS,
  'village-clerk',
  'village-chair',
  'branch-secretary',
  'studio-keeper',
  'town-clerk',
  'town-dispatcher',
  'county-dispatcher',
]
const DISPATCHERS = [
  ...HOSTS,
  'village-clerk',
  'village-chair',
  'branch-secretary',
  'studio-keeper',
  'town-dispatcher',
  'county-dispatcher',
]
const HANDLERS = [
  'grid-worker',
  'unit-worker',
  'department-clerk',
  'village-clerk',
  'village-chair',
  'branch-secretary',
  'village-committee-member',
  'town-clerk',
  'studio-keeper',
  'delegate',
  // a coordination centre bears duties of its own (A13)
  'town-dispatcher',
  'county-dispatcher',
]
const OVERSEERS = ['town-dispatcher', 'town-leader', 'county-dispatcher']

const unit = (roles: readonly string[]) => ({ roles, reach: 'unit' as const })
const subtree = (roles: readonly string[]) => ({ roles, reach: 'subtree' as const })
const party = { party: true } as const
const system = { system: true } as const

export const matterAccess: AccessTable = {
  see: [
    party,
    subtree([
      'village-clerk',
      'village-chair',
      'branch-secretary',
      'village-supervisor',
      'grid-worker',
      'town-clerk',
      'town-dispatcher',
      'town-leader',
      'county-dispatcher',
      'supervisor',
    ]),
    { roles: 'any', reach: 'unit' },
  ],
  accept: [unit(RECEIVERS)],
  decline: [unit(RECEIVERS)],
  refer: [unit(DISPATCHERS)],
  dispatch: [unit(DISPATCHERS)],
  take: [unit(HANDLERS)],
  return: [unit(HANDLERS)],
  note: [unit(HANDLERS)],
  ask: [unit(HANDLERS)],
  reply: [party, unit([...HANDLERS, ...RECEIVERS])],
  suspend: [unit(HANDLERS)],
  resume: [unit(HANDLERS)],
  'ask-extension': [unit(HANDLERS)],
  'grant-extension': [subtree(OVERSEERS)],
  'refuse-extension': [subtree(OVERSEERS)],
  conclude: [unit(HANDLERS)],
  answer: [unit(RECEIVERS)],
  'send-back': [unit(RECEIVERS)],
  'try-visit': [unit(RECEIVERS)],
  visit: [unit(RECEIVERS)],
  rate: [party],
  withdraw: [party],
  // the clock's hand merges what its reporter joined
  merge: [subtree(['village-clerk', 'town-dispatcher', 'county-dispatcher']), system],
  unmerge: [subtree(['village-clerk', 'town-dispatcher', 'county-dispatcher'])],
  look: [unit([...RECEIVERS, ...HANDLERS])],
  // who has it, and who oversees the place, when it is closed too
  redact: [unit([...RECEIVERS, ...HANDLERS]), subtree(['village-clerk', 'town-dispatcher', 'county-dispatcher'])],
  'look-photo': [unit([...RECEIVERS, ...HANDLERS]), subtree(['town-dispatcher', 'county-dispatcher', 'supervisor'])],
  whistle: [subtree(['town-dispatcher', 'town-leader'])],
  'conclude-with': [system],
  release: [system],
  wake: [system],
  remind: [system],
  supervise: [system],
  close: [system],
  'order-closed': [system],
  move: [system],
}

export const assistAccess: AccessTable = {
  see: [
    { roles: 'any', reach: 'unit' },
    subtree(['village-clerk', 'village-chair', 'town-clerk', ...OVERSEERS, 'supervisor']),
  ],
  'done-assist': [unit(HANDLERS)],
  'excuse-assist': [unit(HANDLERS)],
  remind: [system],
  drop: [system],
  move: [system],
}

export const orderAccess: AccessTable = {
  see: [{ roles: 'any', reach: 'unit' }, subtree([...OVERSEERS, 'supervisor'])],
  evidence: [{ roles: 'any', reach: 'unit' }],
  'confirm-order': [subtree(['supervisor'])],
  'reject-order': [subtree(['supervisor'])],
  remind: [system],
  move: [system],
}

export const whistleAccess: AccessTable = {
  see: [{ roles: 'any', reach: 'unit' }, subtree([...OVERSEERS])],
  'answer-call': [unit(['department-clerk', 'unit-worker'])],
  'rate-call': [subtree(['town-dispatcher', 'town-leader']), unit(['department-clerk', 'unit-worker'])],
  remind: [system],
  move: [system],
}

export const receptionAccess: AccessTable = {
  announce: [subtree(['studio-keeper', 'delegate', 'county-dispatcher'])],
  see: [{ anyone: true }],
  book: [{ anyone: true }],
  'close-reception': [subtree(['studio-keeper', 'county-dispatcher']), { roles: ['studio-keeper'], reach: 'unit' }],
}
