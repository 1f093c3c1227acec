import { procedure, type Requirement } from '@gongzhi/kernel/procedure.ts'

/* 对名单的申诉 (R1, Art. 17): within the days of posting, decided by the election committee in three, and the result posted. */

export const objectionKinds = ['missing', 'wrong', 'entry'] as const
/** 漏登、错登、登记有误. */
export type ObjectionKind = (typeof objectionKinds)[number]
export type ObjectionState = 'lodged' | 'accepted' | 'refused' | 'withdrawn' | 'lapsed'

export type ObjectionFacts = {
  readonly rollPosted: boolean
  readonly text: boolean
  readonly accept: boolean
  readonly committeeDecides: boolean
  /** What is changed on the roll is said, and can be done; nothing is to be said when it is refused. */
  readonly changeFits: boolean
  readonly ownWord: boolean
}

const says = (id: string, met: (f: ObjectionFacts) => boolean): Requirement<ObjectionFacts> => ({
  id,
  asked: true,
  met,
})

const holds = (id: string, met: (f: ObjectionFacts) => boolean): Requirement<ObjectionFacts> => ({ id, met })

export const objection = procedure<ObjectionState, ObjectionFacts>()({
  id: 'voters.objection',
  opens: 'object-to-roll',
  initial: 'lodged',
  final: ['accepted', 'refused', 'withdrawn', 'lapsed'],
  acts: {
    'decide-objection': {
      from: ['lodged'],
      to: [{ state: 'accepted', when: says('accepted', (f) => f.accept) }, { state: 'refused' }],
      requires: [
        holds('roll-posted', (f) => f.rollPosted),
        says('text-stated', (f) => f.text),
        says('committee-decides', (f) => f.committeeDecides),
        says('change-fits', (f) => f.changeFits),
      ],
    },
    'withdraw-objection': {
      from: ['lodged'],
      to: 'withdrawn',
      requires: [holds('own-word', (f) => f.ownWord)],
    },
    /** The roll was given up, or its day has passed: there is nothing left to change. */
    'lapse-objection': { from: ['lodged'], to: 'lapsed', requires: [], system: true },
  },
})
