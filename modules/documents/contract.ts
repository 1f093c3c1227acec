import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

/* What lists, papers and imports there are, their modules say; how they become files and come out of files is the same for all. */

const word = z.string().regex(/^[a-z][a-z-]{1,30}$/)
const asked = z.record(z.string().max(40), z.string().max(200))
const intoId = z.string().regex(/^[\w.-]{1,60}$/)
const byId = z.object({ id: z.uuid() })
const paperId = z.object({ paper: word, id: z.string().regex(/^[0-9a-f-]{6,36}$/) })

const receipt = z.object({
  id: z.string(),
  number: z.string(),
  state: z.string(),
  seq: z.number().int(),
  at: z.string(),
})
const importColumn = z.object({ head: z.string(), required: z.boolean(), hint: z.string() })
const imported = z.object({
  id: z.string(),
  number: z.string(),
  kind: z.string(),
  /** What the rows go into, such as a roll; null where nothing is said. */
  into: z.string().nullable(),
  file: z.string(),
  state: z.string(),
  by: z.string(),
  at: z.string(),
  rows: z.number().int(),
  /** New and right · there already, or twice in the file · with something wrong. */
  fresh: z.number().int(),
  same: z.number().int(),
  faulty: z.number().int(),
  /** Faults in all: a row may have several. */
  faults: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
})
const onImport = <const P extends string, B extends z.ZodType>(id: string, path: P, summary: string, body: B) =>
  endpoint({
    id: `documents.${id}`,
    method: 'POST',
    path: `/imports/:id/${path}`,
    door: 'staff',
    act: true,
    summary,
    params: byId,
    body,
    reply: receipt,
  })

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
  myFeed: endpoint({
    id: 'documents.my-feed',
    method: 'GET',
    path: '/me/calendar',
    door: 'staff',
    summary: 'Whether I have a calendar address, since when, and when it was last read',
    reply: z.object({ since: z.string().nullable(), readAt: z.string().nullable() }),
  }),
  newFeed: endpoint({
    id: 'documents.new-feed',
    method: 'POST',
    path: '/me/calendar',
    door: 'staff',
    perMinute: 10,
    summary: 'A new calendar address, shown this once; the old one ends',
    reply: z.object({ path: z.string() }),
  }),
  endFeed: endpoint({
    id: 'documents.end-feed',
    method: 'DELETE',
    path: '/me/calendar',
    door: 'staff',
    summary: 'End my calendar address',
    reply: z.object({ done: z.literal(true) }),
  }),
  calendar: endpoint({
    id: 'documents.calendar',
    method: 'GET',
    path: '/calendars/:file',
    door: 'anyone',
    gives: 'calendar',
    perMinute: 30,
    summary: 'What is due for the person of this address: number, category and time, no words of any matter',
    params: z.object({ file: z.string().regex(/^\d{6}\.[\w-]{20,60}\.ics$/) }),
    reply: z.unknown(),
  }),
  importTemplate: endpoint({
    id: 'documents.import-template',
    method: 'GET',
    path: '/import-templates/:kind',
    door: 'staff',
    gives: 'sheet',
    perMinute: 20,
    summary: 'An empty sheet with the columns an import knows, what belongs in each and an example',
    params: z.object({ kind: word }),
    query: z.object({ into: intoId.or(z.literal('')).default('') }),
    reply: z.unknown(),
  }),
  check: endpoint({
    id: 'documents.check',
    method: 'POST',
    path: '/imports',
    door: 'staff',
    act: true,
    takes: 'sheet',
    perMinute: 10,
    summary:
      'Look a sheet through: what is new, what is there already, every fault of every row; nothing is written. CSV by a `file` that ends in .csv',
    query: z.object({
      kind: word,
      file: z.string().max(120).default(''),
      /** What the rows go into: a roll by its name. */
      into: intoId.or(z.literal('')).default(''),
    }),
    reply: receipt,
  }),
  imports: endpoint({
    id: 'documents.imports',
    method: 'GET',
    path: '/imports',
    door: 'staff',
    summary: 'What I may import (`into`: into one thing, such as a roll), and what was imported, newest first',
    query: z.object({ into: intoId.optional(), before: z.uuid().optional() }),
    reply: z.object({
      into: z.object({ id: z.string(), title: z.string(), href: z.string() }).nullable(),
      kinds: z.array(z.object({ id: z.string(), columns: z.array(importColumn) })),
      rows: z.array(imported),
      next: z.string().nullable(),
    }),
  }),
  import: endpoint({
    id: 'documents.import',
    method: 'GET',
    path: '/imports/:id',
    door: 'staff',
    summary: 'One import: counts, faults, how far it is, what can be done',
    params: byId,
    reply: imported.extend({
      /** The first of them; the sheet of faults has all. */
      list: z.array(
        z.object({
          row: z.number().int(),
          cell: z.string(),
          head: z.string(),
          code: z.string(),
          value: z.string(),
          right: z.string(),
        }),
      ),
      prospects: z.array(z.object({ act: z.string(), unmet: z.array(z.string()) })),
      /** There may be slips with first passwords to print. */
      slips: z.boolean(),
    }),
  }),
  importSlips: endpoint({
    id: 'documents.import-slips',
    method: 'GET',
    path: '/imports/:id/slips',
    door: 'staff',
    perMinute: 20,
    summary:
      'First passwords of the accounts an import opened, to be printed and handed over; gone with the first sign-in',
    params: byId,
    reply: z.array(z.object({ name: z.string(), login: z.string(), password: z.string(), until: z.string() })),
  }),
  importFaults: endpoint({
    id: 'documents.import-faults',
    method: 'GET',
    path: '/imports/:id/faults',
    door: 'staff',
    gives: 'sheet',
    perMinute: 20,
    summary: 'Everything that is wrong in a file, as a sheet',
    params: byId,
    reply: z.unknown(),
  }),
  confirm: onImport(
    'confirm',
    'confirmation',
    'Write the rows; with `skip`, those that are right',
    z.object({ skip: z.boolean().default(false) }),
  ),
  discard: onImport('discard', 'discarding', 'Throw the file away', z.object({})),
  undo: onImport('undo', 'undoing', 'Take back what an import wrote, where nothing builds on it', z.object({})),
}
