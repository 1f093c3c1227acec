import type { AccessTable } from '@gongzhi/kernel/server/docket.ts'
import type { Subject } from '@gongzhi/kernel/server/subject.ts'
import { type Past, type PastFacts, past } from '../../rules/past.ts'
import { matterAccess } from '../access.ts'
import { insertPast, loadPast, readPast } from './store-past.ts'

/** Who brings in old ledgers, each for the own stretch, and may take back what was brought in. */
export const KEEPERS = ['village-clerk', 'town-clerk', 'town-dispatcher', 'county-dispatcher', 'county-admin']

export const pastAccess: AccessTable<'retract'> = {
  // as matters are seen by those who oversee a stretch; the person it was about is not known here
  see: [
    ...(matterAccess.see ?? []).filter((rule) => 'reach' in rule && rule.reach === 'subtree'),
    { roles: KEEPERS, reach: 'subtree' },
  ],
  retract: [{ roles: KEEPERS, reach: 'subtree' }],
}

/** A matter of an old ledger, as acts see it. */
export const pastSubject: Subject<'kept' | 'retracted', PastFacts, Past, 'retract'> = {
  kind: 'past',
  series: 'H',
  procedure: past,
  access: pastAccess,
  rule: 'matters-1',
  load: loadPast,
  read: readPast,
  insert: insertPast,
  patch: () => undefined,
  facts: ({ input }) => ({ reason: typeof input.reason === 'string' && input.reason.trim() !== '' }),
  // nobody's turn: it is over
  standing: () => ({ holderOrg: null, holder: null, dueAt: null, alarm: null, pausedFor: null, supervised: false }),
  units: () => [],
}
