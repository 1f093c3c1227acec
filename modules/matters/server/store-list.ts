import { prepared, type Statement } from '@gongzhi/kernel/server/db.ts'
import { loop, OPEN, stepOf } from '../rules/loop.ts'

/*
 * Lists as PostgreSQL writes them: the JSON of a page is made there and sent as it is. Names of places, units and people
 * come from the reference tables of territory and the masked names of identity.
 */

/** The rule's own steps, told to PostgreSQL. */
const STEP = `CASE WHEN d.kind = 'matter' THEN CASE d.state ${[...OPEN, ...loop.final]
  .map((state) => `WHEN '${state}' THEN ${stepOf(state) ?? 'NULL'}`)
  .join(' ')} END END`

/** The day that an old ledger names, at its beginning in China; else the docket's own instant. */
const dayOf = (
  past: string,
  own: string,
) => `CASE WHEN d.kind = 'past' THEN (SELECT p.${past}::timestamp AT TIME ZONE 'Asia/Shanghai'
    FROM matters.past p WHERE p.county = d.county AND p.id = d.id) ELSE d.${own} END`

/** One line of any list, of alias d; $now is a parameter number. */
const line = (now: number) => `json_build_object(
  'id', d.id, 'kind', d.kind, 'number', d.number, 'title', d.title, 'state', d.state, 'category', d.category,
  'level', d.level, 'unit', json_build_object('code', d.unit_code, 'name', coalesce(v.short, d.unit_code)),
  'town', CASE WHEN w.code IS NOT NULL AND w.code <> d.unit_code THEN json_build_object('code', w.code, 'name', w.short) END,
  'holder', json_build_object('org', o.name, 'name', a.shown),
  'step', ${STEP}, 'dueAt', d.due_at, 'pausedFor', d.paused_for, 'supervised', d.supervised,
  'left', CASE WHEN d.due_at IS NULL OR d.closed_at IS NOT NULL THEN NULL
    WHEN d.due_at < $${now}::timestamptz THEN -greatest(1, t.upto - u.upto) ELSE u.upto - t.upto END,
  'joined', (SELECT count(*)::int FROM matters.matter j WHERE j.county = d.county AND j.merged_into = d.id),
  'openedAt', ${dayOf('reported_on', 'opened_at')}, 'closedAt', ${dayOf('concluded_on', 'closed_at')}, 'parent', d.parent)`

const named = (now: number) => `
  LEFT JOIN territory.division v ON v.code = d.unit_code
  LEFT JOIN territory.division w ON w.code = d.town || '000'
  LEFT JOIN territory.organisation o ON o.county = d.county AND o.id = d.holder_org
  LEFT JOIN identity.account a ON a.county = d.county AND a.id = d.holder
  LEFT JOIN kernel.workday u ON u.day = (d.due_at AT TIME ZONE 'Asia/Shanghai')::date
  LEFT JOIN kernel.workday t ON t.day = ($${now}::timestamptz AT TIME ZONE 'Asia/Shanghai')::date`

/** A page: the lines, and the id to go on from when there are more. */
const page = (rows: string, now: number, size: number, next: string) => `
  SELECT json_build_object(
    'rows', coalesce(json_agg(${line(now)} ORDER BY d.n), '[]'::json),
    'next', CASE WHEN count(*) = $${size}::int THEN ${next} END)::text AS page
  FROM (SELECT q.*, row_number() OVER () AS n FROM (${rows}) q) d ${named(now)}`

/**
 * The size of a page stands in the text: behind a parameter PostgreSQL takes a tenth of the county for a page, finds that
 * dear, and plans anew each time, which costs more than the page itself.
 */
const limit = (size: number): number => {
  if (!Number.isInteger(size) || size < 1 || size > 100) throw new RangeError(`page of ${size}`)
  return size
}

const NEXT_ID = `(array_agg(d.id ORDER BY d.n DESC))[1]::text`

export type ListFilter = {
  readonly county: string
  /** Prefix of the division code: county, town or village. */
  readonly unit: string
  readonly now: Date
  readonly size: number
  readonly before: string | null
  readonly state?: string | undefined
  readonly open?: boolean | undefined
  readonly category?: string | undefined
  readonly level?: string | undefined
  /** Only what these units hold or have handled: for those who do not see their whole stretch. */
  readonly units?: readonly string[] | undefined
  readonly numbers?: readonly string[] | undefined
}

