import type { Subject } from '@gongzhi/kernel/server/subject.ts'
import { type ImportFacts, type ImportState, importing } from '../rules/index.ts'
import { importAccess } from './access.ts'
import { type ImportRow, insertImport, loadImport, patchImport, readImport } from './store-import.ts'

const DAY = 86_400_000
/** Kinds whose rows may be taken back. */
const undoable = new Set<string>()
/** Told once, when the house is built. */
export const mayUndo = (kinds: readonly string[]): void => {
  for (const kind of kinds) undoable.add(kind)
}

/** A file of rows, as acts see it. */
export const importSubject: Subject<ImportState, ImportFacts, ImportRow, keyof typeof importing.acts> = {
  kind: 'import',
  series: 'I',
  procedure: importing,
  access: importAccess,
  rule: 'documents-1',
  load: loadImport,
  read: readImport,
  insert: insertImport,
  patch: patchImport,
  facts: ({ row, input }) => ({
    fresh: row.fresh,
    faulty: row.faulty,
    skip: input.skip === true,
    undoable: undoable.has(row.kind) && row.done > 0,
  }),
  // in nobody's inbox: whoever looked a file through has it before them; after a day it is gone
  standing: (state, _row, at) => ({
    holderOrg: null,
    holder: null,
    dueAt: null,
    alarm: state === 'checked' ? { at: at.openedAt + DAY, act: 'lapse' } : null,
    pausedFor: null,
    supervised: false,
  }),
  units: () => [],
}
