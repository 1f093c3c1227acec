import { procedure, type Requirement } from '@gongzhi/kernel/procedure.ts'

export type ImportState = 'checked' | 'writing' | 'written' | 'undoing' | 'undone' | 'discarded'
export type ImportFacts = {
  /** Rows with nothing wrong that are not there yet. */
  readonly fresh: number
  readonly faulty: number
  /** Said in the form: leave out the rows that are wrong. */
  readonly skip: boolean
  readonly undoable: boolean
}

const rowsLeft: Requirement<ImportFacts> = { id: 'rows-left', met: (f) => f.fresh > 0 }
const rowsRight: Requirement<ImportFacts> = { id: 'rows-right', asked: true, met: (f) => f.faulty === 0 || f.skip }
const undoable: Requirement<ImportFacts> = { id: 'undoable', met: (f) => f.undoable }

/** A file of rows: looked through before anything is written, then written row by row, each under a key of its own. */
export const importing = procedure<ImportState, ImportFacts>()({
  id: 'documents.import',
  opens: 'check',
  initial: 'checked',
  final: ['undone', 'discarded'],
  acts: {
    confirm: { from: ['checked'], to: 'writing', requires: [rowsLeft, rowsRight] },
    discard: { from: ['checked'], to: 'discarded', requires: [] },
    // nobody confirmed within a day: the rows are not kept
    lapse: { from: ['checked'], to: 'discarded', requires: [], system: true },
    finish: { from: ['writing'], to: 'written', requires: [], system: true },
    undo: { from: ['written'], to: 'undoing', requires: [undoable] },
    undone: { from: ['undoing'], to: 'undone', requires: [], system: true },
  },
})
