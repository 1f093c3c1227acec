import { closeOf, dayNumber, dayOf, dueAt, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Moment, Subject } from '@gongzhi/kernel/server/subject.ts'
import { termEnd } from '@gongzhi/people/rules'
import * as rules from '../rules/index.ts'
import { objectionAccess, rollAccess } from './access.ts'
import { lawOn } from './law-on.ts'
import * as store from './store.ts'

type Input = Record<string, unknown>
/** What the acts' reads told, beside what was asked. */
export type Told = {
  readonly voters?: number
  readonly open?: number
  /** Members meant for the committee; null where nothing was said of it. */
  readonly committeeIds?: readonly string[]
  readonly candidateMembers?: readonly string[]
  readonly candidateNos?: readonly number[]
  readonly proxies?: readonly rules.ProxyPair[]
  readonly pair?: Partial<rules.ProxyPair>
  readonly numbers?: readonly number[]
  /** Members by their numbers. */
  readonly memberAt?: Readonly<Record<number, string>>
  readonly committee?: readonly string[]
  /** Of the roll that an objection is to. */
  readonly rollState?: string
}

const RULE = 'voters/1'
const nobodysTurn = { holderOrg: null, holder: null, dueAt: null, alarm: null, pausedFor: null, supervised: false }
const written = (input: Input, name: string): boolean => typeof input[name] === 'string' && input[name].trim() !== ''

const rollFacts = ({ row, input, now }: Moment<rules.VoterRoll, Input>): rules.RollFacts => {
  const told = input as Told
  const law = rules.rollLaw(lawOn(row.unitCode, now))
  const meant = told.candidateMembers ?? []
  const holders = new Set(told.proxies?.map(({ holder }) => holder))
  return {
    reason: written(input, 'reason'),
    committeeEnough: (told.committeeIds ?? []).length >= rules.limits.committee.least,
    committeeNoCandidate: !row.candidates.some((no) => told.committeeIds?.includes(told.memberAt?.[no] ?? '')),
    anyone: (told.voters ?? 0) > 0,
    postedLongEnough: rules.daysBefore(row.electionDay, now) >= law.posted.amount,
    objectionsOver: row.objectUntil !== null && rules.objectionsOver(row.objectUntil, now),
    nothingOpen: (told.open ?? 0) === 0,
    beforeElection: isoDay(dayOf(now)) <= row.electionDay,
    candidatesOnRoll: meant.length > 0,
    candidatesMore: meant.length > row.seats,
    candidatesNotInCommittee: !meant.some((id) => row.committee.includes(id)),
    candidatesHoldNoProxy: !(told.candidateNos ?? []).some((no) => holders.has(no)),
    paperSeen: input.paper === true,
    proxyStands: told.proxies?.some(({ principal }) => principal === told.pair?.principal) === true,
    proxy: rules.proxyUnmet(told.pair ?? {}, {
      on: (no) => told.numbers?.includes(no) === true,
      standing: told.proxies ?? [],
      candidates: row.candidates,
      most: law.proxies.amount,
    }),
  }
}

/** When those who keep the roll have to go on: the last day for posting it, the end of the days for objections, the election. */
const rollDue = (state: rules.RollState, row: rules.VoterRoll, posted: number): number | null =>
  state === 'drawn-up'
    ? closeOf(dayNumber(row.electionDay) - posted)
    : state === 'posted' || state === 'settled'
      ? closeOf(dayNumber(row.electionDay))
      : null

/** 参加选举的村民名单. */
export const rollSubject: Subject<rules.RollState, rules.RollFacts, rules.VoterRoll> = {
  kind: 'voter-roll',
  series: 'VR',
  rule: RULE,
  procedure: rules.roll,
  access: rollAccess,
  load: store.loadRoll,
  read: store.readRoll,
  insert: store.insertRoll,
  patch: store.patchRoll,
  facts: rollFacts,
  standing: (state, row, at) => {
    const over = state === 'over' || state === 'annulled'
    return {
      ...nobodysTurn,
      holderOrg: over ? null : `${row.unitCode}.committee`,
      dueAt: rollDue(state, row, rules.rollLaw(lawOn(row.unitCode, at.now)).posted.amount),
      alarm: over ? null : { at: termEnd(row.electionDay), act: 'end-roll' },
    }
  },
  units: () => [],
}

const changeFits = (row: rules.Objection, input: Input): boolean => {
  if (input.accept !== true) return true
  const change = input.change as { no?: number } | undefined
  if (row.kind === 'missing') return change !== undefined
  return (input as Told).memberAt?.[change?.no ?? 0] !== undefined
}
const objectionFacts = ({ row, input, actor, capacity }: Moment<rules.Objection, Input>): rules.ObjectionFacts => {
  const { committee = [] } = input as Told
  const deciders = new Set((input.deciders as readonly string[] | undefined)?.filter((id) => committee.includes(id)))
  return {
    rollPosted: (input as Told).rollState === 'posted',
    text: written(input, 'text'),
    accept: input.accept === true,
    committeeDecides: rules.enoughDecide(deciders.size, committee.length),
    changeFits: changeFits(row, input),
    ownWord: capacity.post !== null ? row.account === null : row.account === actor.account,
  }
}

/** 对名单的申诉. */
export const objectionSubject: Subject<rules.ObjectionState, rules.ObjectionFacts, rules.Objection> = {
  kind: 'roll-objection',
  series: 'VO',
  rule: RULE,
  procedure: rules.objection,
  access: objectionAccess,
  load: store.loadObjection,
  read: store.readObjection,
  insert: store.insertObjection,
  patch: store.patchObjection,
  facts: objectionFacts,
  standing: (state, row, at) => ({
    ...nobodysTurn,
    holderOrg: state === 'lodged' ? `${row.unitCode}.committee` : null,
    dueAt: state === 'lodged' ? dueAt(row.lodgedAt, { amount: row.decideDays, unit: 'day' }, at.calendar) : null,
  }),
  units: (row) => [`${row.unitCode}.committee`],
}
