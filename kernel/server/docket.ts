import type { Actor, Post, Reach } from '../reach.ts'
import { covers } from '../reach.ts'

/** One row per open or closed subject of any module, as an act sees it. Instants in ms. */
export type DocketRow = {
  readonly county: string
  readonly id: string
  readonly kind: string
  readonly number: string
  readonly title: string
  readonly unitCode: string
  readonly state: string
  readonly category: string | null
  readonly level: string | null
  readonly holderOrg: string | null
  readonly holder: string | null
  readonly party: string | null
  readonly sealedFrom: string | null
  readonly parent: string | null
  readonly dueAt: number | null
  readonly pausedFor: string | null
  readonly supervised: boolean
  readonly seq: number
  readonly hash: Buffer
  readonly openedAt: number
  /** Since when it is in this state. */
  readonly sinceAt: number
  readonly closedAt: number | null
}

/** How a subject stands: whose turn it is, until when, and what the clock will do if nobody acts. Instants in ms. */
export type Standing = {
  readonly holderOrg: string | null
  readonly holder: string | null
  readonly dueAt: number | null
  readonly alarm: { readonly at: number; readonly act: string } | null
  readonly pausedFor: string | null
  readonly supervised: boolean
}

/** Who may do an act: a post's role over a reach, or the person whom the subject belongs to. */
export type AccessRule =
  | {
      readonly roles: readonly string[] | 'any'
      readonly reach: Reach
      /** Only things of this category; null: only those of none. Without it, any. */
      readonly of?: string | null
    }
  | { readonly party: true }
  | { readonly system: true }
  /** Anybody who is signed in, in this county. */
  | { readonly anyone: true }
export type AccessTable<A extends string = string> = Readonly<Record<A | 'see', readonly AccessRule[]>>

/** The capacity in which somebody acts; `post` is null for the person concerned and for the clock. */
export type Capacity = { readonly post: Post | null }

type Placed = Pick<DocketRow, 'id' | 'unitCode' | 'holderOrg' | 'holder' | 'party' | 'sealedFrom'> & {
  readonly category?: string | null
}

const reachesRow = (
  rule: { roles: readonly string[] | 'any'; reach: Reach; of?: string | null },
  post: Post,
  actor: Actor,
  row: Placed,
  units: readonly string[],
) => {
  // P8: the unit complained about never acts on the complaint, whatever its reach
  if (row.sealedFrom !== null && post.org === row.sealedFrom) return false
  if (rule.roles !== 'any' && !rule.roles.includes(post.role)) return false
  if (rule.of !== undefined && rule.of !== (row.category ?? null)) return false
  if (rule.reach === 'own') return row.holder !== null && row.holder === actor.account
  if (rule.reach === 'unit') return units.includes(post.org)
  return covers(post.prefix, row.unitCode) || (post.former ?? []).some((former) => covers(former, row.unitCode))
}

/** The capacity that lets the actor do it, or undefined. `units` are the units that `unit` reach looks at. */
export const capacityFor = (
  rules: readonly AccessRule[],
  actor: Actor,
  row: Placed,
  units: readonly string[],
): Capacity | undefined => {
  for (const rule of rules) {
    if ('system' in rule) {
      if (actor.kind === 'system') return { post: null }
    } else if ('anyone' in rule) {
      if (actor.account !== null) return { post: null }
    } else if ('party' in rule) {
      const theirs = row.party !== null && row.party === actor.account
      if (theirs && (actor.only === undefined || actor.only === row.id)) return { post: null }
    } else {
      const post = actor.posts.find((p) => reachesRow(rule, p, actor, row, units))
      if (post) return { post }
    }
  }
  return undefined
}

/** In which capacity somebody may begin something at a place (division code), where there is nothing yet that is anybody's. */
export const capacityAt = (
  rules: readonly AccessRule[] | undefined,
  actor: Actor,
  unitCode: string,
  category: string | null = null,
): Capacity | undefined => {
  const nothing = { id: '', holderOrg: null, holder: null, party: null, sealedFrom: null }
  return capacityFor(rules ?? [], actor, { ...nothing, unitCode, category }, [])
}

/**
 * Acts of a table that one of somebody's posts may do somewhere, on things of a category where one is given (null: of none):
 * what a page offers at all; where, the act itself says.
 */
export const everMay = <A extends string>(
  access: AccessTable<A>,
  acts: readonly A[],
  actor: Actor,
  category?: string | null,
): A[] =>
  acts.filter((act) =>
    (access[act] ?? []).some(
      (rule) =>
        'roles' in rule &&
        (category === undefined || rule.of === undefined || rule.of === category) &&
        actor.posts.some((post) => rule.roles === 'any' || rule.roles.includes(post.role)),
    ),
  )

/** Bigrams of a text for search: every two neighbouring characters of each run of letters, once, at most 2,000. */
export const bigramsOf = (text: string): string[] => {
  const grams = new Set<string>()
  for (const run of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const letters = [...run]
    for (let i = 0; i + 1 < letters.length && grams.size < 2000; i++) grams.add(`${letters[i]}${letters[i + 1]}`)
  }
  return [...grams]
}
