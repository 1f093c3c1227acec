import { LRUCache } from 'lru-cache'
import type { DocketRow } from './docket.ts'

/** A subject as an act left it behind. */
export type Left = { readonly docket: DocketRow; readonly row: unknown }

/**
 * What the acts of this process left behind, for some seconds: the next act on the same subject begins from it and needs no
 * look, so that it is one round trip. Whoever was quicker elsewhere has taken the place in the journal that it would write,
 * and the act is done again after a look: the journal's unique key decides, as for every bold act.
 */
export type Memory = {
  readonly recall: (county: string, id: string) => Left | undefined
  readonly keep: (county: string, id: string, left: Left) => void
  readonly forget: (county: string, id: string) => void
}

const MOST = 500
const SECONDS = 10

export const openMemory = (): Memory => {
  const kept = new LRUCache<string, Left>({ max: MOST, ttl: SECONDS * 1000 })
  return {
    recall: (county, id) => kept.get(`${county}${id}`),
    keep: (county, id, left) => kept.set(`${county}${id}`, left),
    forget: (county, id) => kept.delete(`${county}${id}`),
  }
}
