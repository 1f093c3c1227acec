import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

/** SHA-256 of the re-encoded picture, hex. */
export const fileId = z.string().regex(/^[0-9a-f]{64}$/)

export const endpoints = {
  keep: endpoint({
    id: 'files.keep',
    method: 'POST',
    path: '/files',
    door: 'anyone',
    takes: 'image',
    perMinute: 30,
    summary: 'Keep a photo: at most 12 MB, EXIF stripped, re-encoded; the same picture has one id',
    reply: z.object({ id: fileId, width: z.number().int(), height: z.number().int(), bytes: z.number().int() }),
  }),
  photo: endpoint({
    id: 'files.photo',
    method: 'GET',
    path: '/files/:subject/:id',
    door: 'signed-in',
    gives: 'image',
    summary: 'A photo of a subject that I may see',
    params: z.object({ subject: z.uuid(), id: fileId }),
    query: z.object({ size: z.enum(['full', 'thumb']).default('full') }),
    reply: z.unknown(),
  }),
}
