import type { Actor } from '@gongzhi/kernel/reach.ts'
import type pg from 'pg'

/** Staff actors of a county by post id, as sessions would make them. */
export const actorsByPost = async (client: pg.ClientBase, county: string): Promise<ReadonlyMap<string, Actor>> => {
  const { rows } = await client.query(
    `SELECT p.id, p.org, p.role, p.prefix, h.account, a.shown FROM people.post p
     JOIN people.holding h ON h.county = p.county AND h.post = p.id AND h.ended_on IS NULL
     JOIN identity.account a ON a.county = h.county AND a.id = h.account WHERE p.county = $1`,
    [county],
  )
  return new Map(
    rows.map((r) => [
      r.id as string,
      {
        kind: 'staff' as const,
        county,
        account: r.account as string,
        shown: r.shown as string,
        posts: [{ id: r.id, org: r.org, role: r.role, prefix: r.prefix }],
      },
    ]),
  )
}

/** Residents of a county with their village. */
export const residentsOf = async (
  client: pg.ClientBase,
  county: string,
): Promise<readonly { actor: Actor; village: string }[]> => {
  const { rows } = await client.query(
    `SELECT id, village, shown FROM identity.account WHERE county = $1 AND kind = 'resident' AND demo_title IS NOT NULL ORDER BY id`,
    [county],
  )
  return rows.map((r) => ({
    actor: { kind: 'resident' as const, county, account: r.id as string, shown: r.shown as string, posts: [] },
    village: r.village as string,
  }))
}

/** Ids of the studios of a county by their seat. */
export const studiosBySeat = async (client: pg.ClientBase, county: string): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await client.query('SELECT seat, id FROM territory.studio WHERE county = $1 ORDER BY id DESC', [
    county,
  ])
  return new Map(rows.map((row) => [row.seat as string, row.id as string]))
}

/** Sealed names and phones of some accounts. */
export const sealedOf = async (
  client: pg.ClientBase,
  county: string,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly phone: string }>> =>
  new Map(
    (
      await client.query('SELECT id, name_enc, phone_enc FROM identity.account WHERE county = $1 AND id = ANY ($2)', [
        county,
        accounts,
      ])
    ).rows.map((row) => [row.id as string, { name: row.name_enc as string, phone: row.phone_enc as string }]),
  )
