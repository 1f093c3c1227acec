import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

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
          read: z.boolean(),
        }),
      ),
    }),
  }),
  read: endpoint({
    id: 'notices.read',
    method: 'POST',
    path: '/notices/reading',
    door: 'signed-in',
    summary: 'I have read these',
    body: z.object({ ids: z.array(z.uuid()).min(1).max(100) }),
    reply: z.object({ unread: z.number().int() }),
  }),
}
