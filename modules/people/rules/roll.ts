import { procedure, type Requirement } from '@gongzhi/kernel/procedure.ts'
import type { MemberClass } from './bodies.ts'

/** How many of a class are entitled on a day: in term, not suspended, not gone (D13). */
export type ClassCount = { readonly class: string | null; readonly members: number; readonly women: number }

/** Classes that have fewer members than they should, with how many are missing (D08). */
export const missingClasses = (counts: readonly ClassCount[], classes: readonly MemberClass[]) =>
  classes.flatMap(({ code, title, least }) => {
    const n = counts.find((one) => one.class === code)?.members ?? 0
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
