import type { Row, Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'
import type { Box } from '../rules/boxes.ts'

export type Scan = 'unscanned' | 'waiting' | 'clean' | 'found'
export type Kept = {
  readonly id: string
  readonly kind: string
  readonly width: number | null
  readonly height: number | null
  readonly bytes: number
  readonly print: string | null
  readonly scan: Scan
}

/** Whoever writes or drops a file waits here for the other: a row never stands without its file. */
export const lockFile = (id: string): Statement =>
  prepared('SELECT pg_advisory_xact_lock(hashtextextended($1, 0)) AS locked', [id])

/** Keeps the row, or starts its day again: a file sent once more is wanted. */
export const keepFile = (file: Kept, now: Date): Statement =>
  prepared(
    `INSERT INTO files.file (id, kind, width, height, bytes, print, scan, kept_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (id) DO UPDATE SET kept_at = $8,
       scan = CASE WHEN files.file.scan = 'found' OR $7 IN ('waiting', 'unscanned') THEN files.file.scan ELSE $7 END
     RETURNING scan`,
    [file.id, file.kind, file.width, file.height, file.bytes, file.print, file.scan, now],
  )

/** Hangs a file on a subject, under the name it was sent with. */
export const attach = (county: string, subject: string, file: string, name: string | null = null): Statement =>
  prepared('INSERT INTO files.attached (county, subject, file, name) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [
    county,
    subject,
    file,
    name,
  ])

const SHOWN = `a.subject, f.id, f.kind, f.bytes, f.scan, a.name, r.boxes`
const LAST_BOXES = `LEFT JOIN LATERAL (SELECT r.boxes FROM files.redaction r WHERE r.county = a.county AND r.file = a.file
       ORDER BY r.at DESC, r.seq DESC LIMIT 1) r ON true`

/** A file as it hangs on one subject, with the boxes that lie over it. */
export const findAttached = (county: string, subject: string, file: string): Statement =>
  prepared(
    `SELECT ${SHOWN} FROM files.attached a JOIN files.file f ON f.id = a.file ${LAST_BOXES}
     WHERE a.county = $1 AND a.subject = $2 AND a.file = $3`,
    [county, subject, file],
  )

/** Files of a subject and of what runs beside it. */
export const listAttached = (county: string, subject: string): Statement =>
  prepared(
    `SELECT ${SHOWN} FROM files.attached a JOIN files.file f ON f.id = a.file ${LAST_BOXES}
     WHERE a.county = $1 AND (a.subject = $2
       OR a.subject IN (SELECT d.id FROM kernel.docket d WHERE d.county = $1 AND d.parent = $2))
     ORDER BY a.file`,
    [county, subject],
  )

export type Attached = {
  readonly subject: string
  readonly id: string
  readonly kind: string
  readonly bytes: number
  readonly scan: Scan
  readonly name: string | null
  readonly boxes: readonly Box[] | null
}
export const readAttached = (row: Row): Attached => row as unknown as Attached

/** Boxes drawn over a photo in an act: `id` is its key, `seq` its place in the journal of the subject. */
export const addRedaction = (drawn: {
  readonly county: string
  readonly file: string
  readonly id: string
  readonly subject: string
  readonly seq: number
  readonly boxes: readonly Box[]
  readonly at: Date
}): Statement =>
  prepared(
    `INSERT INTO files.redaction (county, file, id, subject, seq, boxes, at) VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7)`,
    [drawn.county, drawn.file, drawn.id, drawn.subject, drawn.seq, JSON.stringify(drawn.boxes), drawn.at],
  )

/** Those of some photos that are kept and clean enough to be shown. */
export const listKept = (ids: readonly string[]): Statement =>
  prepared(`SELECT id FROM files.file WHERE id = ANY($1::text[]) AND scan <> 'found'`, [ids])

export const findKept = (id: string): Statement => prepared('SELECT id FROM files.file WHERE id = $1', [id])

/** Takes one file off that nobody attached since a time; no row when there is none. */
export const takeOrphan = (before: Date): Statement =>
  prepared(
    // found once: as a subquery it may be run again for every row, and take more than the one whose bytes are deleted
    `WITH found AS MATERIALIZED (
       SELECT p.id FROM files.file p
       WHERE p.kept_at < $1 AND NOT EXISTS (SELECT FROM files.attached a WHERE a.file = p.id)
       ORDER BY p.kept_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     DELETE FROM files.file f USING found WHERE f.id = found.id
     RETURNING f.id`,
    [before],
  )

/** The next file, by id, that waits for the scanner. */
export const takeWaiting = (after: string): Statement =>
  prepared(
    `SELECT id, kind FROM files.file WHERE scan = 'waiting' AND id > $1 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [after],
  )
export const setScan = (id: string, scan: Scan, found: string | null): Statement =>
  prepared('UPDATE files.file SET scan = $2, found = $3 WHERE id = $1', [id, scan, found])
export const addQuarantine = (id: string, found: string, bytes: number, at: Date): Statement =>
  prepared('INSERT INTO files.quarantine (id, found, bytes, found_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [
    id,
    found,
    bytes,
    at,
  ])

/** Rows of files by id, page by page. */
export const pageOfFiles = (after: string, most: number): Statement =>
  prepared('SELECT id, kind, scan FROM files.file WHERE id > $1 ORDER BY id LIMIT $2', [after, most])
/** Files that hang on subjects of a county, each once with one of them, page by page. */
export const pageOfAttached = (county: string, after: string, most: number): Statement =>
  prepared(
    `SELECT f.id, f.kind, f.scan, min(a.subject::text) AS subject FROM files.attached a JOIN files.file f ON f.id = a.file
     WHERE a.county = $1 AND a.file > $2 GROUP BY f.id ORDER BY f.id LIMIT $3`,
    [county, after, most],
  )
export const isKnown = (id: string): Statement =>
  prepared(
    'SELECT EXISTS (SELECT FROM files.file WHERE id = $1) OR EXISTS (SELECT FROM files.quarantine WHERE id = $1) AS known',
    [id],
  )
