import { makeT, type Params, useSaid } from '@gongzhi/kernel/web/i18n.ts'
import words from '../data/words.json'

/** Words of states, acts and requirements; they come with the pages of talks, not with the first page of a face. */
export type Word = keyof typeof words

/** `say('topic.state.proposed')`, in the language shown; an unknown key says itself. */
export const useWords = (): ((word: string, params?: Params) => string) => {
  const said = useSaid()
  const known: Record<string, { zh: string; en: string }> = words
  return (word, params) => {
    const found = known[word]
    return found ? makeT({ [word]: said(found) })(word, params) : word
  }
}
