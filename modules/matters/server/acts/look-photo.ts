import { lookStatement } from '@gongzhi/identity/server'
import { invalid } from '@gongzhi/kernel/problem.ts'
import { act } from '@gongzhi/kernel/server/act.ts'
import { findOrg } from '@gongzhi/territory/server'
import { endpoints } from '../../contract.ts'
import { findPhoto } from '../store-photo.ts'
import { matter } from '../subject.ts'

/** Looking beneath the boxes of a photo: with a reason, and the reporter sees who, when and why (P7). */
export const lookPhoto = act({
  subject: matter,
  act: 'look-photo',
  endpoint: endpoints.lookPhoto,
  reads: (input, actor, id) => [findPhoto(actor.county, id, input.photo)],
  guard: ({ read }) => {
    if (read[0]?.[0]?.redacted !== true) throw invalid([{ pointer: '/body/photo', code: 'unknown' }])
  },
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
            org: findOrg(capacity.post?.org ?? '')?.name ?? '',
            field: 'photo',
            reason: input.reason,
            matter: docket.id,
          }),
        ],
})
