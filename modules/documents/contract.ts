import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

/* What lists, papers and imports there are, their modules say; how they become files and come out of files is the same for all. */

const word = z.string().regex(/^[a-z][a-z-]{1,30}$/)
const asked = z.record(z.string().max(40), z.string().max(200))
const byId = z.object({ id: z.uuid() })
const paperId = z.object({ paper: word, id: z.string().regex(/^[0-9a-f-]{6,36}$/) })

export const endpoints = {
  exportList: endpoint({
    id: 'documents.export-list',
    method: 'GET',
    path: '/exports/:list',
    door: 'staff',
    gives: 'sheet',
    perMinute: 20,
    summary:
      'A list as a spreadsheet: the same filters and the same reach as the list itself, no personal identity, logged (P7)',
    params: z.object({ list: word }),
    query: asked,
    reply: z.unknown(),
  }),
  exports: endpoint({
    id: 'documents.exports',
    method: 'GET',
    path: '/exports',
    door: 'staff',
    summary: 'Which lists I took out, newest first; administrators and supervisors see those of their stretch',
    query: z.object({ before: z.uuid().optional() }),
    reply: z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          list: z.string(),
          title: z.string(),
          unit: z.string(),
          by: z.string(),
          at: z.string(),
        }),
      ),
      next: z.string().nullable(),
    }),
  }),
  paperPdf: endpoint({
    id: 'documents.paper-pdf',
    method: 'GET',
    path: '/papers/:paper/:id/pdf',
    door: 'signed-in',
    gives: 'pdf',
    perMinute: 30,
    summary: 'A paper in the layout of GB/T 9704—2012 as PDF, for whoever may see what it is about',
    params: paperId,
    query: asked,
    reply: z.unknown(),
  }),
  paperWord: endpoint({
    id: 'documents.paper-word',
    method: 'GET',
    path: '/papers/:paper/:id/word',
    door: 'signed-in',
    gives: 'word',
    perMinute: 30,
    summary: 'The same paper for Word',
    params: paperId,
    query: asked,
    reply: z.unknown(),
  }),
}
export { byId, word }
