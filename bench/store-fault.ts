import type pg from 'pg'

/* Looks behind, as owner: does what was acknowledged stand in the journal? */

export type Acknowledged = {
  readonly key: string
  readonly id: string
  readonly state: string
  readonly seq: number
  readonly at: string
  readonly number: string
}

const column = async (client: pg.Client, text: string, values: readonly unknown[] = []): Promise<string[]> =>
  (await client.query<{ one: string }>(text, values as unknown[])).rows.map((row) => row.one)

/** Keys of acknowledged acts that do not stand in the journal exactly as acknowledged. */
export const listMismatched = (client: pg.Client, county: string, acts: readonly Acknowledged[]): Promise<string[]> =>
  column(
    client,
    `SELECT a.key::text AS one FROM jsonb_to_recordset($2::jsonb) AS a (key uuid, id uuid, state text, seq int, at timestamptz, number text)
     WHERE (SELECT count(*) FROM kernel.journal j JOIN kernel.docket d ON d.county = j.county AND d.id = j.subject
       WHERE j.county = $1 AND j.key = a.key AND j.subject = a.id AND j.to_state = a.state AND j.seq = a.seq AND j.at = a.at
         AND d.number = a.number) <> 1`,
    [county, JSON.stringify(acts)],
  )

export const doubledKeys = (client: pg.Client): Promise<string[]> =>
  column(client, `SELECT key::text AS one FROM kernel.journal GROUP BY county, key HAVING count(*) > 1`)

/** Subjects whose docket does not say what the last entry of their journal says, whose entries have a gap, or whose own row is missing. */
export const listUnaccounted = (client: pg.Client, county: string): Promise<string[]> =>
  column(
    client,
    `SELECT coalesce(d.id, j.subject, m.id)::text AS one
     FROM (SELECT * FROM kernel.docket WHERE county = $1) d
     FULL JOIN (SELECT subject, max(seq) AS seq, count(*) AS n, (array_agg(to_state ORDER BY seq DESC))[1] AS state,
         (array_agg(hash ORDER BY seq DESC))[1] AS hash FROM kernel.journal WHERE county = $1 GROUP BY subject) j ON j.subject = d.id
     FULL JOIN (SELECT id FROM matters.matter WHERE county = $1) m ON m.id = d.id
     WHERE d.id IS NULL OR j.subject IS NULL OR (d.kind = 'matter' AND m.id IS NULL)
       OR d.seq <> j.seq OR j.n <> j.seq OR d.state <> j.state OR d.hash <> j.hash`,
    [county],
  )

/** Facts the relay has not delivered yet. */
export const waitingFacts = async (client: pg.Client): Promise<number> =>
  Number((await client.query<{ n: string }>('SELECT count(*) AS n FROM kernel.outbox')).rows[0]?.n ?? 0)

/** Of these matters, those whose reporter was told of the acceptance never or more than once. */
export const noticesTwice = (client: pg.Client, county: string, subjects: readonly string[]): Promise<string[]> =>
  column(
    client,
    `SELECT s::text AS one FROM unnest($2::uuid[]) s
     WHERE (SELECT count(*) FROM notices.notice n WHERE n.county = $1 AND n.subject = s AND n.kind = 'accept') <> 1`,
    [county, subjects],
  )
