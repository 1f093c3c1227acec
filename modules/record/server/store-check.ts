import type { Row, Statement } from '@gongzhi/kernel/server/db.ts'
import type { StoredLeaf } from './store.ts'

/* What `gongzhi verify` reads: in pages, the whole log. */

export type Audited = StoredLeaf &
  Row & { readonly kind: string; readonly subject: string; readonly number: string; readonly journal: Buffer | null }

/** Leaves from an index on, each beside the entry of the journal it names. */
export const leavesFrom = (county: string, from: number, most: number): Statement => ({
  text: `SELECT l.idx, l.kind, l.subject, l.number, l.code, l.at, l.data, l.hash, j.hash AS journal
    FROM record.leaf l LEFT JOIN kernel.journal j
      ON j.county = l.county AND j.subject = l.subject AND j.seq = (l.data::jsonb #>> '{journal,seq}')::int
    WHERE l.county = $1 AND l.idx >= $2 ORDER BY l.idx LIMIT $3`,
  values: [county, from, most],
})

type Level = { readonly level: number; readonly from: number; readonly to: number }
/** Which nodes of each level the leaves `from` to `to` complete. */
export const levelsOf = (from: number, to: number): Level[] =>
  Array.from({ length: 52 }, (_, n) => n + 1)
    .map((level) => ({ level, from: Math.floor(from / 2 ** level), to: Math.floor(to / 2 ** level) }))
    .filter((one) => one.to > one.from)

export const nodesBetween = (county: string, levels: readonly Level[]): Statement => ({
  text: `SELECT n.level, n.idx, n.hash FROM unnest($2::int[], $3::bigint[], $4::bigint[]) AS w (level, since, before)
    JOIN record.node n ON n.county = $1 AND n.level = w.level AND n.idx >= w.since AND n.idx < w.before`,
  values: [county, levels.map(({ level }) => level), levels.map(({ from }) => from), levels.map(({ to }) => to)],
})

/** Heads signed at sizes above `from`, up to `to`. */
export const headsBetween = (county: string, from: number, to: number): Statement => ({
  text: 'SELECT size, at, root, key, note FROM record.head WHERE county = $1 AND size > $2 AND size <= $3 ORDER BY size, at',
  values: [county, from, to],
})

/** How many nodes there are. */
export const nodeCount = (county: string): Statement => ({
  text: 'SELECT count(*)::int AS n FROM record.node WHERE county = $1',
  values: [county],
})
