import { act } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { openingOf } from '@gongzhi/kernel/server/open-subject.ts'
import { endpoints } from '../../contract.ts'
import { checkUnits } from '../known-units.ts'
import { newChild } from '../new-child.ts'
import { matter, whistleSubject } from '../subject.ts'

/** 吹哨: the town calls departments to the spot; each must answer in time (I08). */
export const whistle = act({
  subject: matter,
  act: 'whistle',
  endpoint: endpoints.whistle,
  guard: ({ row, docket, input }) => {
    checkUnits(
      docket.county,
      row.aboutOrg,
      (input.orgs ?? []).map((org, i) => ({ org, pointer: `/body/orgs/${i}` })),
    )
  },
  also: (decided) => {
    const { input, capacity, actor, key } = decided
    return input.orgs.flatMap((org) =>
      openingOf(
        decided,
        {
          subject: whistleSubject,
          ...newChild(decided, 'whistle', org, {
            text: input.text,
            place: input.place,
            meetAt: Date.parse(input.at),
            byOrg: capacity.post?.org ?? null,
          }),
        },
        { actor, key: derivedId(key, 'whistle', org) },
      ),
    )
  },
})
