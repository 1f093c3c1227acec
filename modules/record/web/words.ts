import { makeT, type Params, useSaid } from '@gongzhi/kernel/web/i18n.ts'
import words from '../data/words.json'

/*
 * The words of the record come with its pages, not with the first page of a face: whoever checks something is somewhere
 * else already, and every byte of the first page is paid for by all.
 */

export type Word = keyof typeof words

/** `say('title')`, in the language shown. */
export const useWords = (): ((word: Word, params?: Params) => string) => {
  const said = useSaid()
  return (word, params) => makeT({ [word]: said(words[word]) })(word, params)
}
