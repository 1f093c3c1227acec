import { procedure, type Requirement } from '@gongzhi/kernel/procedure.ts'
import type { MemberClass } from './bodies.ts'

/** A member as far as the roll is concerned; days are ISO. */
export type RollMember = {
  readonly id: string
  readonly household: string | null
  readonly class: string | null
  readonly woman: boolean
  readonly from: string
  readonly until: string
  readonly suspended: boolean
  readonly ended: boolean
}

/** On the roll on a day: in term, not suspended, not gone (D13). */
export const entitled = (m: RollMember, on: string): boolean =>
  !m.suspended && !m.ended && m.from <= on && m.until >= on

/** The numbers of a roll on a day, recused members left out; a household counts once. */
export const rollOn = (members: readonly RollMember[], on: string, recused: readonly string[] = []) => {
  const here = members.filter((m) => entitled(m, on) && !recused.includes(m.id))
  return {
    members: here.length,
    households: new Set(here.map(({ id, household }) => household ?? id)).size,
    women: here.filter(({ woman }) => woman).length,
  }
}

/** Classes that have fewer members than they should, with how many are missing (D08). */
export const missingClasses = (members: readonly RollMember[], classes: readonly MemberClass[], on: string) =>
  classes.flatMap(({ code, title, least }) => {
    const n = members.filter((m) => m.class === code && entitled(m, on)).length
    return n < least ? [{ code, title, missing: least - n }] : []
  })

export type MemberState = 'on-roll' | 'suspended' | 'ended'
export type MemberFacts = { readonly reason: boolean }
const reasonStated: Requirement<MemberFacts> = { id: 'reason-stated', asked: true, met: (f) => f.reason }

/** Somebody on a roll: from the entry to the end of the term, or earlier with a reason. */
export const member = procedure<MemberState, MemberFacts>()({
  id: 'people.member',
  opens: 'enter',
  initial: 'on-roll',
  final: ['ended'],
  acts: {
    'suspend-member': { from: ['on-roll'], to: 'suspended', requires: [reasonStated] },
    'restore-member': { from: ['suspended'], to: 'on-roll', requires: [] },
    'leave-roll': { from: ['on-roll', 'suspended'], to: 'ended', requires: [reasonStated] },
    'term-over': { from: ['on-roll', 'suspended'], to: 'ended', requires: [], system: true },
  },
})

export type BodyState = 'standing' | 'dissolved'
/** A body of a unit: stands until it is dissolved with a reason. */
export const body = procedure<BodyState, MemberFacts>()({
  id: 'people.body',
  opens: 'found-body',
  initial: 'standing',
  final: ['dissolved'],
  acts: { dissolve: { from: ['standing'], to: 'dissolved', requires: [reasonStated] } },
})
