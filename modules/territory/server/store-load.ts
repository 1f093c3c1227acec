import type { Statement } from '@gongzhi/kernel/server/db.ts'

export const writeStamp = 'UPDATE territory.stamp SET n = n + 1'

export type DivisionRow = {
  readonly code: string
  readonly county: string | null
  readonly name: string
  readonly short: string
  readonly level: string
  readonly parent: string | null
  readonly category: number | null
}

/** Adds divisions and corrects names; what a merger ended, made or renamed is left alone. */
export const upsertDivisions = (rows: readonly DivisionRow[], on: string): Statement => ({
  text: `INSERT INTO territory.division AS d (code, county, name, short, level, parent, category, valid_from)
    SELECT r.*, $8::date
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[]) AS r
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, short = excluded.short, category = coalesce(excluded.category, d.category)
    WHERE d.valid_to IS NULL
      AND (d.name, d.short, d.category) IS DISTINCT FROM (excluded.name, excluded.short, coalesce(excluded.category, d.category))
      AND NOT EXISTS (SELECT FROM territory.merge m WHERE m.county = d.county AND m.into_code = d.code)`,
  values: [
    rows.map((r) => r.code),
    rows.map((r) => r.county),
    rows.map((r) => r.name),
    rows.map((r) => r.short),
    rows.map((r) => r.level),
    rows.map((r) => r.parent),
    rows.map((r) => r.category),
    on,
  ],
})

/** Sets the points of divisions; `schematic` ones never replace a measured one. */
export const setPoints = (
  points: readonly { code: string; lat: number; lng: number }[],
  schematic: boolean,
): Statement => ({
  text: `UPDATE territory.division d SET point_lat = p.lat, point_lng = p.lng, schematic = $4
    FROM unnest($1::text[], $2::float8[], $3::float8[]) AS p(code, lat, lng)
    WHERE d.code = p.code AND (d.point_lat IS NULL OR d.schematic)`,
  values: [points.map((p) => p.code), points.map((p) => p.lat), points.map((p) => p.lng), schematic],
})

export type LoadedOrganisation = {
  readonly county: string
  readonly seat: string
  readonly kind: string
  readonly name: string
  readonly phone: string | null
}

/** Adds organisations of any counties. */
export const loadOrganisations = (orgs: readonly LoadedOrganisation[], on: string): Statement => ({
  text: `INSERT INTO territory.organisation (county, id, kind, name, seat, phone, valid_from)
    SELECT o.county, o.seat || '.' || o.kind, o.kind, o.name, o.seat, o.phone, $6
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) AS o(county, seat, kind, name, phone)
    ON CONFLICT (county, id) DO NOTHING`,
  values: [
    orgs.map((o) => o.county),
    orgs.map((o) => o.seat),
    orgs.map((o) => o.kind),
    orgs.map((o) => o.name),
    orgs.map((o) => o.phone),
    on,
  ],
})

export type Grid = {
  readonly code: string
  readonly village: string
  readonly name: string
  readonly area: string
  readonly phone: string | null
  readonly supervision: string | null
  /** Numbers of the 村民小组 it takes in; no group lies in two grids (C05). */
  readonly groups: readonly number[]
}

/** Adds grids; the county is read off the village code. */
export const loadGrids = (grids: readonly Grid[]): Statement => ({
  text: `INSERT INTO territory.grid (county, code, village, name, area, phone, supervision)
    SELECT left(g.village, 6), g.* FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
      AS g(code, village, name, area, phone, supervision)
    ON CONFLICT (county, code) DO NOTHING`,
  values: [
    grids.map((g) => g.code),
    grids.map((g) => g.village),
    grids.map((g) => g.name),
    grids.map((g) => g.area),
    grids.map((g) => g.phone),
    grids.map((g) => g.supervision),
  ],
})

/** Says which groups each grid takes in. */
export const loadGridGroups = (grids: readonly Grid[]): Statement => {
  const pairs = grids.flatMap((grid) => grid.groups.map((number) => ({ grid: grid.code, number })))
  return {
    text: `INSERT INTO territory.grid_group (county, origin, number, grid)
      SELECT left(grid, 6), left(grid, 12), number, grid FROM unnest($1::text[], $2::int[]) AS g(grid, number)
      ON CONFLICT (county, origin, number) DO NOTHING`,
    values: [pairs.map((pair) => pair.grid), pairs.map((pair) => pair.number)],
  }
}

export type Studio = {
  readonly id: string
  readonly hostKind: 'department' | 'enterprise' | 'town' | 'village'
  readonly host: string
  readonly name: string
  readonly seat: string
  readonly hours: string
  readonly delegates: readonly string[]
  readonly capacity: number
}

/** Adds studios; the county is read off the seat. Delegates travel as JSON: PostgreSQL has no ragged arrays. */
export const loadStudios = (studios: readonly Studio[]): Statement => ({
  text: `INSERT INTO territory.studio (county, id, host_kind, host, name, seat, hours, delegates, capacity)
    SELECT left(s.seat, 6), s.id, s.host_kind, s.host, s.name, s.seat, s.hours,
           ARRAY(SELECT jsonb_array_elements_text(s.delegates)), s.capacity
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::int[])
      AS s(id, host_kind, host, name, seat, hours, delegates, capacity)
    ON CONFLICT (county, id) DO NOTHING`,
  values: [
    studios.map((s) => s.id),
    studios.map((s) => s.hostKind),
    studios.map((s) => s.host),
    studios.map((s) => s.name),
    studios.map((s) => s.seat),
    studios.map((s) => s.hours),
    studios.map((s) => JSON.stringify(s.delegates)),
    studios.map((s) => s.capacity),
  ],
})

/** Grids of a county by their codes. */
export const findGrids = (county: string, codes: readonly string[]): Statement => ({
  text: `SELECT code, village, name, area, phone, supervision, (SELECT coalesce(array_agg(number ORDER BY number), '{}')
      FROM territory.grid_group n WHERE n.county = g.county AND n.grid = g.code) AS groups
    FROM territory.grid g WHERE county = $1 AND code = ANY ($2)`,
  values: [county, codes],
})

/** Groups of some villages with the grid each lies in. */
export const groupsOf = (county: string, villages: readonly string[]): Statement => ({
  text: 'SELECT origin, number, grid FROM territory.grid_group WHERE county = $1 AND origin = ANY ($2)',
  values: [county, villages],
})

/** Changes what is said of a grid; its code and village stay. */
export const changeGrid = (grid: Grid): Statement => ({
  text: `UPDATE territory.grid SET name = $3, area = $4, phone = coalesce($5, phone), supervision = coalesce($6, supervision)
    WHERE county = $1 AND code = $2`,
  values: [grid.village.slice(0, 6), grid.code, grid.name, grid.area, grid.phone, grid.supervision],
})
