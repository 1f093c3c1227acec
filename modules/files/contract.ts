import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

/** SHA-256 of the re-encoded picture, or of the document, hex. */
export const fileId = z.string().regex(/^[0-9a-f]{64}$/)

/** Thousandths of a photo's width and height. */
const part = (least: number) => z.number().int().min(least).max(1000)
/** A black box over a photo; wholly on it. */
export const box = z
  .object({ x: part(0), y: part(0), w: part(10), h: part(10) })
  .refine(({ x, y, w, h }) => x + w <= 1000 && y + h <= 1000)

const params = z.object({ subject: z.uuid(), id: fileId })

export const endpoints = {
  keep: endpoint({
    id: 'files.keep',
    method: 'POST',
    path: '/files',
    door: 'anyone',
    takes: 'image',
    perMinute: 30,
    summary: 'Keep a photo: at most 12 MB, EXIF stripped, re-encoded; the same picture has one id',
    reply: z.object({
      id: fileId,
      width: z.number().int(),
      height: z.number().int(),
      bytes: z.number().int(),
      /** Not to be seen before it has been scanned. */
      waiting: z.boolean(),
    }),
  }),
  keepDocument: endpoint({
    id: 'files.keep-document',
    method: 'POST',
    path: '/files/documents',
    door: 'staff',
    takes: 'file',
    perMinute: 30,
    summary:
      'Keep a PDF, Word or Excel file without macros, or a sound recording: told by its content, not by its name',
    reply: z.object({ id: fileId, kind: z.string(), bytes: z.number().int(), waiting: z.boolean() }),
  }),
  photo: endpoint({
    id: 'files.photo',
    method: 'GET',
    path: '/files/:subject/:id',
    door: 'signed-in',
    gives: 'image',
    summary: 'A photo of a subject that I may see, with the boxes drawn over it; a document comes to be saved',
    params,
    query: z.object({
      size: z.enum(['full', 'thumb']).default('full'),
      /** Which drawing of it a page means, so that it does not show an earlier one from memory; the last is sent anyway. */
      version: z.string().max(16).optional(),
    }),
    reply: z.unknown(),
  }),
  original: endpoint({
    id: 'files.original',
    method: 'GET',
    path: '/files/:subject/:id/original',
    door: 'staff',
    gives: 'image',
    summary: 'What lies beneath the boxes of a photo, for ten minutes after a reason was given',
    params,
    reply: z.unknown(),
  }),
}
