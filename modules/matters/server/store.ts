import { type Columns, insertBy, patchBy, readBy } from '@gongzhi/kernel/server/columns.ts'
import { prepared, type Row, type Statement } from '@gongzhi/kernel/server/db.ts'
import type { Child, Matter, Reception } from '../rules/matter.ts'

/* The rows of the loop. Lists and figures have stores of their own. */

type Stored = Omit<Matter, 'limit' | 'assistsOpen' | 'ordersOpen'> & {
  limitAmount: number | null
  limitUnit: string | null
}

const MATTER: Columns<Stored> = {
  unitCode: { column: 'unit_code' },
  party: { column: 'party' },
  variant: { column: 'variant' },
  category: { column: 'category' },
  level: { column: 'level' },
  text: { column: 'body' },
  fields: { column: 'fields', kind: 'json' },
  spot: { column: 'spot' },
  grid: { column: 'grid' },
  lat: { column: 'lat' },
  lng: { column: 'lng' },
  channel: { column: 'channel' },
  photos: { column: 'photos' },
  nameEnc: { column: 'name_enc' },
  phoneEnc: { column: 'phone_enc' },
  sealed: { column: 'sealed' },
  aboutOrg: { column: 'about_org' },
  reception: { column: 'reception' },
  firstOrg: { column: 'first_org' },
  tier: { column: 'tier' },
  leadOrg: { column: 'lead_org' },
  handler: { column: 'handler' },
  duty: { column: 'duty' },
  acceptedAt: { column: 'accepted_at', kind: 'instant' },
  acceptDueAt: { column: 'accept_due_at', kind: 'instant' },
  limitFromAt: { column: 'limit_from_at', kind: 'instant' },
  limitAmount: { column: 'limit_amount' },
  limitUnit: { column: 'limit_unit' },
  limitBasis: { column: 'limit_basis' },
  pauses: { column: 'pauses', kind: 'json' },
  wakeAt: { column: 'wake_at', kind: 'instant' },
  extensionBy: { column: 'extension_by' },
  extensionDays: { column: 'extension_days' },
  extensionGranted: { column: 'extension_granted' },
  round: { column: 'round' },
  returns: { column: 'returns' },
  outcome: { column: 'outcome' },
  outcomeText: { column: 'outcome_text' },
  concludedAt: { column: 'concluded_at', kind: 'instant' },
  concludeDueAt: { column: 'conclude_due_at', kind: 'instant' },
  answerText: { column: 'answer_text' },
  visitTries: { column: 'visit_tries' },
  visitOutcome: { column: 'visit_outcome' },
  visitedAt: { column: 'visited_at', kind: 'instant' },
  satisfied: { column: 'satisfied' },
  ratedAt: { column: 'rated_at', kind: 'instant' },
  declinedFor: { column: 'declined_for' },
  mergedInto: { column: 'merged_into' },
  remindedDueAt: { column: 'reminded_due_at', kind: 'instant' },
  supervisedDueAt: { column: 'supervised_due_at', kind: 'instant' },
}

const flat = (change: Partial<Matter>): Partial<Stored> => {
  const { limit, assistsOpen: _a, ordersOpen: _o, ...rest } = change
  return limit === undefined ? rest : { ...rest, limitAmount: limit?.amount ?? null, limitUnit: limit?.unit ?? null }
}

/** A matter with the number of its open co-units and supervision orders. */
export const loadMatter = (county: string, id: string): Statement =>
  prepared(
    `SELECT m.*, (SELECT coalesce(json_agg(c.kind), '[]') FROM kernel.docket c
        WHERE c.county = m.county AND c.parent = m.id AND c.closed_at IS NULL) AS open_children
     FROM matters.matter m WHERE m.county = $1 AND m.id = $2`,
    [county, id],
  )

export const readMatter = (row: Row): Matter => {
  const { limitAmount, limitUnit, ...rest } = readBy<Stored>(MATTER, row)
  const children = row.open_children as string[]
  return {
    ...rest,
    limit: limitAmount === null ? null : { amount: limitAmount, unit: limitUnit as 'workday' | 'day' | 'hour' },
    assistsOpen: children.filter((kind) => kind === 'assist').length,
    ordersOpen: children.filter((kind) => kind === 'order').length,
  }
}

export const insertMatter = (county: string, id: string, row: Matter): Statement =>
  insertBy('matters.matter', MATTER, county, id, flat(row) as Stored)
export const patchMatter = (county: string, id: string, change: Partial<Matter>): Statement | undefined =>
  patchBy('matters.matter', MATTER, county, id, flat(change))

const CHILD: Columns<Child> = {
  kind: { column: 'kind' },
  matter: { column: 'matter' },
  unitCode: { column: 'unit_code' },
  aboutOrg: { column: 'about_org' },
  org: { column: 'org' },
  byOrg: { column: 'by_org' },
  text: { column: 'body' },
  days: { column: 'days' },
  place: { column: 'place' },
  meetAt: { column: 'meet_at', kind: 'instant' },
  reply: { column: 'reply' },
  repliedBy: { column: 'replied_by' },
  comes: { column: 'comes' },
  townGood: { column: 'town_good' },
  orgGood: { column: 'org_good' },
  reminded: { column: 'reminded' },
}
export const loadChild = (county: string, id: string): Statement =>
  prepared('SELECT * FROM matters.child WHERE county = $1 AND id = $2', [county, id])
