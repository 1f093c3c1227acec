import { makeT, type Params, useSaid } from '@gongzhi/kernel/web/i18n.ts'
import desk from '../data/desk-words.json'
import elections from '../data/election-words.json'
import pages from '../data/page-words.json'
import words from '../data/words.json'

/*
 * The words of talks come with their pages, not with the first page of a face: `topic.state.proposed`, `unmet.quorum` and what the
 * pages say.
 */

type Said = { readonly zh: string; readonly en: string }
const known: Readonly<Record<string, Said>> = { ...words, ...pages, ...desk, ...elections }

export type Say = (word: string, params?: Params) => string

/** `say('topic.title')`, in the language shown. A key without words says itself. */
export const useWords = (): Say => {
  const said = useSaid()
  return (word, params) => {
    const found = known[word]
    return found ? makeT({ [word]: said(found) })(word, params) : word
  }
}
