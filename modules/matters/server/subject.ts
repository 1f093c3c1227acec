import { dueAt } from '@gongzhi/kernel/clock.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Moment, StandingAt, Subject } from '@gongzhi/kernel/server/subject.ts'
import { assist, type ChildFacts, order, type ReceptionFacts, reception, whistle } from '../rules/children.ts'
import { mostExtension } from '../rules/limits.ts'
import { type LoopFacts, type LoopState, loop } from '../rules/loop.ts'
import type { Child, Matter, Reception } from '../rules/matter.ts'
import { standingOf } from '../rules/standing.ts'
import { tierOfOrg } from '../rules/tier.ts'
import { assistAccess, matterAccess, orderAccess, receptionAccess, whistleAccess } from './access.ts'
import { dispatcherAt, dutiesFor, limitsOf } from './reference.ts'
import {
  insertChild,
  insertMatter,
  insertReception,
  loadChild,
  loadMatter,
  loadReception,
  patchChild,
  patchMatter,
  readChild,
  readMatter,
  readReception,
} from './store.ts'

/** Written beside every act: the version of the loop's rules and clocks. */
const RULE = 'matters-1'

type Input = Record<string, unknown>
const written = (input: Input, name: string): boolean => typeof input[name] === 'string' && input[name].trim() !== ''

const saidBy = (input: Input): LoopFacts['said'] =>
  input.satisfied === true ? 'satisfied' : input.satisfied === false ? 'dissatisfied' : null

const handled = (row: Matter, actor: Actor): boolean => row.handler !== null && row.handler === actor.account

/** What is true of a matter now, with what the person states. */
const matterFacts = ({ row, docket, actor, input, now }: Moment<Matter, Input>): LoopFacts => {
  const org = typeof input.org === 'string' ? input.org : ''
  return {
    ground: written(input, 'ground'),
    text: written(input, 'text'),
    reason: written(input, 'reason'),
    outcome: written(input, 'outcome'),
    unit: org !== '' || (Array.isArray(input.orgs) && input.orgs.length > 0),
    until: typeof input.until === 'string' && Date.parse(`${input.until}T17:30:00+08:00`) > now,
    proof: written(input, 'proof'),
    days:
      typeof input.days === 'number' &&
      input.days > 0 &&
      input.days <= mostExtension(limitsOf(docket.county), row.variant),
    target: written(input, 'into') && input.into !== docket.id,
    said: saidBy(input),
    visitOutcome: (input.outcome as LoopFacts['visitOutcome'] | undefined) ?? null,
    // A13: outside the list only as a recorded exception with its funding
    unitOnDutyList:
      input.exception !== undefined ||
      dutiesFor(docket.county, docket.unitCode, row.category).some((d) => d.org === org),
    unitIsAccused: row.aboutOrg !== null && org === row.aboutOrg,
    levelAbove: row.tier !== 'county',
    actorHandled: handled(row, actor),
    assistsOpen: row.assistsOpen,
    extensionAsked: row.extensionBy !== null && row.extensionGranted === null,
    extensionUsed: row.extensionGranted === true,
    actorAskedExtension: row.extensionBy !== null && row.extensionBy === actor.account,
    visitTries: row.visitTries,
    visited: docket.state === 'visited',
    satisfied: row.satisfied,
    round: row.round,
    targetOpen: input.targetOpen === true,
    sealed: row.sealed,
  }
}

export const matter: Subject<LoopState, LoopFacts, Matter> = {
  kind: 'matter',
  series: 'M',
  // its children open with acts of its own; one that has closed meanwhile lets a refusal from memory be looked at again
  remembered: true,
  rule: RULE,
  procedure: loop,
  access: matterAccess,
  load: loadMatter,
  read: readMatter,
  insert: insertMatter,
  patch: patchMatter,
  facts: matterFacts,
  standing: (state, row, at) =>
    standingOf(state, row, {
      limits: limitsOf(at.county),
      calendar: at.calendar,
      openedAt: at.openedAt,
      sinceAt: at.sinceAt,
      dispatcher: (tier) =>
        row.variant === 'suggestion' && tier === tierOfOrg(row.firstOrg)
          ? row.firstOrg
          : dispatcherFor(row, at.unitCode, tier),
    }),
  units: (row, docket) => [docket.holderOrg, row.firstOrg, row.leadOrg].filter((org): org is string => org !== null),
}

