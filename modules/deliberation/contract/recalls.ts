import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import { seal } from '@gongzhi/record/contract'
import * as z from 'zod'
import { actOn, byId, counts, entry, prospect, reason, receipt, text, unit, verdict } from './shapes.ts'

/* 罢免议事会成员 D08. */

const many = z.number().int().min(0).max(10_000)
const papers = { given: many, returned: many, valid: many, invalid: many }
const row = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  state: z.string(),
  unit: z.object({ code: z.string(), name: z.string() }),
})

export const recalls = {
  proposeRecall: endpoint({
    id: 'deliberation.propose-recall',
    method: 'POST',
    path: '/recalls',
    door: 'staff',
    act: true,
    summary: 'Enter a recall of a council’s member that enough representatives signed (D08)',
    body: z.object({
      unit,
      member: z.uuid(),
      alsoChair: z.boolean().default(false),
      proposers: z.array(z.uuid()).max(200),
      ...reason.shape,
    }),
    reply: receipt,
  }),
  recalls: endpoint({
    id: 'deliberation.recalls',
    method: 'GET',
    path: '/recalls',
    door: 'anyone',
    summary: 'Recalls of councils’ members in a village or a stretch',
    query: z.object({ unit: z.string().regex(/^\d{6,12}$/) }),
    reply: z.array(row),
  }),
  recall: endpoint({
    id: 'deliberation.recall',
    method: 'GET',
    path: '/recalls/:id',
    door: 'anyone',
    summary: 'A recall: reason, who proposes in number, what the member says, how the representatives decided',
    params: byId,
    query: z.object({
      county: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    reply: row.extend({
      member: z.string(),
      mine: z.boolean(),
      alsoChair: z.boolean(),
      reason: z.string(),
      proposers: z.number().int(),
      call: verdict,
      heard: z.string().nullable(),
      meeting: z.object({ id: z.string(), state: z.string(), startsAt: z.string() }).nullable(),
      quorum: verdict.nullable(),
      present: z.array(z.object({ member: z.string(), name: z.string() })),
      ballot: z.object({ ...papers, counts, present: z.number().int(), verdicts: z.array(verdict) }).nullable(),
      digest: z.string().nullable(),
      record: seal.nullable(),
      entries: z.array(entry),
      prospects: z.array(prospect),
    }),
  }),
  noteHearing: actOn(
    'note-hearing',
    '/recalls/:id/hearings',
    'signed-in',
    'What I say to it, being the member; a keeper notes it from paper, or that I said nothing though asked',
    z.object({ text: text(2000) }),
  ),
  decideRecall: actOn(
    'decide-recall',
    '/recalls/:id/ballots',
    'staff',
    'The sums of the representatives’ ballot, by two tellers',
    z.object({ ...papers, ...counts.shape, tellers: z.array(z.uuid()).max(2) }),
  ),
  withdrawRecall: actOn('withdraw-recall', '/recalls/:id/withdrawal', 'staff', 'The proposers take it back', reason),
}
