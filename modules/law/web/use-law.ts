import type { Law } from '../rules/merge.ts'
import { useGet } from './api.ts'

/** What holds at a place on a day, for working out a verdict on the page; undefined until it is read. */
export const useLaw = (place: string | undefined, on?: string): Law | undefined => {
  const { data } = useGet('law.at', place === undefined ? undefined : { query: { place, on } })
  return data && { ...data, rules: new Map(data.rules.map(({ id, words }) => [id, words])) }
}
