import { makeT, type Params, useSaid } from '@gongzhi/kernel/web/i18n.ts'
import words from '../data/words.json'

/* The words of rules come with their pages, not with the first page of a face. */

const known: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = words

/** `say('mark.found')`, in the language shown. A key without words says itself. */
export const useLawWords = (): ((word: string, params?: Params) => string) => {
  const said = useSaid()
  return (word, params) => {
    const found = known[word]
    return found ? makeT({ [word]: said(found) })(word, params) : word
  }
}
