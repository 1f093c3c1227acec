import type { ListSource, PaperSource } from '@gongzhi/documents/server'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { answerLetter } from './answer-letter.ts'
import { ledger } from './ledger.ts'
import { matterList } from './matter-list.ts'
import { orderPaper } from './order-paper.ts'

/** What of matters can be taken out as a spreadsheet or a paper. */
export const matterDocuments = ({
  crypto,
}: {
  readonly crypto: Crypto
}): { readonly lists: readonly ListSource[]; readonly papers: readonly PaperSource[] } => ({
  lists: [matterList],
  papers: [answerLetter(crypto), orderPaper, ledger],
})
