import { lookStatement } from '@gongzhi/identity/server'
import { act } from '@gongzhi/kernel/server/act.ts'
import { findOrg } from '@gongzhi/territory/server'
import { endpoints } from '../../contract.ts'
import { matter } from '../subject.ts'

/** Reading the reporter's name and phone: with a reason, and the reporter sees who, when and why (P7, R18). */
export const look = act({
  subject: matter,
  act: 'look',
  endpoint: endpoints.look,
  also: ({ row, docket, actor, capacity, input, now }) =>
    row.party === null || actor.account === null
      ? []
      : [
          lookStatement({
            county: docket.county,
            account: row.party,
            at: now,
            byAccount: actor.account,
            byShown: actor.shown ?? '',
            // in words of that day: units are renamed and merged, what was seen stays
            org: findOrg(capacity.post?.org ?? '')?.name ?? '',
            field: 'reporter',
            reason: input.reason,
            matter: docket.id,
          }),
        ],
})
