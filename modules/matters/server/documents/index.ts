import type { DocumentsPorts } from '@gongzhi/documents/server'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { importPast } from '../past/import-past.ts'
import { answerLetter } from './answer-letter.ts'
import { deadlines } from './deadlines.ts'
import { ledger } from './ledger.ts'
import { matterList } from './matter-list.ts'
import { orderPaper } from './order-paper.ts'
import { dutyList, figureList, receptionList } from './other-lists.ts'

/** What of matters can be taken out as a spreadsheet or a paper, and brought in from a sheet. */
export const matterDocuments = (crypto: Crypto): Omit<DocumentsPorts, 'crypto'> => ({
  lists: [matterList, dutyList, receptionList, figureList],
  papers: [answerLetter(crypto), orderPaper, ledger],
  imports: [importPast(crypto)],
  deadlines,
})
