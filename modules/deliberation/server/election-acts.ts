import { maskName } from '@gongzhi/identity/rules'
import { openName, phoneHash, sealName } from '@gongzhi/identity/server'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { type Act, act } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Capacity } from '@gongzhi/kernel/server/docket.ts'
import { endpoints } from '../contract.ts'
import { electionSubject } from './election-subject.ts'
import {
  acceptNominee,
  addElectionObjection,
  addNominee,
  answerElectionObjection,
  findRepresentative,
  findVillageOf,
  listNominees,
  markChair,
  withdrawNominee,
} from './store-election.ts'
import { noDoor } from './system-endpoint.ts'

/* 酝酿 and what follows the ballot (D08); the ballots themselves stand in election-ballots.ts. */

const unitOfId = (read: readonly (readonly Row[])[]): Row | undefined => read[1]?.[0]

/** 酝酿: by any resident of the village, a representative, oneself, or from paper (P13). No name enters the journal. */
const nominate = (crypto: Crypto): Act =>
  act({
    subject: electionSubject,
    act: 'nominate',
    endpoint: endpoints.nominate,
    openTo: 'county',
    asks: ({ name, phone, ...rest }) => ({
      ...rest,
      who: crypto.keyedHash('deliberation.nominee', `${name} ${phone}`),
    }),
    reads: (_input, actor, id) => [
      listNominees(actor.county, id, actor.account),
      findVillageOf(actor.county, id, actor.account),
      findRepresentative(actor.county, id, actor.account),
    ],
    finds: (read, input) => ({
      namedBefore: (read[0] ?? []).some(
        (row) =>
          row.state !== 'withdrawn' &&
          row.class === input.class &&
          openName(crypto, row.name_enc as string) === input.name.trim(),
      ),
      ofTheVillage: unitOfId(read)?.own === true || (read[2]?.length ?? 0) > 0,
    }),
    data: ({ key, input, capacity, read }) => ({
      nominee: derivedId(key, 'nominee'),
      class: input.class,
      how: howOf(input.self, capacity, read),
    }),
    also: ({ docket, row, key, input, actor, capacity, read }) => [
      addNominee(docket.county, docket.id, {
        id: derivedId(key, 'nominee'),
        unitCode: row.unitCode,
        round: row.round,
        account: input.self ? actor.account : null,
        phoneHash: input.phone === undefined ? null : phoneHash(crypto, input.phone),
        nameEnc: sealName(crypto, input.name),
        shown: maskName(input.name),
        class: input.class,
        how: howOf(input.self, capacity, read),
      }),
    ],
  })
const howOf = (self: boolean, capacity: Capacity, read: readonly (readonly Row[])[]): string =>
  self ? 'self' : (read[2]?.length ?? 0) > 0 ? 'representative' : capacity.post !== null ? 'paper' : 'resident'

/** For a nominee’s own word: by their own phone, or as a keeper notes it from paper. */
const own = {
  reads: (_input: { nominee: string }, actor: Actor, id: string) => [listNominees(actor.county, id, actor.account)],
  finds: (read: readonly (readonly Row[])[], input: { nominee: string }) => ({ mine: isMine(read, input.nominee) }),
}
const isMine = (read: readonly (readonly Row[])[], id: string): boolean =>
  read[0]?.find((row) => row.id === id)?.mine === true

const acceptNomination = act({
  subject: electionSubject,
  act: 'accept-nomination',
  endpoint: endpoints.acceptNomination,
  openTo: 'county',
  ...own,
  data: ({ input, read }) => ({ ...input, how: isMine(read, input.nominee) ? 'phone' : 'paper' }),
  also: ({ docket, input, actor, read }) => [
    acceptNominee(docket.county, input.nominee, isMine(read, input.nominee) ? actor.account : null, input.openName),
  ],
})

const withdrawNomination = act({
  subject: electionSubject,
  act: 'withdraw-nomination',
  endpoint: endpoints.withdrawNomination,
  openTo: 'county',
  ...own,
  data: ({ input, read }) => ({ ...input, how: isMine(read, input.nominee) ? 'phone' : 'paper' }),
  also: ({ docket, input }) => [withdrawNominee(docket.county, input.nominee)],
})

const closeNominations = act({
  subject: electionSubject,
  act: 'close-nominations',
  endpoint: endpoints.closeNominations,
})

const leaveOpen = act({ subject: electionSubject, act: 'leave-open', endpoint: endpoints.leaveOpen })

/** Seats nobody won: nominations begin again for them; those elected stay elected. */
const anotherRound = act({
  subject: electionSubject,
  act: 'another-round',
  endpoint: endpoints.anotherRound,
  change: ({ row }) => ({ round: row.round + 1 }),
})

const nameChair = act({
  subject: electionSubject,
  act: 'name-chair',
  endpoint: endpoints.nameChair,
  also: ({ docket, input }) => [markChair(docket.county, input.nominee)],
})

/** What is held against the result. Who holds it is kept for the village’s keepers alone, and no name is asked. */
const objectTo = act({
  subject: electionSubject,
  act: 'object-to-election',
  endpoint: endpoints.objectToElection,
  openTo: 'county',
  also: ({ docket, row, key, input, actor, capacity, now }) => [
    addElectionObjection(
      docket.county,
      docket.id,
      {
        id: derivedId(key, 'objection'),
        unitCode: row.unitCode,
        account: capacity.post === null ? actor.account : null,
        ground: input.ground,
        text: input.text,
      },
      now,
    ),
  ],
})
const answerObjection = act({
  subject: electionSubject,
  act: 'answer-election-objection',
  endpoint: endpoints.answerElectionObjection,
  also: ({ docket, input }) => [answerElectionObjection(docket.county, input.objection, input.text)],
})
const comment = act({ subject: electionSubject, act: 'comment-election', endpoint: endpoints.commentElection })
const annul = act({ subject: electionSubject, act: 'annul-election', endpoint: endpoints.annulElection })

/** 履职: its door is in take-office.ts, which first asks whether the chair may take the post. */
export const takeOfficeAct = act({
  subject: electionSubject,
  act: 'take-office',
  endpoint: noDoor,
  data: ({ input }) => ({ chairAccount: input.chairAccount ?? null }),
})

export const electionActs = (crypto: Crypto): readonly Act[] => [
  nominate(crypto),
  acceptNomination,
  withdrawNomination,
  closeNominations,
  leaveOpen,
  anotherRound,
  nameChair,
  objectTo,
  answerObjection,
  comment,
  annul,
  takeOfficeAct,
]
