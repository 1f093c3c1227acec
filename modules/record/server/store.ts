import type { Row, Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'
import type { Part } from '../rules/index.ts'

/** Counties in which something waits, or whose last head was signed before `since`. */
export const countiesToSeal = (since: Date): Statement =>
  prepared(
    `SELECT DISTINCT county FROM record.waiting
     UNION SELECT county FROM record.head GROUP BY county HAVING max(at) < $1`,
    [since],
  )

/** One hand at a time seals a county; the lock ends with the transaction. */
export const lockCounty = (county: string): Statement =>
  prepared(`SELECT pg_try_advisory_xact_lock(hashtext('record.seal'), $1::int) AS mine`, [Number(county)])

type SignedHead = {
  readonly size: number
  readonly at: Date
  readonly root: Buffer
  readonly key: string
  readonly note: string
}
export type Head = Row & SignedHead
/** The last signed head; with `size`, the last one of that size. */
export const lastHead = (county: string, size: number | null = null): Statement =>
  prepared(
    `SELECT size, at, root, key, note FROM record.head
     WHERE county = $1 AND ($2::bigint IS NULL OR size = $2) ORDER BY size DESC, at DESC LIMIT 1`,
    [county, size],
  )

export type Waiting = Row & {
  readonly place: number
  readonly kind: string
  readonly subject: string
  readonly number: string
  readonly seq: number
  readonly body: Record<string, unknown>
  readonly journal: Buffer
  readonly at: Date
  readonly known: boolean
}
/** What waits, in the order in which it was published, each with the hash of its entry in the journal. */
export const listWaiting = (county: string, most: number): Statement =>
  prepared(
    `SELECT w.place, w.kind, w.subject, w.number, w.seq, w.body, j.hash AS journal, j.at,
       EXISTS (SELECT FROM record.leaf l WHERE l.county = w.county AND l.kind = w.kind AND l.subject = w.subject) AS known
     FROM record.waiting w JOIN kernel.journal j ON j.county = w.county AND j.subject = w.subject AND j.seq = w.seq
     WHERE w.county = $1 ORDER BY w.place LIMIT $2`,
    [county, most],
  )
export const dropWaiting = (county: string, places: readonly number[]): Statement =>
  prepared('DELETE FROM record.waiting WHERE county = $1 AND place = ANY($2::bigint[])', [county, places])

export type StoredNode = Row & { readonly level: number; readonly idx: number; readonly hash: Buffer }
/** Hashes of complete subtrees; level 0 are the leaves themselves. */
export const nodesAt = (county: string, parts: readonly Part[]): Statement =>
  prepared(
    `SELECT w.level, w.idx, n.hash FROM unnest($2::int[], $3::bigint[]) AS w (level, idx)
       JOIN record.node n ON n.county = $1 AND n.level = w.level AND n.idx = w.idx
     UNION ALL
     SELECT 0, l.idx, l.hash FROM record.leaf l WHERE l.county = $1 AND l.idx = ANY ($4::bigint[])`,
    [
      county,
      parts.map(({ level }) => level),
      parts.map(({ idx }) => idx),
      parts.filter(({ level }) => level === 0).map(({ idx }) => idx),
    ],
  )

/** Which of these short codes are taken. */
export const codesTaken = (county: string, codes: readonly string[]): Statement =>
  prepared('SELECT code FROM record.leaf WHERE county = $1 AND code = ANY ($2::text[])', [county, codes])

export type NewLeaf = {
  readonly idx: number
  readonly kind: string
  readonly subject: string
  readonly number: string
  readonly code: string
  readonly at: Date
  readonly data: string
  readonly hash: Buffer
}
export const addLeaves = (county: string, leaves: readonly NewLeaf[]): Statement =>
  prepared(
    `INSERT INTO record.leaf (county, idx, kind, subject, number, code, at, data, hash)
     SELECT $1, * FROM unnest($2::bigint[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::timestamptz[], $8::text[], $9::bytea[])`,
    [
      county,
      ...(['idx', 'kind', 'subject', 'number', 'code', 'at', 'data', 'hash'] as const).map((column) =>
        leaves.map((leaf) => leaf[column]),
      ),
    ],
  )
export const addNodes = (county: string, nodes: readonly (Part & { readonly hash: Buffer })[]): Statement =>
  prepared(
    'INSERT INTO record.node (county, level, idx, hash) SELECT $1, * FROM unnest($2::smallint[], $3::bigint[], $4::bytea[])',
    [county, nodes.map(({ level }) => level), nodes.map(({ idx }) => idx), nodes.map(({ hash }) => hash)],
  )
export const addHead = (county: string, { size, at, root, key, note }: SignedHead): Statement =>
  prepared('INSERT INTO record.head (county, size, at, root, key, note) VALUES ($1, $2, $3, $4, $5, $6)', [
    county,
    size,
    at,
    root,
    key,
    note,
  ])

export type StoredLeaf = Row & {
  readonly idx: number
  readonly code: string
  readonly at: Date
  readonly data: string
  readonly hash: Buffer
}
/** How somebody asks for a leaf. */
export type Which = { readonly leaf?: number; readonly number?: string; readonly code?: string }
export const findLeaf = (county: string, { leaf, number, code }: Which): Statement => {
  const [column, value] =
    leaf !== undefined ? ['idx', leaf] : number !== undefined ? ['number', number] : ['code', code ?? '']
  return prepared(
    `SELECT idx, code, at, data, hash FROM record.leaf WHERE county = $1 AND ${column} = $2 ORDER BY idx LIMIT 1`,
    [county, value],
  )
}
