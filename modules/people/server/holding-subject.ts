import type { Subject } from '@gongzhi/kernel/server/subject.ts'
import type { HoldingFacts, HoldingState } from '../rules/holding.ts'
import { holding, termEnd } from '../rules/holding.ts'
import { access } from './access.ts'
import type { HoldingRow } from './store.ts'
import { insertHolding, loadHolding, patchHolding, readHolding } from './store.ts'

/** Somebody in a post, as acts see it. */
export const holdingSubject: Subject<HoldingState, HoldingFacts, HoldingRow, keyof typeof holding.acts> = {
  kind: 'holding',
  series: 'P',
  procedure: holding,
  access,
  rule: 'people/1',
  load: loadHolding,
  read: readHolding,
  insert: insertHolding,
  patch: patchHolding,
  facts: () => ({}),
  // nobody's turn: a post in office is no work in an inbox; the clock ends the term
  standing: (state, row) => ({
    holderOrg: null,
    holder: null,
    dueAt: null,
    alarm: state === 'ended' ? null : { at: termEnd(row.until), act: 'expire' },
    pausedFor: null,
    supervised: false,
  }),
  units: () => [],
}
