import { makeT, type Params, useSaid } from '@gongzhi/kernel/web/i18n.ts'
import pages from '../data/page-words.json'
import words from '../data/words.json'

/* The words of voter rolls come with their pages, not with the first page of a face. */

type Said = { readonly zh: string; readonly en: string }
const known: Readonly<Record<string, Said>> = { ...words, ...pages }

export type Say = (word: string, params?: Params) => string

/** `say('roll.title')`, in the language shown. A key without words says itself. */
export const useWords = (): Say => {
  const said = useSaid()
  return (word, params) => {
    const found = known[word]
    return found ? makeT({ [word]: said(found) })(word, params) : word
  }
}
/** What a leaf of the public record says of a roll; nothing of anything else. */
export const useRollFacts = () => {
  const say = useWords()
  return (kind: string, body: Readonly<Record<string, unknown>>): [string, string][] =>
    kind === 'voter-roll' || kind === 'voter-roll-posted'
      ? [
          [say('kind.voter-roll'), say(kind === 'voter-roll' ? 'roll.settled' : 'roll.posted')],
          [say('roll.day'), String(body.electionDay ?? '')],
          [say('roll.voters'), String(body.voters ?? '')],
          [say('roll.digest'), String(body.digest ?? '')],
        ]
      : []
}
/** The lines of a text that somebody typed, one entry each. */
export const linesOf = (text = ''): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
