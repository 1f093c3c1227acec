import type { Limit, Pause } from '@gongzhi/kernel/clock.ts'

export type Outcome = 'resolved' | 'explained' | 'not-feasible'
export type Tier = 'village' | 'town' | 'county'

/** A matter as its rules see it; instants in ms. Who, where and in which state stand in the docket. */
export type Matter = {
  readonly unitCode: string
  /** Whose it is: an account, or the matter itself for somebody without one. */
  readonly party: string | null
  readonly variant: 'matter' | 'suggestion'
  readonly category: string
  readonly level: 'consult' | 'normal' | 'urgent' | 'critical'
  readonly text: string
  readonly fields: Readonly<Record<string, string>>
  readonly spot: string | null
  readonly grid: string | null
  readonly lat: number | null
  readonly lng: number | null
  readonly channel: string
  readonly photos: readonly string[]
  readonly nameEnc: string | null
  readonly phoneEnc: string | null
  readonly sealed: boolean
  readonly aboutOrg: string | null
  readonly reception: string | null
  /** 首接负责: receives, answers and visits, whoever handles. */
  readonly firstOrg: string
  /** The level whose turn it is to dispatch. */
  readonly tier: Tier
  readonly leadOrg: string | null
  readonly handler: string | null
  readonly duty: string | null
  readonly acceptedAt: number | null
  readonly acceptDueAt: number | null
  /** Since when the whole limit runs: acceptance, or the reopening. */
  readonly limitFromAt: number | null
  readonly limit: Limit | null
  readonly limitBasis: string | null
  readonly pauses: readonly Pause[]
  readonly wakeAt: number | null
  readonly extensionBy: string | null
  readonly extensionDays: number | null
  readonly extensionGranted: boolean | null
  readonly round: number
  readonly returns: number
  readonly outcome: Outcome | null
  readonly outcomeText: string | null
  readonly concludedAt: number | null
  readonly concludeDueAt: number | null
  readonly answerText: string | null
  readonly visitTries: number
  readonly visitOutcome: string | null
  readonly visitedAt: number | null
  readonly satisfied: boolean | null
  readonly ratedAt: number | null
  readonly declinedFor: string | null
  readonly mergedInto: string | null
  /** The due time that was reminded of, and the one that was supervised: each once. */
  readonly remindedDueAt: number | null
  readonly supervisedDueAt: number | null
  /** Read beside the row: open children. */
  readonly assistsOpen: number
  readonly ordersOpen: number
}

/** A matter nobody has touched yet. */
export const blank: Omit<
  Matter,
  'unitCode' | 'party' | 'variant' | 'category' | 'level' | 'text' | 'channel' | 'firstOrg' | 'tier'
> = {
  fields: {},
  spot: null,
  grid: null,
  lat: null,
  lng: null,
  photos: [],
  nameEnc: null,
  phoneEnc: null,
  sealed: false,
  aboutOrg: null,
  reception: null,
  leadOrg: null,
  handler: null,
  duty: null,
  acceptedAt: null,
  acceptDueAt: null,
  limitFromAt: null,
  limit: null,
  limitBasis: null,
  pauses: [],
  wakeAt: null,
  extensionBy: null,
  extensionDays: null,
  extensionGranted: null,
  round: 1,
  returns: 0,
  outcome: null,
  outcomeText: null,
  concludedAt: null,
  concludeDueAt: null,
  answerText: null,
  visitTries: 0,
  visitOutcome: null,
  visitedAt: null,
  satisfied: null,
  ratedAt: null,
  declinedFor: null,
  mergedInto: null,
  remindedDueAt: null,
  supervisedDueAt: null,
  assistsOpen: 0,
  ordersOpen: 0,
}

/** Work beside a matter; instants in ms. */
export type Child = {
  readonly kind: 'assist' | 'order' | 'whistle'
  readonly matter: string
  readonly unitCode: string
  readonly aboutOrg: string | null
  readonly org: string
  readonly byOrg: string | null
  readonly text: string
  readonly days: number | null
  readonly place: string | null
  readonly meetAt: number | null
  readonly reply: string | null
  readonly repliedBy: string | null
  readonly comes: boolean | null
  readonly townGood: boolean | null
  readonly orgGood: boolean | null
  readonly reminded: boolean
}

/** A session of delegates (B04); instants in ms. `booked` and `mine` are read beside the row. */
export type Reception = {
  readonly studio: string
  readonly fromAt: number
  readonly toAt: number
  readonly delegates: readonly string[]
  readonly capacity: number
  readonly booked: number
  readonly bookedBy: readonly string[]
}
