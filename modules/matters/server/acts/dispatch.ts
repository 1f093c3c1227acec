import { act } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { openingOf } from '@gongzhi/kernel/server/open-subject.ts'
import { endpoints } from '../../contract.ts'
import { wholeLimit } from '../../rules/limits.ts'
import { checkUnits } from '../known-units.ts'
import { newChild } from '../new-child.ts'
import { dutiesFor, limitsOf } from '../reference.ts'
import { assistSubject, matter } from '../subject.ts'

/** 交办 over the duty list (A13): one lead unit, and co-units each with a clock of its own. */
export const dispatch = act({
  subject: matter,
  act: 'dispatch',
  endpoint: endpoints.dispatch,
  guard: ({ row, docket, input }) => {
    // who leads is held against the duty list; an exception names a unit of the county all the same
    if (input.exception) checkUnits(docket.county, null, [{ org: input.org ?? '', pointer: '/body/org' }])
    const assists = (input.assists ?? []).map(({ org }, i) => ({ org, pointer: `/body/assists/${i}/org` }))
    checkUnits(docket.county, row.aboutOrg, assists)
  },
  change: ({ row, docket, input }) => {
    const duty = dutiesFor(docket.county, docket.unitCode, row.category).find((d) => d.org === input.org)
    const limit = wholeLimit(limitsOf(docket.county), row.variant, row.level, duty?.limit ?? null)
    return {
      leadOrg: input.org,
      handler: null,
      duty: duty?.id ?? null,
      limit: { amount: limit.amount, unit: limit.unit },
      limitBasis: duty ? `${duty.basis} · ${duty.title}` : limit.basis,
    }
  },
  data: ({ row, docket, input }) => {
    const duty = dutiesFor(docket.county, docket.unitCode, row.category).find((d) => d.org === input.org)
    return { ...input, ...(duty ? { duty: duty.id, no: duty.no, basis: duty.basis, limit: duty.limit } : {}) }
  },
  also: (decided) =>
    decided.input.assists.flatMap((assist) =>
      openingOf(
        decided,
        {
          subject: assistSubject,
          ...newChild(decided, 'assist', assist.org, {
            text: assist.task,
            days: assist.days,
            byOrg: decided.input.org,
          }),
        },
        { actor: decided.actor, key: derivedId(decided.key, 'assist', assist.org) },
      ),
    ),
})
