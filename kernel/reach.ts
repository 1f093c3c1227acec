/** Where somebody may act: a prefix of the 12-digit division code (`441226` a county, `441226102` a town, 12 a village). */
export type Prefix = string

/** A post as far as reach is concerned. `org` is the unit it sits in, `prefix` the stretch of the territory it serves. */
export type Post = {
  readonly id: string
  readonly org: string
  readonly role: string
  readonly prefix: Prefix
  /** Codes of divisions merged into this one (I06): history stays readable. */
  readonly former?: readonly Prefix[]
}

/** Who acts: an account with the posts it holds now, the party behind a query code, another system by its key, or the clock. */
export type Actor = {
  readonly kind: 'resident' | 'staff' | 'visitor' | 'key' | 'system'
  readonly county: string
  readonly account: string | null
  /** Masked name, for what others will read. */
  readonly shown?: string
  readonly posts: readonly Post[]
  /** The one subject that whoever holds a query code may see and act on, though its party may have others. */
  readonly only?: string
}

/** How far a permission goes: what is mine, what my unit holds, or everything in my stretch of the territory. */
export type Reach = 'own' | 'unit' | 'subtree'

/** True when the division code lies in the stretch. */
export const covers = (prefix: Prefix, code: string): boolean => prefix !== '' && code.startsWith(prefix)

/** The county a division code belongs to (first six digits, GB/T 2260). */
export const countyOf = (code: string): string => code.slice(0, 6)

/** Every stretch an actor may see, for `SET LOCAL app.scopes`. */
export const scopesOf = (actor: Actor): readonly Prefix[] =>
  actor.kind === 'system' ? [actor.county] : actor.posts.flatMap((post) => [post.prefix, ...(post.former ?? [])])

/** The clock's hand in one county: reminds, supervises, closes. */
export const systemActor = (county: string): Actor => ({ kind: 'system', county, account: null, posts: [] })
