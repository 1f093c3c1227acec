import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import { act } from '@gongzhi/kernel/server/act.ts'
import * as z from 'zod'
import { holdingSubject } from './holding-subject.ts'

/** Rung by the clock at the end of a term's last day. */
export const expire = act({
  subject: holdingSubject,
  act: 'expire',
  endpoint: endpoint({
    id: 'people.expire',
    method: 'POST',
    path: '',
    door: 'staff',
    summary: 'A term is over',
    body: z.object({ alarm: z.string() }),
    reply: z.unknown(),
  }),
  change: ({ row }) => ({ endedOn: row.until, reason: null }),
  data: () => ({}),
})
