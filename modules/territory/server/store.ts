import type { Row, Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'

/** Raised whenever divisions or organisations changed. */
export const readStamp: Statement = prepared('SELECT n FROM territory.stamp', [])
export const raiseStamp: Statement = prepared('UPDATE territory.stamp SET n = n + 1', [])

// a county is served when organisations are seated in it: divisions of the whole country may be loaded beside
const SERVED = 'SELECT DISTINCT county FROM territory.organisation'

/** Divisions of the served counties and the units above them, in order of code. */
export const servedDivisions: Statement = prepared(
  `SELECT code, name, short, level, parent, valid_from::text, valid_to::text, successor, point_lat, point_lng, schematic
   FROM territory.division d
   WHERE county IN (${SERVED})
      OR (county IS NULL AND EXISTS (SELECT FROM (${SERVED}) s WHERE left(s.county, 2) || '0000000000' = d.code OR left(s.county, 4) || '00000000' = d.code))
   ORDER BY code`,
  [],
)

/** Every organisation, in order of id. */
export const servedOrganisations: Statement = prepared(
  `SELECT county, id, kind, name, seat, phone, valid_from::text, valid_to::text, successor
   FROM territory.organisation ORDER BY county, id`,
  [],
)

/** Grids of a village. */
export const gridsOf = (county: string, village: string): Statement =>
  prepared(
    `SELECT code, name, area, phone, supervision, (SELECT coalesce(array_agg(number ORDER BY number), '{}')
       FROM territory.grid_group n WHERE n.county = g.county AND n.grid = g.code) AS groups
     FROM territory.grid g WHERE county = $1 AND village = $2 ORDER BY code`,
    [county, village],
  )

/** Studios of a county whose seat begins with `unit`. */
export const studiosOf = (county: string, unit: string): Statement =>
  prepared(
    `SELECT id, host_kind, host, name, seat, hours, delegates, capacity FROM territory.studio
     WHERE county = $1 AND seat ^@ $2 ORDER BY id`,
    [county, unit],
  )

/** Mergers of a county, newest first, with their numbers. */
export const mergesOf = (county: string): Statement =>
  prepared(
    `SELECT m.id, d.number, m.from_codes, m.into_code, m.merged_on::text, m.people, m.matters
     FROM territory.merge m JOIN kernel.docket d ON d.county = m.county AND d.id = m.id
     WHERE m.county = $1 ORDER BY m.merged_on DESC, m.id DESC`,
    [county],
  )

/** Makes mergers of one county wait for each other until the transaction ends. */
export const lockMerging = (county: string): Statement => ({
  text: 'SELECT pg_advisory_xact_lock(hashtext($1))',
  values: [`territory.merge ${county}`],
})

/** The divisions under these codes, as they stand now. */
export const divisionsNow = (codes: readonly string[]): Statement =>
  prepared(
    `SELECT code, name, level, parent, valid_to IS NOT NULL AS ended, point_lat, point_lng FROM territory.division
     WHERE code = ANY ($1)`,
    [codes],
  )

/** Organisations in force at these seats. */
export const organisationsAt = (county: string, seats: readonly string[]): Statement =>
  prepared(
    `SELECT id, kind, seat, phone FROM territory.organisation
     WHERE county = $1 AND seat = ANY ($2) AND valid_to IS NULL ORDER BY seat, id`,
    [county, seats],
  )

export type MergeRow = {
  readonly from: readonly string[]
  readonly into: string
  readonly name: string
  readonly on: string
  readonly basis: string
  readonly people: number
  readonly matters: number
}

export const loadMerge = (county: string, id: string): Statement =>
  prepared(
    `SELECT from_codes, into_code, into_name, merged_on::text, basis, people, matters FROM territory.merge
     WHERE county = $1 AND id = $2`,
    [county, id],
  )

export const readMerge = (r: Row): MergeRow => ({
  from: r.from_codes as string[],
  into: r.into_code as string,
  name: r.into_name as string,
  on: r.merged_on as string,
  basis: r.basis as string,
  people: r.people as number,
  matters: r.matters as number,
})

export const insertMerge = (county: string, id: string, row: MergeRow): Statement =>
  prepared(
    `INSERT INTO territory.merge (county, id, from_codes, into_code, into_name, merged_on, basis, people, matters)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [county, id, row.from, row.into, row.name, row.on, row.basis, row.people, row.matters],
  )

/** Adds to what a merger moved: called by the modules that move it, within the transaction in which they do. */
export const addMoved = (county: string, merge: string, what: 'people' | 'matters', count: number): Statement =>
  prepared(`UPDATE territory.merge SET people = people + $3, matters = matters + $4 WHERE county = $1 AND id = $2`, [
    county,
    merge,
    what === 'people' ? count : 0,
    what === 'matters' ? count : 0,
  ])

/** Ends divisions on a day and names what they became. */
export const endDivisions = (codes: readonly string[], on: string, successor: string): Statement =>
  prepared(
    `UPDATE territory.division SET valid_to = greatest($2::date, valid_from), successor = $3
     WHERE code = ANY ($1) AND valid_to IS NULL`,
    [codes, on, successor],
  )

/** A village that is new from a day on; its point is the middle of those it was made of. */
export const insertVillage = (
  code: string,
  name: string,
  short: string,
  on: string,
  point: readonly [number, number] | null,
): Statement =>
  prepared(
    `INSERT INTO territory.division (code, county, name, short, level, parent, valid_from, point_lat, point_lng, schematic)
     VALUES ($1, left($1, 6), $2, $3, 'village', left($1, 9) || '000', $4, $5, $6, $5::float8 IS NOT NULL)`,
    [code, name, short, on, point?.[0] ?? null, point?.[1] ?? null],
  )

export const renameDivision = (code: string, name: string, short: string): Statement =>
  prepared('UPDATE territory.division SET name = $2, short = $3 WHERE code = $1 AND name <> $2', [code, name, short])

export type NewOrganisation = {
  readonly seat: string
  readonly kind: string
  readonly name: string
  readonly phone: string | null
}

/** Makes organisations that are not there yet. */
export const insertOrganisations = (county: string, on: string, orgs: readonly NewOrganisation[]): Statement =>
  prepared(
    `INSERT INTO territory.organisation (county, id, kind, name, seat, phone, valid_from)
     SELECT $1, o.seat || '.' || o.kind, o.kind, o.name, o.seat, o.phone, $2
     FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) AS o(seat, kind, name, phone)
     ON CONFLICT (county, id) DO NOTHING`,
    [county, on, orgs.map((o) => o.seat), orgs.map((o) => o.kind), orgs.map((o) => o.name), orgs.map((o) => o.phone)],
  )

/** Closes the organisations of ended villages; each is succeeded by the same kind at the new seat. */
export const endOrganisations = (county: string, seats: readonly string[], on: string, into: string): Statement =>
  prepared(
    `UPDATE territory.organisation SET valid_to = greatest($3::date, valid_from), successor = $4 || '.' || kind
     WHERE county = $1 AND seat = ANY ($2) AND valid_to IS NULL`,
    [county, seats, on, into],
  )

/** Grids go over to the new village under their old codes (R22). */
export const moveGrids = (county: string, villages: readonly string[], into: string): Statement =>
  prepared('UPDATE territory.grid SET village = $3 WHERE county = $1 AND village = ANY ($2)', [county, villages, into])

export const moveStudios = (county: string, villages: readonly string[], into: string): Statement =>
  prepared(
    `UPDATE territory.studio SET host = CASE WHEN host = ANY ($2) THEN $3 ELSE host END, seat = $3
     WHERE county = $1 AND seat = ANY ($2)`,
    [county, villages, into],
  )

/** One studio. */
export const studioOf = (county: string, id: string): Statement =>
  prepared('SELECT id, name, seat, host_kind, host FROM territory.studio WHERE county = $1 AND id = $2', [county, id])

/** One grid; its code begins with the county. */
export const gridOf = (code: string): Statement =>
  prepared('SELECT name, village FROM territory.grid WHERE county = $1 AND code = $2', [code.slice(0, 6), code])
