import { fileURLToPath } from 'node:url'
import { bind, type Module } from '@gongzhi/kernel/server/module.ts'
import { endpoints } from '../contract.ts'
import { exportList, exportsMade } from './export.ts'
import { paperAs } from './papers.ts'
import type { ListSource, PaperSource } from './sources.ts'

export type { SheetColumn } from '../rules/index.ts'
export { spokenTime } from './export.ts'
export type { ListSource, OpenedList, PaperSource } from './sources.ts'
export { listSource, paperSource } from './sources.ts'

/** What other modules bring: later ones come in as functions. */
export type DocumentsPorts = {
  readonly lists: readonly ListSource[]
  readonly papers: readonly PaperSource[]
}

/** Lists out as spreadsheets, papers as PDF and Word. */
export const createDocuments = ({ lists, papers }: DocumentsPorts): Module => {
  const e = endpoints
  return {
    id: 'documents',
    migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
    routes: [
      bind(e.exportList, exportList(lists)),
      bind(e.exports, exportsMade),
      bind(e.paperPdf, paperAs(papers, 'pdf')),
      bind(e.paperWord, paperAs(papers, 'word')),
    ],
  }
}
