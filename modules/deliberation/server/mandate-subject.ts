import { closeOf, dayNumber } from '@gongzhi/kernel/clock.ts'
import type { Subject } from '@gongzhi/kernel/server/subject.ts'
import { seatOf } from '../rules/bodies.ts'
import { type Mandate, type MandateFacts, type MandateState, mandate } from '../rules/mandate.ts'
import { mandateAccess } from './access.ts'
import { insertMandate, loadMandate, patchMandate, readMandate } from './store-mandate.ts'
import { RULE, written } from './written.ts'

export const mandateTitle = '授权村民代表会议'

/** 授权 (X4): what the villagers’ meeting gave into the hands of the representatives, until its last day or until it takes it back. */
export const mandateSubject: Subject<MandateState, MandateFacts, Mandate> = {
  kind: 'mandate',
  series: 'G',
  rule: RULE,
  procedure: mandate,
  access: mandateAccess,
  load: loadMandate,
  read: readMandate,
  insert: insertMandate,
  patch: patchMandate,
  facts: ({ input }) => ({ reason: written(input, 'reason') }),
  standing: (state, row) => ({
    ...{ holderOrg: null, holder: null, dueAt: null, pausedFor: null, supervised: false },
    alarm: state === 'given' ? { at: closeOf(dayNumber(row.until)) + 60_000, act: 'run-out' } : null,
  }),
  units: (row) => [seatOf(`${row.unitCode}.representatives`)],
}
