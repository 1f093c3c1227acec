import type pg from 'pg'

/** A database of its own, empty. */
export const freshDatabase = async (client: pg.Client, name: string): Promise<void> => {
  await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await client.query(`CREATE DATABASE ${name}`)
}

export type Listener = { readonly account: string; readonly session: string; readonly hash: Buffer }

/** As many residents, each signed in once: what as many phones would hold. */
export const addListeners = async (client: pg.Client, county: string, all: readonly Listener[]): Promise<void> => {
  await client.query(
    `INSERT INTO identity.account (county, id, kind, created_at) SELECT $1, id, 'resident', now() FROM unnest($2::uuid[]) AS a (id)`,
    [county, all.map((one) => one.account)],
  )
  await client.query(
    `INSERT INTO identity.session (county, id, token_hash, account, kind, device, started_at, seen_at, ends_at)
     SELECT $1, id, hash, account, 'resident', 'bench', now(), now(), now() + interval '1 day'
     FROM unnest($2::uuid[], $3::bytea[], $4::uuid[]) AS s (id, hash, account)`,
    [county, all.map((one) => one.session), all.map((one) => one.hash), all.map((one) => one.account)],
  )
  await client.query('ANALYZE identity.account, identity.session')
}

/** One notice each, as a listener of the relay would leave them; committed when it resolves. */
export const tellAll = async (
  client: pg.Client,
  county: string,
  all: readonly { readonly id: string; readonly account: string }[],
): Promise<void> => {
  await client.query(
    `INSERT INTO notices.notice (county, id, account, subject, number, title, kind, at, sort, tell, next, plan)
     SELECT $1, id, account, id, '2026-M-0001', '村口的路灯', 'answer', now(), 'result', 'answered', 'visit', true
     FROM unnest($2::uuid[], $3::uuid[]) AS n (id, account)`,
    [county, all.map((one) => one.id), all.map((one) => one.account)],
  )
}
