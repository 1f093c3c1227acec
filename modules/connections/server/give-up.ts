import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import { act } from '@gongzhi/kernel/server/act.ts'
import { noticeStatement } from '@gongzhi/notices/server'
import * as z from 'zod'
import { administrators } from './store-webhook.ts'
import { webhookSubject } from './webhook-subject.ts'

/** After long failure the sender stops telling a system, and tells the county's administrators. */
export const giveUp = act({
  subject: webhookSubject,
  act: 'give-up',
  endpoint: endpoint({
    id: 'connections.give-up',
    method: 'POST',
    path: '',
    door: 'staff',
    summary: 'A system could not be reached for long',
    body: z.object({ day: z.iso.date(), error: z.string() }),
    reply: z.unknown(),
  }),
  reads: (input, actor) => [administrators(actor.county, input.day)],
  data: ({ input }) => ({ error: input.error }),
  also: ({ docket, row, now, read }) =>
    (read[0] ?? []).map(({ account }) =>
      noticeStatement({
        county: docket.county,
        account: account as string,
        subject: docket.id,
        number: docket.number,
        title: row.name,
        kind: 'webhook-disabled',
        is: { sort: 'due' },
        at: now,
      }),
    ),
})