/** What the filter asks beside the place, over the docket as alias d. */
export const asked = (f: Omit<ListFilter, 'size'>, param: (value: unknown) => string): string[] => {
  // old ledgers stand beside the matters of the loop, unless they were taken back
  const where = [`d.county = $3`, `(d.kind = 'matter' OR (d.kind = 'past' AND d.state = 'kept'))`]
  if (f.state !== undefined) where.push(`d.state = ${param(f.state)}`)
  if (f.open === true) where.push(`d.kind = 'matter' AND d.closed_at IS NULL`)
  if (f.open === false) where.push(`(d.kind = 'past' OR d.closed_at IS NOT NULL)`)
  if (f.category !== undefined) where.push(`d.category = ${param(f.category)}`)
  if (f.level !== undefined) where.push(`d.level = ${param(f.level)}`)
  if (f.numbers !== undefined) where.push(`number = ANY(${param(f.numbers)}::text[])`)
  if (f.units !== undefined) {
    const units = param(f.units)
    where.push(`(d.holder_org = ANY(${units}::text[]) OR EXISTS (SELECT FROM matters.matter m WHERE m.county = d.county
      AND m.id = d.id AND (m.lead_org = ANY(${units}::text[]) OR m.first_org = ANY(${units}::text[]))))`)
  }
  return where
}

/** Matters of a place, newest first; a county, town and village each have an index of their own. */
export const listMatters = (f: ListFilter): Statement => {
  const values: unknown[] = [f.now, f.size, f.county]
  const param = (value: unknown) => `$${values.push(value)}`
  const where = asked(f, param)
  if (f.unit.length === 12) where.push(`d.unit_code = ${param(f.unit)}`)
  else if (f.unit.length === 9) where.push(`d.town = ${param(f.unit)}`)
  if (f.before !== null) where.push(`d.id < ${param(f.before)}::uuid`)
  return prepared(
    page(
      `SELECT d.* FROM kernel.docket d WHERE ${where.join(' AND ')} ORDER BY d.id DESC LIMIT ${limit(f.size)}`,
      1,
      2,
      NEXT_ID,
    ),
    values,
  )
}

/** Matters whose words hold every bigram and the needle itself, newest first, within the reach of the caller. */
export const searchMatters = (f: ListFilter, grams: readonly string[], needle: string): Statement => {
  const place = [f.unit.padEnd(12, '0'), f.unit.padEnd(12, '9')]
  const values: unknown[] = [f.now, f.size, f.county, grams, needle, f.before, ...place]
  const where = asked(f, (value) => `$${values.push(value)}`)
  return prepared(
    page(
      `SELECT d.* FROM kernel.search_docket($3, $4, $5, 500, $6::uuid) s JOIN kernel.docket d ON d.county = $3 AND d.id = s
       WHERE ${where.join(' AND ')} AND d.unit_code >= $7 AND d.unit_code <= $8 ORDER BY d.id DESC LIMIT ${limit(f.size)}`,
      1,
      2,
      NEXT_ID,
    ),
    values,
  )
}

/** What a person reported, newest first. */
export const listMine = (
  county: string,
  party: string,
  /** A query code shows this one and no other. */
  only: string | null,
  now: Date,
  size: number,
  before: string | null,
): Statement =>
  prepared(
    page(
      `SELECT * FROM kernel.docket WHERE county = $3 AND party = $4 AND kind = 'matter' AND ($5::uuid IS NULL OR id < $5::uuid) AND ($6::uuid IS NULL OR id = $6::uuid)
       ORDER BY id DESC LIMIT ${limit(size)}`,
      1,
      2,
      NEXT_ID,
    ),
    [now, size, county, party, before, only],
  )

export type Box = 'mine' | 'unit' | 'due-soon' | 'overdue' | 'supervised'

const BOXES: Record<Box, string> = {
  mine: `(holder = $5 OR (holder IS NULL AND holder_org = ANY($4::text[])))`,
  unit: `holder_org = ANY($4::text[])`,
  'due-soon': `holder_org = ANY($4::text[]) AND due_at >= $1 AND due_at < $6`,
  overdue: `(holder_org = ANY($4::text[]) OR unit_code ^@ ANY($7::text[])) AND due_at < $1`,
  supervised: `(holder_org = ANY($4::text[]) OR unit_code ^@ ANY($7::text[])) AND kind = 'order'`,
}

export type InboxOf = {
  readonly county: string
  readonly orgs: readonly string[]
  readonly account: string
  readonly now: Date
  readonly soon: Date
  /** Stretches overseen as a whole; empty for those who only see their unit's. */
  readonly overseen: readonly string[]
  readonly size: number
  /** `<ISO due>,<id>` of the last row, or null. */
  readonly after: string | null
}

