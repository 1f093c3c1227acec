import { fileURLToPath } from 'node:url'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { bind, type Module } from '@gongzhi/kernel/server/module.ts'
import { endpoints } from '../contract.ts'
import { confirm } from './acts/confirm.ts'
import { discard } from './acts/discard.ts'
import { finish } from './acts/finish.ts'
import { lapse } from './acts/lapse.ts'
import { undo } from './acts/undo.ts'
import { undone } from './acts/undone.ts'
import { calendarOf, type Deadlines, endFeed, myFeed, newFeed } from './calendar.ts'
import { checkFile } from './check-file.ts'
import { exportList, exportsMade } from './export.ts'
import type { ImportKind } from './import-kind.ts'
import { importSlips } from './import-slips.ts'
import { mayUndo } from './import-subject.ts'
import { importFaults, importsMade, importTemplate, importView } from './imports.ts'
import { paperAs } from './papers.ts'
import { postList } from './post-list.ts'
import type { ListSource, PaperSource } from './sources.ts'
import { importChores } from './write-rows.ts'

export type { ImportColumn, ReadRow, SheetColumn } from '../rules/index.ts'
export type { Appointment, Deadlines } from './calendar.ts'
export { spokenTime } from './export.ts'
export type { By, Checked, Found, ImportKind, Into, Slip } from './import-kind.ts'
export type { ListSource, OpenedList, PaperSource } from './sources.ts'
export { listSource, paperSource } from './sources.ts'

/** What other modules bring: later ones come in as functions. */
export type DocumentsPorts = {
  readonly crypto: Crypto
  readonly lists: readonly ListSource[]
  readonly papers: readonly PaperSource[]
  readonly imports: readonly ImportKind[]
  readonly deadlines: Deadlines
}

/** Lists out as spreadsheets, papers as PDF and Word, sheets in. */
export const createDocuments = ({ crypto, lists, papers, imports, deadlines }: DocumentsPorts): Module => {
  const e = endpoints
  mayUndo(imports.filter(({ undo: back }) => back !== undefined).map(({ id }) => id))
  return {
    id: 'documents',
    migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
    acts: [confirm, discard, undo, lapse, finish, undone],
    routes: [
      bind(e.exportList, exportList([postList, ...lists])),
      bind(e.exports, exportsMade),
      bind(e.paperPdf, paperAs(papers, 'pdf')),
      bind(e.paperWord, paperAs(papers, 'word')),
      bind(e.importTemplate, importTemplate(imports)),
      bind(e.check, checkFile(imports, crypto)),
      bind(e.imports, importsMade(imports)),
      bind(e.import, importView(crypto, imports)),
      bind(e.importFaults, importFaults(crypto)),
      bind(e.importSlips, importSlips(imports)),
      bind(e.myFeed, myFeed),
      bind(e.newFeed, newFeed),
      bind(e.endFeed, endFeed),
      bind(e.calendar, calendarOf(deadlines)),
    ],
    may: (actor) => (imports.some((kind) => !kind.into && kind.may(actor)) ? ['documents.import'] : []),
    chores: importChores(imports, crypto),
  }
}
