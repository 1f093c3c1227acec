import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { notYours } from '@gongzhi/kernel/problem.ts'
import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../contract.ts'
import { holdingSubject } from './holding-subject.ts'
import { postOf } from './store.ts'

/** Ends a term before its time. A town's leader cannot remove another leader of the town. */
export const endTerm = act({
  subject: holdingSubject,
  act: 'end-term',
  endpoint: endpoints.endTerm,
  reads: (_input, actor, id) => [postOf(actor.county, id)],
  guard: ({ capacity, read }) => {
    if (capacity.post?.role === 'town-leader' && read[0]?.[0]?.role === 'town-leader') throw notYours('end-term')
  },
  change: ({ now, input }) => ({ endedOn: isoDay(dayOf(now)), reason: input.reason }),
})