const inboxValues = (i: InboxOf) => [i.now, i.size, i.county, i.orgs, i.account, i.soon, i.overseen]

/** A box, most urgent first; what has no deadline comes last. */
export const listBox = (box: Box, i: InboxOf): Statement => {
  const [due = null, id = null] = i.after?.split(',') ?? []
  return prepared(
    page(
      `SELECT * FROM kernel.docket
       WHERE county = $3 AND closed_at IS NULL AND kind IN ('matter', 'assist', 'order', 'whistle') AND ${BOXES[box]}
         AND ($8::timestamptz IS NULL OR (coalesce(due_at, '2099-01-01'), id) > ($8::timestamptz, $9::uuid))
         AND $5::uuid IS NOT NULL AND $6::timestamptz IS NOT NULL AND $7::text[] IS NOT NULL AND $4::text[] IS NOT NULL
       ORDER BY coalesce(due_at, '2099-01-01'), id LIMIT ${limit(i.size)}`,
      1,
      2,
      `(array_agg(to_char(coalesce(d.due_at, '2099-01-01') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || ',' || d.id ORDER BY d.n DESC))[1]`,
    ),
    [...inboxValues(i), due, id],
  )
}

/** How many each box holds. */
export const countBoxes = (i: InboxOf): Statement =>
  prepared(
    `SELECT ${Object.entries(BOXES)
      .map(([box, where]) => `(count(*) FILTER (WHERE ${where}))::int AS "${box}"`)
      .join(', ')}
     FROM kernel.docket WHERE county = $3 AND closed_at IS NULL AND kind IN ('matter', 'assist', 'order', 'whistle')
       AND (holder_org = ANY($4::text[]) OR (unit_code ^@ ANY($7::text[]) AND (due_at < $1 OR kind = 'order')))
       AND $2::int IS NOT NULL`,
    inboxValues(i),
  )

/** Closed matters of a place, redacted, newest first. */
export const listPublic = (county: string, unit: string, before: string | null, size: number): Statement =>
  prepared(
    `SELECT json_build_object('rows', coalesce(json_agg(json_build_object(
        'id', p.id, 'number', p.number, 'category', p.category, 'title', p.category, 'outcome', p.outcome,
        'unit', json_build_object('code', p.unit_code, 'name', coalesce(v.short, p.unit_code)),
        'outcomeText', p.outcome_text, 'org', o.name, 'openedOn', p.opened_on, 'closedOn', p.closed_on,
        'workdays', p.workdays, 'satisfied', p.satisfied, 'record', CASE WHEN r.idx IS NOT NULL
          THEN json_build_object('no', r.idx + 1, 'code', r.code, 'at', r.at) END) ORDER BY p.id DESC), '[]'::json),
      'next', CASE WHEN count(*) = $5::int THEN (array_agg(p.id ORDER BY p.id))[1]::text END)::text AS page
     FROM (SELECT * FROM matters.public_matter WHERE county = $1 AND unit_code >= $2 AND unit_code <= $3
       AND ($4::uuid IS NULL OR id < $4::uuid) ORDER BY id DESC LIMIT $5) p
     LEFT JOIN territory.division v ON v.code = p.unit_code
     LEFT JOIN territory.organisation o ON o.county = p.county AND o.id = p.org
     LEFT JOIN record.leaf r ON r.county = p.county AND r.kind = 'matter' AND r.subject = p.id`,
    [county, unit.padEnd(12, '0'), unit.padEnd(12, '9'), before, size],
  )

/** Sessions of delegates of a county with their bookings and items, next first. */
export const listReceptions = (county: string): Statement =>
  prepared(
    `SELECT d.id, d.number, d.state, d.unit_code, coalesce(s.name, r.studio) AS studio_name, r.studio, r.from_at, r.to_at, r.delegates, r.capacity,
       (SELECT count(*)::int FROM matters.booking b WHERE b.county = r.county AND b.reception = r.id) AS booked,
       (SELECT count(*)::int FROM matters.matter m WHERE m.county = r.county AND m.reception = r.id) AS items
     FROM matters.reception r JOIN kernel.docket d ON d.county = r.county AND d.id = r.id
     LEFT JOIN territory.studio s ON s.county = r.county AND s.id = r.studio
     WHERE r.county = $1 ORDER BY r.from_at DESC LIMIT 100`,
    [county],
  )
