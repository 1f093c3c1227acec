import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import { seal } from '@gongzhi/record/contract'
import * as z from 'zod'
import { byId, categoryId, code12, duty, level, near, outcome, place, print, rows, view } from './shapes.ts'

/** What can be read. */
export const reads = {
  categories: endpoint({
    id: 'matters.categories',
    method: 'GET',
    path: '/matters/categories',
    door: 'anyone',
    summary: 'Categories with their extra fields and notices (R15)',
    reply: z.array(
      z.object({
        id: z.string(),
        group: z.string(),
        zh: z.string(),
        en: z.string(),
        level,
        /** Shown before anything else, e.g. 110/119/120 for danger to life. */
        notice: z
          .object({ zh: z.string(), en: z.string(), phones: z.array(z.string()), lifeSafety: z.boolean() })
          .nullable(),
        fields: z.array(
          z.object({
            id: z.string(),
            zh: z.string(),
            en: z.string(),
            kind: z.enum(['text', 'choice']),
            choices: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() })),
          }),
        ),
      }),
    ),
  }),
  // asked with a body: what somebody is about to report has no place in an address
  nearby: endpoint({
    id: 'matters.nearby',
    method: 'POST',
    path: '/matters/nearby',
    door: 'anyone',
    perMinute: 120,
    summary:
      'Open matters of the village like what is being written, most alike first with the reasons: join one instead',
    body: z.object({
      unit: code12,
      category: categoryId,
      text: z.string().trim().max(4000).default(''),
      spot: z.string().trim().max(120).default(''),
      grid: z.string().max(20).optional(),
      point: z.object({ lat: z.number(), lng: z.number() }).optional(),
      /** Prints of the photos at hand, made on the device: nothing is sent before it is reported. */
      prints: z.array(print).max(6).default([]),
    }),
    reply: z.array(near),
  }),
  mine: endpoint({
    id: 'matters.mine',
    method: 'GET',
    path: '/matters/mine',
    door: 'signed-in',
    summary: 'What I reported, newest first',
    query: z.object({ before: z.uuid().optional() }),
    reply: rows,
  }),
  list: endpoint({
    id: 'matters.list',
    method: 'GET',
    path: '/matters',
    door: 'staff',
    summary: 'Matters in my reach, newest first; q finds any two characters',
    query: z.object({
      unit: z
        .string()
        .regex(/^\d{6,12}$/)
        .optional(),
      state: z.string().max(20).optional(),
      open: z.enum(['yes', 'no']).optional(),
      category: categoryId.optional(),
      level: level.optional(),
      q: z.string().trim().max(40).optional(),
      before: z.uuid().optional(),
      size: z.coerce.number().int().min(1).max(100).default(20),
    }),
    reply: rows,
  }),
  inbox: endpoint({
    id: 'matters.inbox',
    method: 'GET',
    path: '/inbox',
    door: 'staff',
    summary: 'What waits for me or my unit, most urgent first, with the count of each box',
    query: z.object({
      box: z.enum(['mine', 'unit', 'due-soon', 'overdue', 'supervised']).default('mine'),
      /** `<due>,<id>` of the last row, as `next` gave it. */
      after: z
        .string()
        .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z,[0-9a-f-]{36}$/)
        .optional(),
    }),
    reply: rows.extend({
      /** Whether a post of mine oversees a stretch: only then are there figures for me. */
      oversees: z.boolean(),
      counts: z.object({
        mine: z.number().int(),
        unit: z.number().int(),
        'due-soon': z.number().int(),
        overdue: z.number().int(),
        supervised: z.number().int(),
      }),
    }),
  }),
  matter: endpoint({
    id: 'matters.matter',
    method: 'GET',
    path: '/matters/:id',
    door: 'signed-in',
    summary: 'One matter, as far as the caller may see it',
    params: byId,
    reply: view,
  }),
  publicList: endpoint({
    id: 'matters.public-list',
    method: 'GET',
    path: '/public/matters',
    door: 'anyone',
    summary: 'Handled matters of a village or town: what and how, never who',
    query: z.object({ unit: z.string().regex(/^\d{6,12}$/), before: z.uuid().optional() }),
    reply: z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          category: z.string(),
          unit: place,
          title: z.string(),
          outcome: outcome.nullable(),
          outcomeText: z.string().nullable(),
          org: z.string().nullable(),
          openedOn: z.string(),
          closedOn: z.string(),
          workdays: z.number().int(),
          satisfied: z.boolean().nullable(),
          /** Its place in the public record; null until it is sealed there. */
          record: seal.nullable(),
        }),
      ),
      next: z.string().nullable(),
    }),
  }),
  duties: endpoint({
    id: 'matters.duties',
    method: 'GET',
    path: '/duties',
    door: 'anyone',
    summary: 'Who is responsible, on what basis, how, by when, at what fee, where to complain (A13)',
    query: z.object({ unit: code12, category: categoryId.optional(), q: z.string().max(40).optional() }),
    reply: z.array(duty),
  }),
  figures: endpoint({
    id: 'matters.figures',
    method: 'GET',
    path: '/figures',
    door: 'staff',
    summary:
      'Response, resolution and satisfaction with n, by unit and period; rates of n below five are withheld (P9, B08)',
    query: z.object({
      unit: z
        .string()
        .regex(/^\d{6,12}$/)
        .optional(),
      from: z.iso.date(),
      to: z.iso.date(),
    }),
    reply: z.object({
      open: z.number().int(),
      overdue: z.number().int(),
      reported: z.number().int(),
      closed: z.number().int(),
      rates: z.array(
        z.object({
          id: z.enum(['response', 'resolution', 'satisfaction', 'on-time']),
          n: z.number().int(),
          hit: z.number().int().nullable(),
          percent: z.number().nullable(),
        }),
      ),
      units: z.array(
        z.object({
          unit: place,
          reported: z.number().int(),
          closed: z.number().int(),
          overdue: z.number().int(),
          returned: z.number().int(),
          rates: z.array(z.object({ id: z.string(), n: z.number().int(), percent: z.number().nullable() })),
        }),
      ),
      excluded: z.array(z.object({ ground: z.string(), n: z.number().int() })),
    }),
  }),
  similar: endpoint({
    id: 'matters.similar',
    method: 'GET',
    path: '/matters/:id/similar',
    door: 'staff',
    summary: 'Open matters of the village that may be the same, most alike first with the reasons',
    params: byId,
    reply: z.array(near),
  }),
  reporter: endpoint({
    id: 'matters.reporter',
    method: 'GET',
    path: '/matters/:id/reporter',
    door: 'staff',
    summary: "The reporter's name and phone, for ten minutes after a look with a reason",
    params: byId,
    reply: z.object({ name: z.string().nullable(), phone: z.string().nullable(), until: z.string() }),
  }),
}
