import type { Statement } from '@gongzhi/kernel/server/db.ts'
import type { Owner } from '@gongzhi/kernel/server/owner.ts'
import type { Unit } from './set-up-units.ts'

/** The divisions of a county that are in force, itself included. */
export const unitsOf = async (owner: Owner, county: string): Promise<Unit[]> =>
  (
    await owner.query(
      'SELECT code, name, level FROM territory.division WHERE county = $1 AND valid_to IS NULL ORDER BY code',
      [county],
    )
  ).rows

const isThere = async (owner: Owner, table: string): Promise<boolean> =>
  (await owner.query('SELECT to_regclass($1) IS NOT NULL AS found', [table])).rows[0]?.found === true

/** What this database is for: the demo, real counties, or nothing yet; `any`: there are tables. */
export const purposeOf = async (
  owner: Owner,
): Promise<{ readonly any: boolean; readonly demo: boolean; readonly real: readonly string[] }> => ({
  any: await isThere(owner, 'kernel.migration'),
  demo:
    (await isThere(owner, 'kernel.demo')) && ((await owner.query('SELECT FROM kernel.demo LIMIT 1')).rowCount ?? 0) > 0,
  real: (await isThere(owner, 'kernel.real_county'))
    ? (await owner.query('SELECT county FROM kernel.real_county ORDER BY county')).rows.map(
        (row) => row.county as string,
      )
    : [],
})

/** Whether a restore was begun here and not ended. */
export const isHalfRestored = async (owner: Owner): Promise<boolean> =>
  (await owner.query(`SELECT to_regnamespace('gongzhi_restoring') IS NOT NULL AS begun`)).rows[0]?.begun === true

/** Notes that a county is real; again changes nothing. */
export const noteRealCounty = async (owner: Owner, county: string): Promise<void> => {
  await owner.query('INSERT INTO kernel.real_county (county, since) VALUES ($1, now()) ON CONFLICT DO NOTHING', [
    county,
  ])
}

/** How much a county holds of what `init` sets up. */
export const countCounty = async (
  owner: Owner,
  county: string,
): Promise<{ towns: number; villages: number; organisations: number; posts: number; duties: number }> =>
  (
    await owner.query(
      `SELECT
         (SELECT count(*) FROM territory.division WHERE county = $1 AND level = 'town' AND valid_to IS NULL)::int AS towns,
         (SELECT count(*) FROM territory.division WHERE county = $1 AND level = 'village' AND valid_to IS NULL)::int AS villages,
         (SELECT count(*) FROM territory.organisation WHERE county = $1)::int AS organisations,
         (SELECT count(*) FROM people.post WHERE county = $1)::int AS posts,
         (SELECT count(*) FROM matters.duty WHERE county = $1)::int AS duties`,
      [county],
    )
  ).rows[0]

/** Opens one view of the database for all that is asked about a county until COMMIT; answers how long its journal is. */
export const viewOf = async (owner: Owner, county: string): Promise<{ entries: number }> => {
  await owner.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
  return (await owner.query('SELECT count(*)::int AS entries FROM kernel.journal WHERE county = $1', [county])).rows[0]
}

export type KnownPost = {
  readonly id: string
  readonly seat: string
  readonly title: string
  readonly role: string
  /** The account that holds it now. */
  readonly holder: string | null
}

/** The posts at some places of one county or several, with who holds them. */
export const postsAtSeats = (seats: readonly string[]): Statement => ({
  text: `SELECT p.id, left(p.org, 12) AS seat, p.title, p.role, h.account AS holder FROM people.post p
    LEFT JOIN people.holding h ON h.county = p.county AND h.post = p.id AND h.ended_on IS NULL
    WHERE p.county = ANY ($1) AND left(p.org, 12) = ANY ($2) ORDER BY p.id`,
  values: [[...new Set(seats.map((seat) => seat.slice(0, 6)))], seats],
})
export const listPosts = async (owner: Owner, seats: readonly string[]): Promise<KnownPost[]> => {
  const { text, values } = postsAtSeats(seats)
  return (await owner.query(text, values as unknown[])).rows
}

/** Accounts that wait for their owner's first sign-in with the password they were opened with: never reset since. */
export const freshAccounts = (county: string, accounts: readonly string[]): Statement => ({
  text: `SELECT a.id, a.login, a.name_enc, a.first_until FROM identity.account a
    JOIN kernel.docket d ON d.county = a.county AND d.id = a.id
    WHERE a.county = $1 AND a.id = ANY ($2) AND a.state = 'open' AND a.first_until IS NOT NULL AND d.seq = 1
    ORDER BY a.login`,
  values: [county, accounts],
})
