import { createHash } from 'node:crypto'
import type { Actor } from '../reach.ts'
import type { Row, Statement } from './db.ts'
import { prepared } from './db.ts'
import type { Capacity, DocketRow, Standing } from './docket.ts'
import { bigramsOf } from './docket.ts'
import type { Entry } from './journal.ts'
import { chainHash, digest } from './journal.ts'

/** What an act answers: enough to show a receipt, the same at every repetition. */
export type Receipt = {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly seq: number
  readonly at: string
}

const DOCKET = `county, id, kind, number, title, unit_code, state, category, level, holder_org, holder, party, sealed_from,
  parent, due_at, paused_for, supervised, seq, hash, opened_at, since_at, closed_at`

const ms = (value: unknown): number | null => (value instanceof Date ? value.getTime() : null)

/** A stored docket row as acts see it. */
export const readDocket = (r: Row): DocketRow => ({
  county: r.county as string,
  id: r.id as string,
  kind: r.kind as string,
  number: r.number as string,
  title: r.title as string,
  unitCode: r.unit_code as string,
  state: r.state as string,
  category: r.category as string | null,
  level: r.level as string | null,
  holderOrg: r.holder_org as string | null,
  holder: r.holder as string | null,
  party: r.party as string | null,
  sealedFrom: r.sealed_from as string | null,
  parent: r.parent as string | null,
  dueAt: ms(r.due_at),
  pausedFor: r.paused_for as string | null,
  supervised: r.supervised as boolean,
  seq: r.seq as number,
  hash: r.hash as Buffer,
  openedAt: ms(r.opened_at) ?? 0,
  sinceAt: ms(r.since_at) ?? 0,
  closedAt: ms(r.closed_at),
})

/** The docket row, locked until the transaction ends. */
export const lockDocket = (county: string, id: string): Statement =>
  prepared(`SELECT ${DOCKET} FROM kernel.docket WHERE county = $1 AND id = $2 FOR UPDATE`, [county, id])

/** The docket row and those of others, locked in the order of their ids: whoever wants some of the same waits, and never in a ring. */
export const lockDockets = (county: string, ids: readonly string[]): Statement =>
  prepared(`SELECT ${DOCKET} FROM kernel.docket WHERE county = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR UPDATE`, [
    county,
    ids,
  ])

/** The docket row. */
export const findDocket = (county: string, id: string): Statement =>
  prepared(`SELECT ${DOCKET} FROM kernel.docket WHERE county = $1 AND id = $2`, [county, id])

/** What was done under this key before, as a receipt, with whom and what it was asked. */
export const findByKey = (county: string, key: string): Statement =>
  prepared(
    `SELECT j.subject AS id, j.to_state AS state, j.seq, j.at, j.actor, j.party, j.asked, j.act, d.number
     FROM kernel.journal j JOIN kernel.docket d ON d.county = j.county AND d.id = j.subject
     WHERE j.county = $1 AND j.key = $2`,
    [county, key],
  )

export type NewEntry = {
  readonly county: string
  readonly subject: string
  readonly seq: number
  readonly prev: Buffer
  readonly at: number
  readonly madeAt: number
  readonly actor: Actor
  readonly capacity: Capacity
  readonly act: string
  readonly from: string | null
  readonly to: string
  readonly rule: string
  readonly key: string
  readonly asked: Buffer
  readonly data: Record<string, unknown>
}