/** P8: what is said about the unit that would dispatch goes one level higher. */
const dispatcherFor = (row: Matter, unit: string, tier: Matter['tier']): string => {
  const usual = dispatcherAt(unit, tier)
  return usual === row.aboutOrg ? dispatcherAt(unit, tier === 'village' ? 'town' : 'county') : usual
}

const childFacts = ({ row, actor, capacity, input }: Moment<Child, Input>): ChildFacts => ({
  text: written(input, 'text'),
  reason: written(input, 'reason'),
  comes: input.comes === true,
  otherRated: (capacity.post?.org === row.org ? row.townGood : row.orgGood) !== null,
  actorAnswered: row.repliedBy !== null && row.repliedBy === actor.account,
})

type ChildStanding = { readonly org: string | null; readonly dueAt: number | null; readonly again: boolean }
const childStanding = (row: Child, s: ChildStanding) => ({
  holderOrg: s.org,
  holder: null,
  dueAt: s.dueAt,
  alarm: s.dueAt !== null && !row.reminded && s.again ? { at: s.dueAt, act: 'remind' } : null,
  pausedFor: null,
  supervised: false,
})

const childOf = {
  rule: RULE,
  load: loadChild,
  read: readChild,
  insert: insertChild,
  patch: patchChild,
  facts: childFacts,
} as const
const units = (row: Child): string[] => [row.org, ...(row.byOrg === null ? [] : [row.byOrg])]
const limited = (at: StandingAt, id: 'order' | 'call') => dueAt(at.openedAt, limitsOf(at.county).steps[id], at.calendar)

export const assistSubject: Subject<'assigned' | 'done' | 'excused', ChildFacts, Child> = {
  ...childOf,
  kind: 'assist',
  series: 'X',
  procedure: assist,
  access: assistAccess,
  units,
  standing: (state, row, at) =>
    childStanding(row, {
      org: state === 'assigned' ? row.org : null,
      dueAt: state === 'assigned' ? dueAt(at.openedAt, { amount: row.days ?? 5, unit: 'workday' }, at.calendar) : null,
      again: state === 'assigned',
    }),
}

export const orderSubject: Subject<'issued' | 'evidenced' | 'confirmed', ChildFacts, Child> = {
  ...childOf,
  kind: 'order',
  series: 'D',
  procedure: order,
  access: orderAccess,
  units,
  standing: (state, row, at) =>
    childStanding(row, {
      org: state === 'issued' ? row.org : state === 'evidenced' ? row.byOrg : null,
      dueAt: state === 'confirmed' ? null : limited(at, 'order'),
      again: state === 'issued',
    }),
}

export const whistleSubject: Subject<'blown' | 'answered' | 'refused' | 'rated', ChildFacts, Child> = {
  ...childOf,
  kind: 'whistle',
  series: 'W',
  procedure: whistle,
  access: whistleAccess,
  units,
  standing: (state, row, at) =>
    childStanding(row, {
      org: state === 'blown' ? row.org : state === 'answered' ? (row.townGood === null ? row.byOrg : row.org) : null,
      dueAt: state === 'blown' ? limited(at, 'call') : null,
      again: state === 'blown',
    }),
}

export const receptionSubject: Subject<'announced' | 'closed', ReceptionFacts, Reception> = {
  kind: 'reception',
  series: 'J',
  rule: RULE,
  procedure: reception,
  access: receptionAccess,
  load: loadReception,
  read: readReception,
  insert: insertReception,
  patch: () => undefined,
  facts: ({ row, actor }) => ({
    placesLeft: row.capacity - row.booked,
    actorBooked: actor.account !== null && row.bookedBy.includes(actor.account),
  }),
  standing: () => ({ holderOrg: null, holder: null, dueAt: null, alarm: null, pausedFor: null, supervised: false }),
  units: (row) => [row.studio],
}