export const readChild = (row: Row): Child => readBy(CHILD, row)
export const insertChild = (county: string, id: string, row: Child): Statement =>
  insertBy('matters.child', CHILD, county, id, row)
export const patchChild = (county: string, id: string, change: Partial<Child>): Statement | undefined =>
  patchBy('matters.child', CHILD, county, id, change)

const RECEPTION: Columns<Omit<Reception, 'booked' | 'bookedBy'>> = {
  studio: { column: 'studio' },
  fromAt: { column: 'from_at', kind: 'instant' },
  toAt: { column: 'to_at', kind: 'instant' },
  delegates: { column: 'delegates' },
  capacity: { column: 'capacity' },
}
export const loadReception = (county: string, id: string): Statement =>
  prepared(
    `SELECT r.*, (SELECT coalesce(json_agg(b.account), '[]') FROM matters.booking b WHERE b.county = r.county AND b.reception = r.id) AS booked_by
     FROM matters.reception r WHERE r.county = $1 AND r.id = $2`,
    [county, id],
  )
export const readReception = (row: Row): Reception => {
  const bookedBy = row.booked_by as string[]
  return { ...readBy<Omit<Reception, 'booked' | 'bookedBy'>>(RECEPTION, row), booked: bookedBy.length, bookedBy }
}
export const insertReception = (
  county: string,
  id: string,
  { booked: _b, bookedBy: _c, ...row }: Reception,
): Statement => insertBy('matters.reception', RECEPTION, county, id, row)
export const insertBooking = (county: string, reception: string, account: string, about: string): Statement =>
  prepared('INSERT INTO matters.booking (county, reception, account, about) VALUES ($1, $2, $3, $4)', [
    county,
    reception,
    account,
    about,
  ])

/** State of another matter, for mergers. */
export const findTarget = (county: string, id: string): Statement =>
  prepared(`SELECT id, state, number, kind FROM kernel.docket WHERE county = $1 AND id = $2`, [county, id])

/** Open matters merged into one. */
export const listMergedInto = (county: string, id: string): Statement =>
  prepared(
    `SELECT m.id FROM matters.matter m JOIN kernel.docket d ON d.county = m.county AND d.id = m.id
     WHERE m.county = $1 AND m.merged_into = $2 AND d.state = 'merged' ORDER BY m.id`,
    [county, id],
  )

/** Open co-units of a matter. */
export const listOpenAssists = (county: string, id: string): Statement =>
  prepared(`SELECT id FROM kernel.docket WHERE county = $1 AND parent = $2 AND kind = 'assist' AND closed_at IS NULL`, [
    county,
    id,
  ])

/** Open subjects of a village, for a merger of villages (I06). */
export const listOpenAt = (county: string, units: readonly string[]): Statement =>
  prepared(
    `SELECT id, kind FROM kernel.docket WHERE county = $1 AND unit_code = ANY($2) AND closed_at IS NULL
       AND kind IN ('matter', 'assist', 'order', 'whistle') ORDER BY id`,
    [county, units],
  )

/** What everybody may read of a closed matter; kept once. */
export const publish = (county: string, id: string): Statement =>
  prepared(
    `INSERT INTO matters.public_matter (county, id, number, unit_code, category, outcome, outcome_text, org, opened_on, closed_on, workdays, satisfied)
     SELECT d.county, d.id, d.number, d.unit_code, m.category, m.outcome, m.outcome_text, coalesce(m.lead_org, m.first_org),
       (d.opened_at AT TIME ZONE 'Asia/Shanghai')::date, (d.closed_at AT TIME ZONE 'Asia/Shanghai')::date,
       greatest(0, coalesce(b.upto, 0) - coalesce(a.upto, 0)), m.satisfied
     FROM kernel.docket d JOIN matters.matter m ON m.county = d.county AND m.id = d.id
     LEFT JOIN kernel.workday a ON a.day = (d.opened_at AT TIME ZONE 'Asia/Shanghai')::date
     LEFT JOIN kernel.workday b ON b.day = (d.closed_at AT TIME ZONE 'Asia/Shanghai')::date
     WHERE d.county = $1 AND d.id = $2 AND d.state = 'closed' AND NOT m.sealed AND m.about_org IS NULL
       AND m.variant = 'matter' AND m.category <> ALL (ARRAY['dispute', 'livelihood', 'opinion'])
     ON CONFLICT DO NOTHING`,
    [county, id],
  )

/** Duties and settings of every county served. */
export const allDuties: Statement = prepared('SELECT * FROM matters.duty ORDER BY county, no', [])
export const allSettings: Statement = prepared('SELECT * FROM matters.setting', [])

/** When this person last read the reporter's identity here, with a reason. */
export const lastLook = (county: string, id: string, account: string): Statement =>
  prepared(
    `SELECT max(at) AS at FROM kernel.journal WHERE county = $1 AND subject = $2 AND act = 'look' AND actor = $3`,
    [county, id, account],
  )
