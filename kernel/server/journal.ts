import { createHash, hash } from 'node:crypto'
import type { Row, Statement, Tx } from './db.ts'
import { prepared } from './db.ts'

/** One entry of the journal: who did what, when, in which capacity, under which rule. Instants in ms. */
export type Entry = {
  readonly county: string
  readonly subject: string
  readonly seq: number
  readonly at: number
  readonly madeAt: number
  readonly actor: string | null
  readonly actorKind: string
  readonly org: string | null
  readonly role: string | null
  readonly act: string
  readonly from: string | null
  readonly to: string
  readonly rule: string
  readonly key: string
}

const GENESIS: Buffer = Buffer.alloc(32)

/** JSON with sorted keys, so that a text has one digest whatever the database did to its order. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

/** SHA-256 of a value's canonical JSON. */
export const digest = (value: unknown): Buffer => hash('sha256', canonical(value), 'buffer')

/** The entry's place in the chain: SHA-256 over the one before it, its own fields and the digest of its data (I1, P16). */
export const chainHash = (prev: Buffer, entry: Entry, dataHash: Buffer): Buffer =>
  createHash('sha256')
    .update(prev)
    .update(
      JSON.stringify([
        entry.county,
        entry.subject,
        entry.seq,
        entry.at,
        entry.madeAt,
        entry.actor,
        entry.actorKind,
        entry.org,
        entry.role,
        entry.act,
        entry.from,
        entry.to,
        entry.rule,
        entry.key,
      ]),
    )
    .update(dataHash)
    .digest()

/** The hash before the first entry of a subject. */
export const genesis = GENESIS

export type Broken = { readonly subject: string; readonly seq: number; readonly why: 'gap' | 'prev' | 'data' | 'hash' }

type StoredEntry = Row & {
  county: string
  subject: string
  seq: number
  at: Date
  made_at: Date
  actor: string | null
  actor_kind: string
  org: string | null
  role: string | null
  act: string
  from_state: string | null
  to_state: string
  rule: string
  key: string
  data: unknown
  data_hash: Buffer
  prev: Buffer
  hash: Buffer
}

const page = (county: string, subject: string, seq: number, most: number): Statement =>
  prepared(
    `SELECT county, subject, seq, at, made_at, actor, actor_kind, org, role, act, from_state, to_state, rule, key,
            data, data_hash, prev, hash
     FROM kernel.journal WHERE county = $1 AND (subject, seq) > ($2::uuid, $3) ORDER BY subject, seq LIMIT $4`,
    [county, subject, seq, most],
  )

/** Walks every chain of a county and yields each broken place; pages of 1,000, constant memory. */
export async function* brokenChains(tx: Pick<Tx, 'rows'>, county: string): AsyncGenerator<Broken> {
  let subject = '00000000-0000-0000-0000-000000000000'
  let seq = 0
  let prev: Buffer = GENESIS
  for (;;) {
    const rows = await tx.rows<StoredEntry>(page(county, subject, seq, 1000))
    for (const row of rows) {
      if (row.subject !== subject) {
        subject = row.subject
        seq = 0
        prev = GENESIS
      }
      if (row.seq !== seq + 1) yield { subject, seq: row.seq, why: 'gap' }
      if (!row.prev.equals(prev)) yield { subject, seq: row.seq, why: 'prev' }
      if (!digest(row.data).equals(row.data_hash)) yield { subject, seq: row.seq, why: 'data' }
      const entry: Entry = {
        county: row.county,
        subject: row.subject,
        seq: row.seq,
        at: row.at.getTime(),
        madeAt: row.made_at.getTime(),
        actor: row.actor,
        actorKind: row.actor_kind,
        org: row.org,
        role: row.role,
        act: row.act,
        from: row.from_state,
        to: row.to_state,
        rule: row.rule,
        key: row.key,
      }
      if (!chainHash(row.prev, entry, row.data_hash).equals(row.hash)) yield { subject, seq: row.seq, why: 'hash' }
      seq = row.seq
      prev = row.hash
    }
    if (rows.length < 1000) return
  }
}
