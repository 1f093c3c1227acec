import { type Act, act } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { openingOf } from '@gongzhi/kernel/server/open-subject.ts'
import { endpoints } from '../../contract.ts'
import { kindOf } from '../../rules/bodies.ts'
import type { Mandate } from '../../rules/mandate.ts'
import type { Grants } from '../../rules/rows.ts'
import { mandateSubject, mandateTitle } from '../mandate-subject.ts'
import { digestOf } from '../resolution-digest.ts'
import { resolutionSubject } from '../resolution-subject.ts'
import { findGiving, findVoteNumbers } from '../store-resolution.ts'

type Giving = { readonly grants: Grants } & Pick<Mandate, 'on' | 'entitled' | 'present' | 'counts' | 'verdicts'>

/**
 * 签署: text and vote are hashed, the hash signed with the county's key; then it enters the public record. A villagers’ meeting that
 * gives matters to its representatives has given them by this: the mandate is written down from the vote (X4).
 */
export const signResolution = (crypto: Crypto): Act =>
  act({
    subject: resolutionSubject,
    act: 'sign',
    endpoint: endpoints.signResolution,
    reads: (_input, actor, id) => [findVoteNumbers(actor.county, id), findGiving(actor.county, id)],
    change: ({ row, docket, actor, now, read }) => {
      const digest = digestOf(row, read[0]?.[0]?.numbers ?? null)
      const signature = crypto.signer(`record.sign.${docket.county}`).sign(Buffer.from(digest, 'hex'))
      return { digest, signature: Buffer.from(signature).toString('base64'), signedBy: actor.account, signedAt: now }
    },
    data: ({ row, read }) => ({ digest: digestOf(row, read[0]?.[0]?.numbers ?? null) }),
    also: (decided) => {
      const { row, docket, key, actor, capacity, to, read } = decided
      const giving = read[1]?.[0] as Giving | undefined
      if (to !== 'done' || !giving) return []
      const { grants, ...numbers } = giving
      const given: Mandate = {
        ...{
          unitCode: row.unitCode,
          ...grants,
          ...numbers,
          text: row.text,
          files: [],
          resolution: docket.id,
          ended: null,
        },
        by: kindOf(row.body) === 'villagers' ? 'villagers' : 'households',
      }
      return openingOf(
        decided,
        {
          ...{ subject: mandateSubject, id: derivedId(key, 'mandate'), title: mandateTitle, unitCode: row.unitCode },
          ...{ capacity, row: given, data: { ...grants, resolution: docket.id } },
        },
        { actor, key: derivedId(key, 'mandate-opening') },
      )
    },
  })
