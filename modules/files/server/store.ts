import type { Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'

export type Photo = {
  readonly id: string
  readonly width: number
  readonly height: number
  readonly bytes: number
  readonly print: string | undefined
}

/** Keeps the row, or starts its day again: a picture sent once more is wanted. The row stays locked until the file is there. */
export const keepPhoto = (photo: Photo, now: Date): Statement =>
  prepared(
    `INSERT INTO files.photo (id, width, height, bytes, print, kept_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET kept_at = $6`,
    [photo.id, photo.width, photo.height, photo.bytes, photo.print ?? null, now],
  )

export const attach = (county: string, subject: string, file: string): Statement =>
  prepared('INSERT INTO files.attached (county, subject, file) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    county,
    subject,
    file,
  ])

export const findAttached = (county: string, subject: string, file: string): Statement =>
  prepared('SELECT 1 AS found FROM files.attached WHERE county = $1 AND subject = $2 AND file = $3', [
    county,
    subject,
    file,
  ])

export const listAttached = (county: string, subject: string): Statement =>
  prepared('SELECT file FROM files.attached WHERE county = $1 AND subject = $2 ORDER BY file', [county, subject])

export const listKept = (ids: readonly string[]): Statement =>
  prepared('SELECT id FROM files.photo WHERE id = ANY($1::text[])', [ids])

/** Takes one photo off that nobody attached since a time; no row when there is none. */
export const takeOrphan = (before: Date): Statement =>
  prepared(
    `DELETE FROM files.photo WHERE id IN (
       SELECT p.id FROM files.photo p
       WHERE p.kept_at < $1 AND NOT EXISTS (SELECT FROM files.attached a WHERE a.file = p.id)
       ORDER BY p.kept_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id`,
    [before],
  )
