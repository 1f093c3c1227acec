import { procedure, type Requirement, stay } from '@gongzhi/kernel/procedure.ts'

/* Work beside a matter, with clocks of its own: co-units, supervision orders (B07) and whistle calls (I08). */

export type ChildFacts = {
  readonly text: boolean
  readonly reason: boolean
  readonly comes: boolean
  /** The other side has rated already. */
  readonly otherRated: boolean
  /** Who answered the order may not confirm it (I2). */
  readonly actorAnswered: boolean
}

const textStated: Requirement<ChildFacts> = { id: 'text-stated', asked: true, met: (f) => f.text }
const reasonStated: Requirement<ChildFacts> = { id: 'reason-stated', asked: true, met: (f) => f.reason }
const notOwnWork: Requirement<ChildFacts> = { id: 'not-own-work', met: (f) => !f.actorAnswered }
const bothRated: Requirement<ChildFacts> = { id: 'both-rated', met: (f) => f.otherRated }
const comes: Requirement<ChildFacts> = { id: 'comes', met: (f) => f.comes }

export const assist = procedure<'assigned' | 'done' | 'excused', ChildFacts>()({
  id: 'matters.assist',
  opens: 'assign',
  initial: 'assigned',
  final: ['done', 'excused'],
  acts: {
    'done-assist': { from: ['assigned'], to: 'done', requires: [textStated] },
    'excuse-assist': { from: ['assigned'], to: 'excused', requires: [reasonStated] },
    remind: { from: ['assigned'], to: stay, requires: [], system: true },
    drop: { from: ['assigned'], to: 'excused', requires: [], system: true },
    // I06: its village became part of another
    move: { from: ['assigned'], to: stay, requires: [], system: true },
  },
})

/** B07: closes only with evidence and the supervisor's confirmation. */
export const order = procedure<'issued' | 'evidenced' | 'confirmed', ChildFacts>()({
  id: 'matters.order',
  opens: 'issue',
  initial: 'issued',
  final: ['confirmed'],
  acts: {
    evidence: { from: ['issued'], to: 'evidenced', requires: [textStated] },
    'confirm-order': { from: ['evidenced'], to: 'confirmed', requires: [notOwnWork] },
    'reject-order': { from: ['evidenced'], to: 'issued', requires: [reasonStated, notOwnWork] },
    remind: { from: ['issued', 'evidenced'], to: stay, requires: [], system: true },
    move: { from: ['issued', 'evidenced'], to: stay, requires: [], system: true },
  },
})

/** I08 吹哨报到: the called department must answer in time; call and response are both rated. */
export const whistle = procedure<'blown' | 'answered' | 'refused' | 'rated', ChildFacts>()({
  id: 'matters.whistle',
  opens: 'blow',
  initial: 'blown',
  final: ['rated', 'refused'],
  acts: {
    'answer-call': {
      from: ['blown'],
      to: [{ state: 'answered', when: comes }, { state: 'refused' }],
      requires: [textStated],
    },
    'rate-call': { from: ['answered'], to: [{ state: 'rated', when: bothRated }, { state: 'answered' }], requires: [] },
    remind: { from: ['blown'], to: stay, requires: [], system: true },
    move: { from: ['blown', 'answered'], to: stay, requires: [], system: true },
  },
})

/** B04 组团接访: a group of delegates receives visitors; every visitor becomes an item with a receipt. */
export const reception = procedure<'announced' | 'closed', ReceptionFacts>()({
  id: 'matters.reception',
  opens: 'announce',
  initial: 'announced',
  final: ['closed'],
  acts: {
    book: {
      from: ['announced'],
      to: stay,
      requires: [
        { id: 'place-left', met: (f) => f.placesLeft > 0 },
        { id: 'not-booked-yet', met: (f) => !f.actorBooked },
      ],
    },
    'close-reception': { from: ['announced'], to: 'closed', requires: [] },
  },
})
export type ReceptionFacts = { readonly placesLeft: number; readonly actorBooked: boolean }
