import { procedure, type Requirement } from '@gongzhi/kernel/procedure.ts'

/*
 * A line of the ledger (D10): what the house knows is posted at once, what stood on paper is reviewed by a second person first.
 * A dispute freezes it until the council's own hands decide with reasons. Never changed, never negative: set aside or not.
 */

export type EntryState = 'recorded' | 'posted' | 'effective' | 'frozen' | 'void'

export type EntryFacts = {
  readonly reason: boolean
  readonly onRoll: boolean
  /** I2: of whoever acts. */
  readonly recorded: boolean
  readonly disputed: boolean
  readonly owns: boolean
}
const says = (id: string, met: (f: EntryFacts) => boolean): Requirement<EntryFacts> => ({ id, asked: true, met })
const holds = (id: string, met: (f: EntryFacts) => boolean): Requirement<EntryFacts> => ({ id, met })

const reasonStated = says('reason-stated', (f) => f.reason)
const memberOfCouncil = says('member-of-the-council', (f) => f.onRoll)
const notOwnRecord = holds('not-own-record', (f) => !f.recorded)
const notOwnDispute = holds('not-own-dispute', (f) => !f.disputed)
const notOwnEntry = holds('not-own-entry', (f) => !f.owns)

export const entry = procedure<EntryState, EntryFacts>()({
  id: 'points.entry',
  opens: 'record-entry',
  initial: 'recorded',
  final: ['void'],
  acts: {
    'review-entry': { from: ['recorded'], to: 'posted', requires: [notOwnRecord, notOwnEntry] },
    'turn-down-entry': { from: ['recorded'], to: 'void', requires: [reasonStated, notOwnRecord, notOwnEntry] },
    'dispute-entry': { from: ['posted', 'effective'], to: 'frozen', requires: [reasonStated, memberOfCouncil] },
    'uphold-entry': { from: ['frozen'], to: 'effective', requires: [reasonStated, notOwnDispute, notOwnEntry] },
    'set-aside': { from: ['frozen'], to: 'void', requires: [reasonStated, notOwnDispute, notOwnEntry] },
    'take-effect': { from: ['posted'], to: 'effective', requires: [], system: true },
  },
})
