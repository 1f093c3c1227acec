import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

const sort = z.enum(['due', 'result', 'news'])
const way = z.enum(['app', 'sms', 'mail', 'both'])
const hour = z.number().int().min(0).max(23)
const unread = z.object({ unread: z.number().int() })
const done = z.object({ done: z.literal(true) })
const org = z.string().regex(/^\d{12}\.[a-z-]+$/)

const preference = z.object({
  due: way,
  result: way,
  news: way,
  /** Equal hours: no quiet hours. */
  quietFrom: hour,
  quietTo: hour,
  digestAt: hour.nullable(),
  lang: z.enum(['zh-CN', 'en']),
})

export const endpoints = {
  list: endpoint({
    id: 'notices.list',
    method: 'GET',
    path: '/notices',
    door: 'signed-in',
    summary: 'Messages to me, newest first',
    query: z.object({ before: z.uuid().optional() }),
    reply: z.object({
      unread: z.number().int(),
      rows: z.array(
        z.object({
          id: z.string(),
          at: z.string(),
          subject: z.string(),
          number: z.string(),
          title: z.string(),
          kind: z.string(),
          sort,
          dueAt: z.string().nullable(),
          read: z.boolean(),
          /** Asks for a 知道了: the law or the procedure wants it delivered. */
          required: z.boolean(),
          confirmed: z.boolean(),
        }),
      ),
    }),
  }),
  read: endpoint({
    id: 'notices.read',
    method: 'POST',
    path: '/notices/reading',
    door: 'signed-in',
    summary: 'I have read these, those of one subject, or all',
    body: z.union([
      z.object({ ids: z.array(z.uuid()).min(1).max(100) }).strict(),
      z.object({ subject: z.uuid() }).strict(),
      z.object({ all: z.literal(true) }).strict(),
    ]),
    reply: unread,
  }),
  confirm: endpoint({
    id: 'notices.confirm',
    method: 'POST',
    path: '/notices/:id/confirmation',
    door: 'signed-in',
    act: true,
    summary: '知道了: it has reached me',
    params: z.object({ id: z.uuid() }),
    reply: unread,
  }),
  stream: endpoint({
    id: 'notices.stream',
    method: 'GET',
    path: '/notices/stream',
    door: 'signed-in',
    summary:
      'Server-sent events: `unread` with my count, `inbox` when something moved in my unit, `end` with the session',
    gives: 'events',
    reply: z.unknown(),
  }),
  preference: endpoint({
    id: 'notices.preference',
    method: 'GET',
    path: '/me/notices',
    door: 'signed-in',
    summary: 'How I want to be told',
    reply: preference.extend({
      /** Which ways there are here at all. */
      ways: z.object({ sms: z.boolean(), mail: z.boolean() }),
      mail: z.object({
        /** Masked. */
        address: z.string().nullable(),
        pending: z.string().nullable(),
        /** The last mail came back, and when. */
        fault: z.object({ code: z.string(), at: z.string() }).nullable(),
      }),
    }),
  }),
  prefer: endpoint({
    id: 'notices.prefer',
    method: 'PUT',
    path: '/me/notices',
    door: 'signed-in',
    summary: 'Choose how I want to be told; the app always does',
    body: preference,
    reply: done,
  }),
  addMail: endpoint({
    id: 'notices.add-mail',
    method: 'PUT',
    path: '/me/mail',
    door: 'signed-in',
    perMinute: 10,
    summary: 'A mail address of mine; a code goes there',
    body: z.object({ mail: z.email().max(120) }),
    reply: z.object({ seconds: z.number().int() }),
  }),
  proveMail: endpoint({
    id: 'notices.prove-mail',
    method: 'POST',
    path: '/me/mail/proof',
    door: 'signed-in',
    perMinute: 20,
    summary: 'The code that came by mail',
    body: z.object({ code: z.string().regex(/^\d{6}$/) }),
    reply: done,
  }),
  dropMail: endpoint({
    id: 'notices.drop-mail',
    method: 'DELETE',
    path: '/me/mail',
    door: 'signed-in',
    summary: 'Forget my mail address',
    reply: done,
  }),
  unsubscribe: endpoint({
    id: 'notices.unsubscribe',
    method: 'POST',
    path: '/mail/unsubscribe',
    door: 'anyone',
    perMinute: 30,
    summary: 'No more mail, by the key in its List-Unsubscribe header (RFC 8058); what is required stays in the app',
    takes: 'form',
    query: z.object({ key: z.string().min(20).max(200) }),
    body: z.object({ 'List-Unsubscribe': z.literal('One-Click').optional() }),
    reply: done,
  }),
  receipts: endpoint({
    id: 'notices.receipts',
    method: 'GET',
    path: '/notices/receipts',
    door: 'staff',
    summary: 'Whom a required notice about a subject has reached, by which way, and whom not yet (送达回执)',
    query: z.object({ subject: z.uuid() }),
    reply: z.object({
      of: z.number().int(),
      reached: z.number().int(),
      rows: z.array(
        z.object({
          id: z.string(),
          kind: z.string(),
          at: z.string(),
          /** Masked name; null for the reporter. */
          who: z.string().nullable(),
          reached: z.boolean(),
          /** I may note that it was handed over. */
          mayHand: z.boolean(),
          steps: z.array(
            z.object({
              what: z.enum(['sent', 'failed', 'opened', 'confirmed']),
              channel: z.string(),
              at: z.string(),
              by: z.string().nullable(),
              note: z.string().nullable(),
            }),
          ),
        }),
      ),
    }),
  }),
  handOver: endpoint({
    id: 'notices.hand-over',
    method: 'POST',
    path: '/notices/receipts/:id/handing',
    door: 'staff',
    act: true,
    summary: 'It was handed over on paper, told at the door or on the phone, noted by a clerk',
    params: z.object({ id: z.uuid() }),
    body: z.object({ how: z.enum(['paper', 'visit', 'phone']), note: z.string().trim().max(200).optional() }),
    reply: done,
  }),
  robot: endpoint({
    id: 'notices.robot',
    method: 'GET',
    path: '/notices/robot',
    door: 'staff',
    summary: 'Whether a unit of mine writes into its work group',
    query: z.object({ org }),
    reply: z.object({
      on: z.boolean(),
      /** Host of its address; the address itself is a secret. */
      host: z.string().nullable(),
      fault: z.object({ code: z.string(), at: z.string() }).nullable(),
      mayChange: z.boolean(),
    }),
  }),
  setRobot: endpoint({
    id: 'notices.set-robot',
    method: 'PUT',
    path: '/notices/robot',
    door: 'staff',
    perMinute: 10,
    summary: 'Set, with a first message as a trial, or take away (null) the group robot of a unit',
    body: z.object({ org, url: z.url().max(300).nullable() }),
    reply: done,
  }),
  demoWaiting: endpoint({
    id: 'notices.demo-waiting',
    method: 'GET',
    path: '/demo/waiting',
    door: 'demo',
    summary: 'Messages the demo holds back until the quiet hours end or the digest goes',
    reply: z.array(z.object({ due: z.string(), channel: z.string(), text: z.string() })),
  }),
}
