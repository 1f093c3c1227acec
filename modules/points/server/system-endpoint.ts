import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

/** Acts of the clock and of other subjects have no door: no path, so no route. */
export const noDoor = endpoint({
  id: 'points.system',
  method: 'POST',
  path: '',
  summary: '',
  door: 'staff',
  body: z.record(z.string(), z.unknown()),
  reply: z.unknown(),
})
