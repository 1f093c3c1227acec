import type { Law } from '../rules/merge.ts'
import { type Names, useGet } from './api.ts'

const asked = (place: string | undefined, on?: string) => (place === undefined ? undefined : { query: { place, on } })

/** What holds at a place on a day, for working out a verdict on the page; undefined until it is read. */
export const useLaw = (place: string | undefined, on?: string): Law | undefined => {
  const { data } = useGet('law.at', asked(place, on))
  return data && { ...data, rules: new Map(data.rules.map(({ id, words }) => [id, words])) }
}

/** Names of bodies, aspects and rolls; undefined until they are read. */
export const useNames = (place: string, on?: string): Names | undefined =>
  useGet('law.at', asked(place, on)).data?.names
