import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

/** The clock has no door: no path, so no route. */
export const noDoor = endpoint({
  id: 'voters.system',
  method: 'POST',
  path: '',
  summary: '',
  door: 'staff',
  body: z.record(z.string(), z.unknown()),
  reply: z.unknown(),
})
