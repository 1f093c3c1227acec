import type { Row, Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'

export type HoldingRow = {
  readonly post: string
  readonly account: string
  readonly from: string
  readonly until: string
  readonly kin: readonly string[]
  readonly endedOn: string | null
  readonly reason: string | null
}

export const loadHolding = (county: string, id: string): Statement =>
  prepared(
    `SELECT post, account, from_on::text, until_on::text, kin, ended_on::text, reason FROM people.holding
     WHERE county = $1 AND id = $2`,
    [county, id],
  )

export const readHolding = (r: Row): HoldingRow => ({
  post: r.post as string,
  account: r.account as string,
  from: r.from_on as string,
  until: r.until_on as string,
  kin: r.kin as string[],
  endedOn: r.ended_on as string | null,
  reason: r.reason as string | null,
})

export const insertHolding = (county: string, id: string, h: HoldingRow): Statement =>
  prepared(
    'INSERT INTO people.holding (county, id, post, account, from_on, until_on, kin) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [county, id, h.post, h.account, h.from, h.until, h.kin],
  )

/** Only the end of a holding can change. */
export const patchHolding = (county: string, id: string, change: Partial<HoldingRow>): Statement | undefined =>
  change.endedOn === undefined
    ? undefined
    : prepared('UPDATE people.holding SET ended_on = $3, reason = $4 WHERE county = $1 AND id = $2', [
        county,
        id,
        change.endedOn,
        change.reason ?? null,
      ])

const POST = 'p.id, p.org, p.role, p.title, p.prefix, p.former'
// in office on a day: $-day lies in the term, and the end, if there was one, lies after it
const inOffice = (day: string) =>
  `h.from_on <= ${day}::date AND h.until_on >= ${day}::date AND (h.ended_on IS NULL OR h.ended_on > ${day}::date)`

/** Posts an account holds on a day. */
export const postsHeld = (county: string, account: string, day: string): Statement =>
  prepared(
    `SELECT ${POST} FROM people.holding h JOIN people.post p ON p.county = h.county AND p.id = h.post
     WHERE h.county = $1 AND h.account = $2 AND ${inOffice('$3')} ORDER BY p.id`,
    [county, account, day],
  )

/** Accounts that hold a post of an organisation on a day, each once. */
export const accountsIn = (county: string, org: string, day: string): Statement =>
  prepared(
    `SELECT DISTINCT h.account FROM people.holding h JOIN people.post p ON p.county = h.county AND p.id = h.post
     WHERE h.county = $1 AND p.org = $2 AND ${inOffice('$3')} ORDER BY h.account`,
    [county, org, day],
  )

/** Posts of some organisations with who holds each on a day: masked and sealed name. */
export const postsAt = (county: string, orgs: readonly string[], day: string): Statement =>
  prepared(
    `SELECT ${POST}, a.shown, a.name_enc, h.until_on::text FROM people.post p
     LEFT JOIN people.holding h ON h.county = p.county AND h.post = p.id AND ${inOffice('$3')}
     LEFT JOIN identity.account a ON a.county = h.county AND a.id = h.account
     WHERE p.county = $1 AND p.org = ANY ($2) ORDER BY p.org, p.id`,
    [county, orgs, day],
  )

/** A page of the posts of a stretch in order of id, with who holds each on a day, masked. */
export const postsUnder = (county: string, prefix: string, after: string, day: string, most: number): Statement =>
  prepared(
    `SELECT ${POST}, a.shown, h.until_on::text FROM people.post p
     LEFT JOIN people.holding h ON h.county = p.county AND h.post = p.id AND ${inOffice('$4')}
     LEFT JOIN identity.account a ON a.county = h.county AND a.id = h.account
     WHERE p.county = $1 AND p.prefix ^@ $2 AND p.id > $3 ORDER BY p.id LIMIT $5`,
    [county, prefix, after, day, most],
  )

export const findPost = (county: string, id: string): Statement =>
  prepared(`SELECT ${POST} FROM people.post p WHERE p.county = $1 AND p.id = $2`, [county, id])

/** The post of a holding. */
export const postOf = (county: string, holding: string): Statement =>
  prepared(
    `SELECT ${POST} FROM people.holding h JOIN people.post p ON p.county = h.county AND p.id = h.post
     WHERE h.county = $1 AND h.id = $2`,
    [county, holding],
  )

/** Holders of a post then and now, newest first. */
export const holdersOf = (county: string, post: string): Statement =>
  prepared(
    `SELECT h.id, a.shown, a.name_enc, h.from_on::text, h.until_on::text, h.ended_on::text FROM people.holding h
     LEFT JOIN identity.account a ON a.county = h.county AND a.id = h.account
     WHERE h.county = $1 AND h.post = $2 ORDER BY h.from_on DESC, h.id DESC`,
    [county, post],
  )

/** The account, when it is open. */
export const openAccount = (county: string, account: string): Statement =>
  prepared(
    "SELECT id, kind, name_enc, first_until FROM identity.account WHERE county = $1 AND id = $2 AND state = 'open'",
    [county, account],
  )

/** A page of open staff accounts after an id, with the posts they hold on a day. */
export const staffAfter = (county: string, after: string, day: string, most: number): Statement =>
  prepared(
    `SELECT a.id, a.name_enc, a.shown,
       coalesce((SELECT array_agg(p.org || ' ' || p.title ORDER BY p.id) FROM people.holding h
         JOIN people.post p ON p.county = h.county AND p.id = h.post
         WHERE h.county = a.county AND h.account = a.id AND ${inOffice('$3')}), '{}') AS posts
     FROM identity.account a WHERE a.county = $1 AND a.kind = 'staff' AND a.state = 'open' AND a.id > $2::uuid
     ORDER BY a.id LIMIT $4`,
    [county, after, day, most],
  )

/** Makes appointments of one county wait for each other until the transaction ends. */
export const lockAppointing = (county: string): Statement => ({
  text: 'SELECT pg_advisory_xact_lock(hashtext($1))',
  values: [`people.appoint ${county}`],
})

/** Holdings that overlap a term and concern a post: of the post itself, of the account, or of the same village. */
export const holdingsBeside = (
  county: string,
  post: string,
  prefix: string,
  account: string,
  from: string,
  until: string,
): Statement =>
  prepared(
    `SELECT h.account, h.kin, p.id AS post, p.role, p.prefix FROM people.holding h
     JOIN people.post p ON p.county = h.county AND p.id = h.post
     WHERE h.county = $1 AND (h.post = $2 OR h.account = $4 OR p.prefix = $3)
       AND h.from_on <= $6::date AND coalesce(h.ended_on - 1, h.until_on) >= $5::date`,
    [county, post, prefix, account, from, until],
  )

/** Posts of ended villages go on at the new one; the old stretch stays readable to them (I06). */
export const movePosts = (county: string, ended: readonly string[], into: string): Statement =>
  prepared(
    `UPDATE people.post SET
       org = CASE WHEN left(org, 12) = ANY ($2) THEN $3 || substr(org, 13) ELSE org END,
       prefix = CASE WHEN prefix = ANY ($2) THEN $3 ELSE prefix END,
       former = CASE WHEN prefix = ANY ($2) THEN former || prefix ELSE former END
     WHERE county = $1 AND (prefix = ANY ($2) OR left(org, 12) = ANY ($2)) RETURNING id`,
    [county, ended, into],
  )

/** Holdings of posts that have not ended. */
export const holdingsOpen = (county: string, posts: readonly string[]): Statement =>
  prepared('SELECT id FROM people.holding WHERE county = $1 AND post = ANY ($2) AND ended_on IS NULL ORDER BY id', [
    county,
    posts,
  ])

export type NewPost = {
  readonly id: string
  readonly org: string
  readonly role: string
  readonly title: string
  readonly prefix: string
}

/** Adds posts of any counties; the county is read off the prefix. */
export const insertPosts = (posts: readonly NewPost[]): Statement => ({
  text: `INSERT INTO people.post (county, id, org, role, title, prefix)
    SELECT left(p.prefix, 6), p.* FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) AS p(id, org, role, title, prefix)
    ON CONFLICT (county, id) DO NOTHING`,
  values: [
    posts.map((p) => p.id),
    posts.map((p) => p.org),
    posts.map((p) => p.role),
    posts.map((p) => p.title),
    posts.map((p) => p.prefix),
  ],
})

/** Which of some posts have a holder that has not ended. */
export const postsFilled = (county: string, posts: readonly string[]): Statement =>
  prepared('SELECT DISTINCT post FROM people.holding WHERE county = $1 AND post = ANY ($2) AND ended_on IS NULL', [
    county,
    posts,
  ])
