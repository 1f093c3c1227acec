import words from '../../locales/zh-CN.json' with { type: 'json' }
import { allCategories } from '../reference.ts'

/* A file is read without the platform: it speaks in full words, in Chinese. */

const said: Readonly<Record<string, string>> = words

/** Words of an id of the module's own vocabulary, such as `state` `closed`. */
export const word = (kind: string, id: string | null): string =>
  id === null ? '' : (said[`matters.${kind}.${id}`] ?? id)

/** All words of one kind by id. */
export const wordsOf = (kind: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(said).flatMap(([key, value]) =>
      key.startsWith(`matters.${kind}.`) ? [[key.slice(`matters.${kind}.`.length), value]] : [],
    ),
  )

export const categoryWords = (): Record<string, string> =>
  Object.fromEntries(allCategories.map(({ id, zh }) => [id, zh]))
