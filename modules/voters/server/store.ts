import { type Columns, readBy, tableOf } from '@gongzhi/kernel/server/columns.ts'
import { prepared, type Row, type Statement } from '@gongzhi/kernel/server/db.ts'
import type { Listed, Objection, VoterRoll } from '../rules/index.ts'

/* Rows of the roll and of an objection. */

const ROLL: Columns<VoterRoll> = {
  unitCode: { column: 'unit_code' },
  electionDay: { column: 'election_day' },
  seats: { column: 'seats' },
  chosenBy: { column: 'chosen_by' },
  chosenOn: { column: 'chosen_on' },
  committee: { column: 'committee' },
  live: { column: 'live' },
  postedAt: { column: 'posted_at', kind: 'instant' },
  postedVerdict: { column: 'posted_verdict', kind: 'json' },
  objectUntil: { column: 'object_until' },
  postedDigest: { column: 'posted_digest' },
  settledAt: { column: 'settled_at', kind: 'instant' },
  digest: { column: 'digest' },
  voters: { column: 'voters' },
  women: { column: 'women' },
  candidates: { column: 'candidates' },
}
/** Days as they are written, not as instants. */
const ROLL_COLUMNS = `id, county, unit_code, election_day::text, seats, chosen_by, chosen_on::text, committee, live, posted_at,
  posted_verdict, object_until::text, posted_digest, settled_at, digest, voters, women, candidates`
export const {
  load: loadRoll,
  read: readRoll,
  insert: insertRoll,
  patch: patchRoll,
} = tableOf('voters.roll', ROLL, ROLL_COLUMNS)

/** The newest roll of a village that was not annulled, with its docket’s id. */
export const newestRoll = (county: string, unit: string): Statement =>
  prepared(
    `SELECT r.id FROM voters.roll r JOIN kernel.docket d ON d.county = r.county AND d.id = r.id
     WHERE r.county = $1 AND r.unit_code = $2 AND d.state <> 'annulled' ORDER BY r.live DESC, d.opened_at DESC LIMIT 1`,
    [county, unit],
  )
/** What is open and held by some organisations, the most urgent first. */
export const listHeld = (county: string, orgs: readonly string[]): Statement =>
  prepared(
    `SELECT id, kind, number, title, state, unit_code, due_at FROM kernel.docket WHERE county = $1 AND holder_org = ANY ($2)
       AND closed_at IS NULL AND kind IN ('voter-roll', 'roll-objection') ORDER BY due_at NULLS LAST, id LIMIT 100`,
    [county, orgs],
  )
/** Settled rolls of a county, for checking them against what was hashed. */
export const settledRolls = (county: string): Statement =>
  prepared(`SELECT ${ROLL_COLUMNS} FROM voters.roll WHERE county = $1 AND digest IS NOT NULL ORDER BY id`, [county])

const OBJECTION: Columns<Objection> = {
  unitCode: { column: 'unit_code' },
  roll: { column: 'roll' },
  kind: { column: 'kind' },
  aboutEnc: { column: 'about_enc' },
  shown: { column: 'shown' },
  reason: { column: 'reason' },
  account: { column: 'account' },
  byEnc: { column: 'by_enc' },
  own: { column: 'own' },
  lodgedAt: { column: 'lodged_at', kind: 'instant' },
  decideDays: { column: 'decide_days' },
  decision: { column: 'decision' },
  deciders: { column: 'deciders' },
  change: { column: 'change', kind: 'json' },
}
export const {
  load: loadObjection,
  read: readObjection,
  insert: insertObjection,
  patch: patchObjection,
} = tableOf('voters.objection', OBJECTION)
/** Every objection to a roll with where it stands, oldest first. */
export const objectionsTo = (county: string, roll: string): Statement =>
  prepared(
    `SELECT o.*, d.number, d.state, d.due_at FROM voters.objection o
     JOIN kernel.docket d ON d.county = o.county AND d.id = o.id WHERE o.county = $1 AND o.roll = $2 ORDER BY o.lodged_at, d.number`,
    [county, roll],
  )

const LISTED: Columns<Listed> = {
  no: { column: 'no' },
  member: { column: 'member' },
  account: { column: 'account' },
  nameEnc: { column: 'name_enc' },
  shown: { column: 'shown' },
  class: { column: 'class' },
  household: { column: 'household' },
  woman: { column: 'woman' },
  struck: { column: 'struck' },
}
export const readListed = (row: Row): Listed => readBy(LISTED, row)
/** Everybody on a posted roll, struck lines too. */
export const listOf = (county: string, roll: string): Statement =>
  prepared('SELECT * FROM voters.listed WHERE county = $1 AND roll = $2 ORDER BY no', [county, roll])
/** A page of it: lines after a number; `q`: the number, or how the masked name begins. */
export const pageOf = (
  county: string,
  roll: string,
  after: number,
  limit: number,
  q: string | null = null,
): Statement =>
  prepared(
    `SELECT * FROM voters.listed WHERE county = $1 AND roll = $2 AND no > $3 AND NOT struck
       AND ($5::text IS NULL OR no::text = $5 OR shown ^@ $5) ORDER BY no LIMIT $4`,
    [county, roll, after, limit, q],
  )
/** The line of an account. */
export const lineOf = (county: string, roll: string, account: string | null): Statement =>
  prepared(
    'SELECT * FROM voters.listed WHERE county = $1 AND roll = $2 AND account = $3::uuid AND NOT struck LIMIT 1',
    [county, roll, account],
  )
/** One line by its number, struck or not. */
export const lineAt = (county: string, roll: string, no: number): Statement =>
  prepared('SELECT * FROM voters.listed WHERE county = $1 AND roll = $2 AND no = $3', [county, roll, no])
/** Lines by their numbers. */
export const linesAt = (county: string, roll: string, numbers: readonly number[]): Statement =>
  prepared('SELECT * FROM voters.listed WHERE county = $1 AND roll = $2 AND no = ANY($3::int[]) ORDER BY no', [
    county,
    roll,
    numbers,
  ])
