import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import { act } from '@gongzhi/kernel/server/act.ts'
import * as z from 'zod'
import { holdingSubject } from './holding-subject.ts'

/** The village of the post was merged: the holding is filed at the new one from now on (I06). */
export const moveHolding = act({
  subject: holdingSubject,
  act: 'move',
  endpoint: endpoint({
    id: 'people.move',
    method: 'POST',
    path: '',
    door: 'staff',
    summary: 'A post goes over to a merged village',
    body: z.object({ merge: z.string(), into: z.string() }),
    reply: z.unknown(),
  }),
  docket: ({ input }) => ({ unitCode: input.into }),
})
