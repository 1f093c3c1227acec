import { prepared, type Statement } from '@gongzhi/kernel/server/db.ts'

/** Where to look for the same thing: the open matters of one village since an instant. */
export type NearBy = {
  readonly county: string
  readonly unit: string
  /** The least id of that instant: ids are in order of time. */
  readonly since: string
  readonly except: string | null
  readonly most: number
}

const words = `d.*, m.spot, m.grid, m.lat, m.lng, m.body, m.sealed, m.about_org, w.bigrams,
  ARRAY(SELECT p.print FROM files.file p WHERE p.id = ANY (m.photos) AND p.print IS NOT NULL) AS prints,
  (SELECT count(*)::int FROM matters.matter j WHERE j.county = d.county AND j.merged_into = d.id) AS joined`
const beside = `JOIN matters.matter m ON m.county = d.county AND m.id = d.id
     LEFT JOIN kernel.docket_words w ON w.county = d.county AND w.id = d.id`

/** Open matters of a village, newest first, with what they are compared by: an index range of the village's newest ids. */
export const listNear = ({ county, unit, since, except, most }: NearBy): Statement =>
  prepared(
    `SELECT ${words}
     FROM (SELECT * FROM kernel.docket WHERE county = $1 AND unit_code = $2 AND id >= $3::uuid AND kind = 'matter'
         AND closed_at IS NULL AND state NOT IN ('merged', 'concluded', 'answered', 'visited')
         AND ($4::uuid IS NULL OR id <> $4::uuid)
       ORDER BY id DESC LIMIT $5) d
     ${beside}`,
    [county, unit, since, except, most],
  )

/** One matter with what it is compared by. */
export const loadForNear = (county: string, id: string): Statement =>
  prepared(`SELECT ${words} FROM kernel.docket d ${beside} WHERE d.county = $1 AND d.id = $2 AND d.kind = 'matter'`, [
    county,
    id,
  ])
