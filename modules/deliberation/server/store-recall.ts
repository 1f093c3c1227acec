import { type Columns, insertBy, patchBy, readBy } from '@gongzhi/kernel/server/columns.ts'
import { prepared, type Row, type Statement } from '@gongzhi/kernel/server/db.ts'
import type { Recall } from '../rules/recall.ts'
import { roomFor } from './store-election.ts'

/* Recalls of members of a council (D08). */

type Stored = Omit<Recall, 'room'>
const RECALL: Columns<Stored> = {
  unitCode: { column: 'unit_code' },
  body: { column: 'body' },
  member: { column: 'member' },
  reason: { column: 'reason' },
  alsoChair: { column: 'also_chair' },
  proposers: { column: 'proposers' },
  call: { column: 'call', kind: 'json' },
  heard: { column: 'heard' },
  ballot: { column: 'ballot', kind: 'json' },
  digest: { column: 'digest' },
}
export const loadRecall = (county: string, id: string): Statement =>
  prepared(`SELECT r.*, ${roomFor('r')} AS room FROM deliberation.recall r WHERE r.county = $1 AND r.id = $2`, [
    county,
    id,
  ])
export const readRecall = (row: Row): Recall => ({ ...readBy<Stored>(RECALL, row), room: row.room as Recall['room'] })
const bare = <V extends Partial<Recall>>({ room: _, ...row }: V) => row
export const insertRecall = (county: string, id: string, row: Recall): Statement =>
  insertBy('deliberation.recall', RECALL, county, id, bare(row) as Stored)
export const patchRecall = (county: string, id: string, change: Partial<Recall>): Statement | undefined =>
  patchBy('deliberation.recall', RECALL, county, id, bare(change))

/** The member a recall is about, with the sealed name. */
export const findConcerned = (county: string, recall: string): Statement =>
  prepared(
    `SELECT m.id, m.account, m.name_enc, m.shown FROM deliberation.recall r
     JOIN people.member m ON m.county = r.county AND m.id = r.member WHERE r.county = $1 AND r.id = $2`,
    [county, recall],
  )
/** Members entitled in a body on a day: their ids. */
export const entitledIn = (county: string, body: string, on: string): Statement =>
  prepared(
    `SELECT id FROM people.member WHERE county = $1 AND body = $2 AND NOT suspended AND ended_on IS NULL
       AND from_on <= $3::date AND until_on >= $3::date ORDER BY id`,
    [county, body, on],
  )
export const listRecalls = (county: string, unit: string): Statement =>
  prepared(
    `SELECT d.id, d.number, d.title, d.state, d.unit_code FROM deliberation.recall r
     JOIN kernel.docket d ON d.county = r.county AND d.id = r.id
     WHERE r.county = $1 AND r.unit_code ^@ $2 ORDER BY d.opened_at DESC, r.id DESC LIMIT 50`,
    [county, unit],
  )
/** Recalls whose numbers were hashed. */
export const hashedRecalls = (county: string): Statement =>
  prepared(
    `SELECT r.*, NULL::json AS room FROM deliberation.recall r WHERE r.county = $1 AND r.digest IS NOT NULL ORDER BY r.id`,
    [county],
  )
