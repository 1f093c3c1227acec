import type { Row, Statement } from './db.ts'

/** Counties that have anything to verify. */
export const countiesKept: Statement = {
  text: `SELECT county FROM kernel.docket UNION SELECT county FROM kernel.journal ORDER BY 1`,
  values: [],
}

/** A page of dockets after an id, each beside the last entry of its chain. */
export const docketsBesideJournal = (county: string, after: string, most: number): Statement => ({
  text: `SELECT d.*, j.seq AS j_seq, j.hash AS j_hash, j.to_state AS j_state
    FROM (SELECT * FROM kernel.docket WHERE county = $1 AND id > $2::uuid ORDER BY id LIMIT $3) d
    LEFT JOIN LATERAL (SELECT seq, hash, to_state FROM kernel.journal j
      WHERE j.county = d.county AND j.subject = d.id ORDER BY seq DESC LIMIT 1) j ON true
    ORDER BY d.id`,
  values: [county, after, most],
})

/** Chains that belong to no docket. */
export const chainsWithoutDocket = (county: string): Statement => ({
  text: `SELECT j.subject AS id FROM kernel.journal j WHERE j.county = $1 AND j.seq = 1
    AND NOT EXISTS (SELECT FROM kernel.docket d WHERE d.county = j.county AND d.id = j.subject) LIMIT 1000`,
  values: [county],
})

/** Number series whose sequence stands behind a number that was given: the next report would get it again. */
export const seriesBehind = (county: string): Statement => ({
  text: `SELECT g.series, g.most, coalesce(s.last_value, 0) AS drawn
    FROM (SELECT lower(split_part(number, '-', 2)) || '_' || split_part(number, '-', 1) AS series,
            max(split_part(number, '-', 3)::bigint) AS most
          FROM kernel.docket WHERE county = $1 AND number ~ '^\\d{4}-[A-Z]{1,3}-\\d+$' GROUP BY 1) g
    LEFT JOIN pg_sequences s ON s.schemaname = 'kernel' AND s.sequencename = 'n_' || $1 || '_' || g.series
    WHERE g.most > coalesce(s.last_value, 0)`,
  values: [county],
})

/** Rows of a module's table that no docket knows; `table` is written in code, never typed by anybody. */
export const rowsWithoutDocketIn = (table: string, county: string): Statement => ({
  text: `SELECT t.id FROM ${table} t WHERE t.county = $1
    AND NOT EXISTS (SELECT FROM kernel.docket d WHERE d.county = t.county AND d.id = t.id) LIMIT 1000`,
  values: [county],
})

export type Beside = Row & {
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly seq: number
  readonly hash: Buffer
  readonly changed_at: Date
  readonly j_seq: number | null
  readonly j_hash: Buffer | null
  readonly j_state: string | null
}