/** The key as a UUID: a client's own, or a digest of the client's text. */
export const keyUuid = (key: string): string => {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key)) return key.toLowerCase()
  const h = createHash('sha256').update(key).digest('hex')
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-9${h.slice(17, 20)}-${h.slice(20, 32)}`
}

/** The 17 columns every journal row takes from its entry, $16 to $32; the last is the hash that follows from the others. */
export const sealed = (entry: NewEntry): readonly unknown[] => {
  const dataHash = digest(entry.data)
  const kept: Entry = {
    county: entry.county,
    subject: entry.subject,
    seq: entry.seq,
    at: entry.at,
    madeAt: entry.madeAt,
    actor: entry.actor.account,
    actorKind: entry.actor.kind,
    org: entry.capacity.post?.org ?? null,
    role: entry.capacity.post?.role ?? null,
    act: entry.act,
    from: entry.from,
    to: entry.to,
    rule: entry.rule,
    key: entry.key,
  }
  const hash = chainHash(entry.prev, kept, dataHash)
  return [
    entry.seq,
    new Date(entry.at),
    new Date(entry.madeAt),
    kept.actor,
    kept.actorKind,
    kept.org,
    kept.role,
    kept.act,
    kept.from,
    kept.to,
    kept.rule,
    kept.key,
    entry.asked,
    JSON.stringify(entry.data),
    dataHash,
    entry.prev,
    hash,
  ]
}

export type DocketChange = {
  readonly title: string
  readonly unitCode: string
  readonly category: string | null
  readonly level: string | null
  readonly sealedFrom: string | null
  readonly closed: boolean
}

const standingValues = (s: Standing): unknown[] => [
  s.holderOrg,
  s.holder,
  s.dueAt === null ? null : new Date(s.dueAt),
  s.alarm === null ? null : new Date(s.alarm.at),
  s.alarm?.act ?? null,
  s.pausedFor,
  s.supervised,
]

/**
 * Docket, journal and outbox of an act on a subject that is there, in one statement; `values` as `sealed` gave them. By itself
 * PostgreSQL would write the last of them first, and whoever holds the docket would wait for one who waits for it: `first`.
 */
export const writeAct = (
  docket: DocketRow,
  entry: NewEntry,
  values: readonly unknown[],
  standing: Standing,
  change: DocketChange,
  heard: boolean,
): Statement => {
  return prepared(
    `WITH d AS (
       UPDATE kernel.docket SET state = $3::text, title = $4::text, unit_code = $5::text, town = left($5::text, 9), category = $6::text, level = $7::text,
         sealed_from = $8::text, holder_org = $9::text, holder = $10::uuid, due_at = $11::timestamptz, alarm_at = $12::timestamptz, alarm_act = $13::text, paused_for = $14::text,
         supervised = $15::boolean, seq = $16::int, hash = $32::bytea, changed_at = $17::timestamptz,
         since_at = CASE WHEN state = $3::text THEN since_at ELSE $17::timestamptz END,
         closed_at = CASE WHEN $33::boolean THEN coalesce(closed_at, $17::timestamptz) END
       WHERE county = $1::text AND id = $2::uuid RETURNING 1),
     first AS (SELECT count(*) AS rows FROM d),
     j AS (
       INSERT INTO kernel.journal (county, subject, unit_code, sealed_from, seq, at, made_at, actor, actor_kind, org, role, act,
         from_state, to_state, rule, key, asked, data, data_hash, prev, hash, party)
       SELECT $1::text, $2::uuid, $5::text, $8::text, $16::int, $17::timestamptz, $18::timestamptz, $19::uuid, $20::text, $21::text, $22::text, $23::text, $24::text, $25::text, $26::text, $27::uuid, $28::bytea, $29::jsonb, $30::bytea, $31::bytea, $32::bytea, $34::uuid
       FROM first WHERE rows >= 0)
     INSERT INTO kernel.outbox (county, subject, seq, kind, act)
     SELECT $1::text, $2::uuid, $16::int, $35::text, $23::text FROM first WHERE rows >= 0 AND $36::boolean`,
    [
      docket.county,
      docket.id,
      entry.to,
      change.title,
      change.unitCode,
      change.category,
      change.level,
      change.sealedFrom,
      ...standingValues(standing),
      ...values,
      change.closed,
      docket.party,
      docket.kind,
      heard,
    ],
  )
}

export type Opening = DocketChange & {
  readonly kind: string
  readonly series: string
  readonly year: number
  readonly party: string | null
  readonly parent: string | null
  /** What search looks through; empty: not searched. */
  readonly words: string
  /** Whether anybody listens for it. */
  readonly heard: boolean
}

/** Docket, words, journal and outbox of a new subject, in one statement; answers its number. `values` as `sealed` gave them. */
export const writeOpening = (
  entry: NewEntry,
  values: readonly unknown[],
  standing: Standing,
  opening: Opening,
): Statement =>
  prepared(
    `WITH n AS (SELECT nextval($37::text::regclass) AS n),
     d AS (
       INSERT INTO kernel.docket (county, id, kind, number, title, unit_code, town, state, category, level, sealed_from,
         holder_org, holder, due_at, alarm_at, alarm_act, paused_for, supervised, seq, hash, opened_at, since_at, changed_at, closed_at,
         party, parent)
       SELECT $1::text, $2::uuid, $35::text, $38::text || lpad(n.n::text, greatest(4, length(n.n::text)), '0'), $4::text, $5::text, left($5::text, 9), $3::text, $6::text, $7::text, $8::text,
         $9::text, $10::uuid, $11::timestamptz, $12::timestamptz, $13::text, $14::text, $15::boolean, $16::int, $32::bytea, $17::timestamptz, $17::timestamptz, $17::timestamptz, CASE WHEN $33::boolean THEN $17::timestamptz END, $34::uuid, $36::uuid
       FROM n RETURNING number),
     w AS (
       INSERT INTO kernel.docket_words (county, id, words, bigrams)
       SELECT $1::text, $2::uuid, $39::text, $40::text[] WHERE $39::text <> ''),
     j AS (
       INSERT INTO kernel.journal (county, subject, unit_code, sealed_from, seq, at, made_at, actor, actor_kind, org, role, act,
         from_state, to_state, rule, key, asked, data, data_hash, prev, hash, party)
       VALUES ($1::text, $2::uuid, $5::text, $8::text, $16::int, $17::timestamptz, $18::timestamptz, $19::uuid, $20::text, $21::text, $22::text, $23::text, $24::text, $25::text, $26::text, $27::uuid, $28::bytea, $29::jsonb, $30::bytea, $31::bytea, $32::bytea, $34::uuid)),
     o AS (
       INSERT INTO kernel.outbox (county, subject, seq, kind, act)
       SELECT $1::text, $2::uuid, $16::int, $35::text, $23::text WHERE $41::boolean)
     SELECT number FROM d`,
    [
      entry.county,
      entry.subject,
      entry.to,
      opening.title,
      opening.unitCode,
      opening.category,
      opening.level,
      opening.sealedFrom,
      ...standingValues(standing),
      ...values,
      opening.closed,
      opening.party,
      opening.kind,
      opening.parent,
      seriesName(entry.county, opening.series, opening.year),
      `${opening.year}-${opening.series}-`,
      opening.words,
      opening.words === '' ? [] : bigramsOf(opening.words),
      opening.heard,
    ],
  )

/** The sequence behind a county's numbers of one series and year. */
const seriesName = (county: string, series: string, year: number): string =>
  `kernel.n_${county}_${series.toLowerCase()}_${year}`

/** Makes the sequence; harmless when it is there. */
export const ensureSeries = (county: string, series: string, year: number): Statement => ({
  text: 'SELECT kernel.ensure_series($1, $2, $3)',
  values: [county, series, year],
})
