import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import { act } from '@gongzhi/kernel/server/act.ts'
import * as z from 'zod'
import { keySubject } from './key-subject.ts'

/** Rung by the clock at the end of a key's last day. */
export const expireKey = act({
  subject: keySubject,
  act: 'expire-key',
  endpoint: endpoint({
    id: 'connections.expire-key',
    method: 'POST',
    path: '',
    door: 'staff',
    summary: 'The time of a key is over',
    body: z.object({ alarm: z.string() }),
    reply: z.unknown(),
  }),
  data: () => ({}),
})
