import { procedure, type Requirement } from '@gongzhi/kernel/procedure.ts'

/*
 * 决议 (D14): adopted by a vote, signed by the chair, handed to the two committees as tasks; done when the last is struck off.
 * X4: what the law leaves to the villagers or the collective is no decision here: it goes on to them.
 */

export type ResolutionState = 'adopted' | 'signed' | 'carrying' | 'referred' | 'done'

export type ResolutionFacts = {
  readonly reserved: boolean
  /** X4: it gives the representatives a mandate; signed, it is carried out. */
  readonly grants: boolean
  /** X4: the body it goes on to may decide on it. */
  readonly goesToFit: boolean
  readonly everyClause: boolean
  readonly ownersKnown: boolean
  readonly datesAhead: boolean
  readonly open: number
}

const says = (id: string, met: (f: ResolutionFacts) => boolean): Requirement<ResolutionFacts> => ({
  id,
  asked: true,
  met,
})
const holds = (id: string, met: (f: ResolutionFacts) => boolean): Requirement<ResolutionFacts> => ({ id, met })

const everyClause = says('every-clause-has-a-task', (f) => f.everyClause)
const ownersKnown = says('owners-known', (f) => f.ownersKnown)
const datesAhead = says('dates-ahead', (f) => f.datesAhead)
const notReserved = holds('not-reserved-by-law', (f) => !f.reserved)
const goesToFit = says('body-may-decide', (f) => f.goesToFit)
const reserved = holds('reserved-by-law', (f) => f.reserved)
const grants = holds('gives-mandate', (f) => f.grants)
const allStruck = holds('all-struck-off', (f) => f.open === 0)

export const resolution = procedure<ResolutionState, ResolutionFacts>()({
  id: 'deliberation.resolution',
  opens: 'adopt',
  initial: 'adopted',
  final: ['referred', 'done'],
  acts: {
    sign: { from: ['adopted'], to: [{ state: 'done', when: grants }, { state: 'signed' }], requires: [] },
    'hand-over': { from: ['signed'], to: 'carrying', requires: [notReserved, everyClause, ownersKnown, datesAhead] },
    refer: { from: ['signed'], to: 'referred', requires: [reserved, goesToFit] },
    finish: { from: ['carrying'], to: 'done', requires: [allStruck], system: true },
  },
})
