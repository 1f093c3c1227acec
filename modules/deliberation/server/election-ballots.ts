import { openName } from '@gongzhi/identity/server'
import type { EndpointSpec } from '@gongzhi/kernel/endpoint.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { type Act, act } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { digest } from '@gongzhi/kernel/server/journal.ts'
import { endpoints } from '../contract.ts'
import { quorumIn, resultIn } from '../rules/ballot.ts'
import type { Ballot, Election } from '../rules/election-rows.ts'
import { electionSubject, lawOfElection, saidIn } from './election-subject.ts'
import { findTellers, listNominees, markChair, markElected } from './store-election.ts'

/* The sums of a ballot, counted by two tellers who do not stand in it, entered once (P3: no paper tells whose it was). */

type Form = { readonly tellers: readonly string[]; readonly sums: readonly { nominee: string; votes: number }[] }
type Whole = Form & {
  readonly given: number
  readonly returned: number
  readonly valid: number
  readonly invalid: number
}

const said = (input: Whole) => {
  const found = saidIn(input)
  if (!found) throw new TypeError('a ballot without sums')
  return found
}
const ballotOf = (row: Election, kind: Ballot['kind'], now: number, input: Whole): Ballot => {
  const law = lawOfElection(row, now)
  const { room } = row
  if (!room) throw new TypeError('a ballot without a meeting')
  const { counted, seats } = resultIn(law, row, kind, said(input))
  const { given, returned, valid, invalid } = input
  return {
    ...{ kind, round: row.round, at: new Date(now).toISOString(), given, returned, valid, invalid },
    ...{ meeting: room.meeting, entitled: room.entitled, present: room.present.length, snapshot: room.snapshot },
    ...{ tellers: input.tellers, quorum: quorumIn(law, room), seats, sums: counted },
  }
}

const ballotAct = <E extends EndpointSpec>(crypto: Crypto, kind: Ballot['kind'], endpoint: E): Act =>
  act({
    subject: electionSubject,
    act: kind,
    endpoint: endpoint as unknown as typeof endpoints.count,
    // who is in the room must stand still while it is counted
    standsStill: true,
    reads: (input, actor: Actor, id) => [
      findTellers(actor.county, input.tellers),
      listNominees(actor.county, id, actor.account),
    ],
    finds: (read, input) => {
      const standing = (read[1] ?? []).filter(({ state }) => state === 'accepted')
      const names = new Set(standing.map((row) => openName(crypto, row.name_enc as string)))
      const accounts = new Set(standing.map(({ account }) => account))
      const clash = (read[0] ?? []).some(
        (row) =>
          names.has(openName(crypto, row.name_enc as string)) || (row.account !== null && accounts.has(row.account)),
      )
      return { ballotKind: kind, tellersFound: { ids: input.tellers, clash } }
    },
    change: ({ row, now, input }) => ({ ballots: [...row.ballots, ballotOf(row, kind, now, input)] }),
    data: ({ row, now, input }) => {
      const { quorum: _q, sums, ...rest } = ballotOf(row, kind, now, input)
      return { ...rest, sums: sums.map(({ nominee, votes, result }) => ({ nominee, votes, result })) }
    },
    also: ({ row, docket }) => {
      const ballot = row.ballots.at(-1)
      const elected = (ballot?.sums ?? []).flatMap(({ nominee, result }) => (result === 'elected' ? [nominee] : []))
      return elected.length === 0
        ? []
        : kind === 'choose-chair'
          ? elected.map((id) => markChair(docket.county, id))
          : [markElected(docket.county, elected)]
    },
  })

/** What the public record says of an election: numbers, verdicts and shares of seats; no name, which would stay for ever. */
export const publicElection = (row: Election) => ({
  ballots: row.ballots.map(({ tellers: _t, ...one }) => one),
  elected: row.nominees
    .filter(({ elected }) => elected)
    .map(({ id, class: code, chair }) => ({ chair, class: code, id })),
  chairRule: row.chairRule,
  from: row.from,
  seats: row.seats,
  sort: row.sort,
  title: row.title,
  unit: row.unitCode,
  until: row.until,
})

/** SHA-256 over the numbers of an election, hex. */
export const electionDigest = (row: Election): string => digest(publicElection(row)).toString('hex')

/** 公示: the result is hashed, the hash signed with the county’s key; it enters the public record (P16). */
const postResult = (crypto: Crypto): Act =>
  act({
    subject: electionSubject,
    act: 'post-result',
    endpoint: endpoints.postResult,
    change: ({ row, docket, now }) => {
      const hashed = electionDigest(row)
      const signer = crypto.signer(`record.sign.${docket.county}`)
      return {
        postedAt: now,
        digest: hashed,
        signature: Buffer.from(signer.sign(Buffer.from(hashed, 'hex'))).toString('base64'),
      }
    },
    data: ({ row }) => ({ digest: electionDigest(row) }),
  })

export const ballotActs = (crypto: Crypto): readonly Act[] => [
  ballotAct(crypto, 'count', endpoints.count),
  ballotAct(crypto, 'run-off', endpoints.runOff),
  ballotAct(crypto, 'choose-chair', endpoints.chooseChair),
  postResult(crypto),
]
