import { dayOf, dueAt, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Moment, Subject } from '@gongzhi/kernel/server/subject.ts'
import { lackingIn, quorumIn, resultIn } from '../rules/ballot.ts'
import { seatsOpen } from '../rules/count.ts'
import { type ElectionFacts, type ElectionState, election } from '../rules/election.ts'
import { type Ballot, type Election, electedOf } from '../rules/election-rows.ts'
import { limitOf } from '../rules/limits.ts'
import { SECRET_LEAST } from '../rules/quorum.ts'
import { electionAccess } from './access.ts'
import { lawNow, lawOfChoosing } from './law-now.ts'
import { insertElection, loadElection, patchElection, readElection } from './store-election.ts'
import { RULE, written } from './written.ts'

type Input = Record<string, unknown>
/** What the reads of a ballot tell of those who counted. */
export type Tellers = { readonly ids: readonly string[]; readonly clash: boolean }

/** The law of the day on which the representatives sit. */
export const lawOfElection = (row: Election, now: number) =>
  lawOfChoosing(row.unitCode, row.room ? Date.parse(row.room.startsAt) : now)

/** The sums a form says; undefined while it says none. */
export const saidIn = (input: Input) =>
  Array.isArray(input.sums)
    ? {
        given: Number(input.given),
        returned: Number(input.returned),
        valid: Number(input.valid),
        invalid: Number(input.invalid),
        sums: input.sums as { nominee: string; votes: number }[],
      }
    : undefined

/** The last instant (ms) of the posting, by the days that held when it went up. */
export const postingEnd = (
  row: Pick<Election, 'postedAt' | 'unitCode'>,
  calendar: Moment<Election>['calendar'],
): number | null =>
  row.postedAt === null
    ? null
    : (dueAt(row.postedAt, limitOf(lawNow(row.unitCode, row.postedAt), 'posting'), calendar) ?? null)

const facts = ({ row, input, capacity, now, calendar }: Moment<Election, Input>): ElectionFacts => {
  const law = lawOfElection(row, now)
  const named = row.nominees.find(({ id }) => id === input.nominee)
  const kind = input.ballotKind as Ballot['kind'] | undefined
  const said = saidIn(input)
  const result = kind && said ? resultIn(law, row, kind, said) : undefined
  const tellers = input.tellersFound as Tellers | undefined
  const present = row.room?.present ?? []
  const elected = electedOf(row)
  const ends = postingEnd(row, calendar)
  const open = seatsOpen(row.seats, elected)
  return {
    reason: written(input, 'reason'),
    text: written(input, 'text'),
    name: written(input, 'name'),
    ofTheVillage: input.ofTheVillage === true,
    notNamedYet: input.namedBefore !== true,
    classKnown: open.some((seat) => seat.class === input.class),
    ownWord: capacity.post !== null || input.mine === true,
    nomineeKnown: named !== undefined,
    nomineeUndecided: named?.state === 'named',
    nomineeStands: named !== undefined && named.state !== 'withdrawn' && !named.elected,
    enoughNominees: lackingIn(row).length === 0,
    undecided: row.nominees.filter(({ state }) => state === 'named').length,
    sitting: row.room?.state === 'sitting',
    quorum: row.room !== null && quorumIn(law, row.room).met,
    enoughForSecrecy: present.length >= SECRET_LEAST,
    tellersTwo: new Set(tellers?.ids).size === 2,
    tellersPresent: tellers?.ids.every((id) => present.includes(id)) === true,
    tellersNoCandidates: tellers !== undefined && !tellers.clash,
    papersFit: result?.papers === true,
    votesFit: result?.votes === true,
    ties: result?.ties === true,
    seatsOpen: open.length > 0,
    quotasFilled:
      elected.length > 0 &&
      row.quotas.every((quota) => elected.filter((one) => one.class === quota.class).length >= quota.seats),
    chairNeeded: row.withChair,
    chairByRule: row.chairRule !== null,
    chairElected:
      elected.some(({ chair }) => chair) || (kind === 'choose-chair' && (result?.elected.length ?? 0) === 1),
    nomineeElected: named?.elected === true,
    ground: typeof input.ground === 'string',
    objectionKnown: row.objections.some(({ id, answered }) => id === input.objection && !answered),
    openObjections: row.objections.filter(({ answered }) => !answered).length,
    postedLong: ends !== null && now > ends,
    termBegun: isoDay(dayOf(now)) >= row.from,
    chairAccount: !row.withChair || input.chairIs === true,
  }
}

/** 议事会推选 D08. */
export const electionSubject: Subject<ElectionState, ElectionFacts, Election> = {
  kind: 'election',
  series: 'U',
  rule: RULE,
  procedure: election,
  access: electionAccess,
  load: loadElection,
  read: readElection,
  insert: insertElection,
  patch: patchElection,
  facts,
  standing: (state, row, at) => {
    const open = !['in-office', 'annulled'].includes(state)
    const due = state === 'posted' ? postingEnd(row, at.calendar) : open ? Date.parse(`${row.on}T23:59:59+08:00`) : null
    return {
      holderOrg: open ? `${row.unitCode}.committee` : null,
      holder: null,
      dueAt: due,
      alarm: null,
      pausedFor: null,
      supervised: false,
    }
  },
  units: (row) => [`${row.unitCode}.committee`],
}
