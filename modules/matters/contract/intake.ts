import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'
import { actOn, categoryId, code12, photos, receipt, reportReceipt, text } from './shapes.ts'

/** How matters come in: reports, on behalf of a resident, at sessions of delegates (B03, B04). */
export const intake = {
  report: endpoint({
    id: 'matters.report',
    method: 'POST',
    path: '/matters',
    door: 'anyone',
    act: true,
    perMinute: 30,
    summary: 'Report a matter, or suggest something to a delegate; signed in, with a phone number, or without either',
    body: z.object({
      id: z.uuidv7().optional(),
      variant: z.enum(['matter', 'suggestion']).default('matter'),
      category: categoryId,
      unit: code12,
      text: text(4000),
      title: z.string().trim().max(60).optional(),
      spot: z.string().trim().max(120).optional(),
      /** Code of the grid the spot lies in (C05). */
      grid: z.string().max(20).optional(),
      point: z.object({ lat: z.number(), lng: z.number() }).optional(),
      fields: z.record(z.string().max(40), z.string().max(200)).default({}),
      photos,
      name: z.string().trim().max(40).optional(),
      phone: z
        .string()
        .regex(/^1\d{10}$/)
        .optional(),
      /** Hide who I am from everybody who handles it. */
      sealed: z.boolean().default(false),
      /** Join this open matter: own clock, own answer, own rating. */
      joins: z.uuid().optional(),
      /** The unit complained about: it never handles this alone and never learns who (P8). */
      about: z.string().max(60).optional(),
      studio: z.string().max(60).optional(),
    }),
    reply: reportReceipt,
  }),
  reportFor: endpoint({
    id: 'matters.report-for',
    method: 'POST',
    path: '/matters/for-residents',
    door: 'staff',
    scope: 'matters:report',
    act: true,
    summary:
      'Staff register what a resident says by phone, on paper or in person; the resident gets the same query code (B04, C02)',
    body: z.object({
      id: z.uuidv7().optional(),
      variant: z.enum(['matter', 'suggestion']).default('matter'),
      channel: z.enum(['phone', 'paper', 'visit', 'studio']),
      category: categoryId,
      unit: code12,
      text: text(4000),
      title: z.string().trim().max(60).optional(),
      spot: z.string().trim().max(120).optional(),
      /** Code of the grid the spot lies in (C05). */
      grid: z.string().max(20).optional(),
      fields: z.record(z.string().max(40), z.string().max(200)).default({}),
      photos,
      name: z.string().trim().max(40).optional(),
      phone: z
        .string()
        .regex(/^1\d{10}$/)
        .optional(),
      /** The resident agreed to be registered (C02). */
      consent: z.literal(true),
      sealed: z.boolean().default(false),
      reception: z.uuid().optional(),
    }),
    reply: reportReceipt,
  }),
  receptions: endpoint({
    id: 'matters.receptions',
    method: 'GET',
    path: '/receptions',
    door: 'anyone',
    summary: 'Reception sessions of delegates (B04) of a county, coming and past',
    query: z.object({ county: z.string().regex(/^\d{6}$/) }),
    reply: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        studio: z.string(),
        studioName: z.string(),
        place: z.string(),
        from: z.string(),
        to: z.string(),
        delegates: z.array(z.string()),
        capacity: z.number().int(),
        booked: z.number().int(),
        items: z.number().int(),
        state: z.string(),
      }),
    ),
  }),
  announce: endpoint({
    id: 'matters.announce',
    method: 'POST',
    path: '/receptions',
    door: 'staff',
    act: true,
    summary: 'Announce a reception session of a group of delegates 组团接访',
    body: z.object({
      id: z.uuidv7().optional(),
      studio: z.string().max(60),
      from: z.iso.datetime({ offset: true }),
      to: z.iso.datetime({ offset: true }),
      delegates: z.array(z.string().trim().min(1).max(20)).min(1).max(10),
      capacity: z.number().int().min(1).max(200),
    }),
    reply: receipt,
  }),
  book: actOn(
    'book',
    '/receptions/:id/bookings',
    'signed-in',
    'Book a place; refused when full (B03)',
    z.object({ about: text(200) }),
  ),
  closeReception: actOn('close-reception', '/receptions/:id/closing', 'staff', 'Close the session', z.object({})),
}
