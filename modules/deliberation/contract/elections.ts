import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import { seal } from '@gongzhi/record/contract'
import * as z from 'zod'
import { electionGrounds } from '../rules/election-rows.ts'
import { actOn, byId, day, entry, prospect, reason, receipt, text, unit, verdict } from './shapes.ts'

/* 议事会推选 D08. */

const code = z.string().regex(/^[a-z-]{2,30}$/)
const seats = z
  .array(z.object({ class: code, seats: z.number().int().min(0).max(100) }))
  .min(1)
  .max(12)
const nominee = z.object({ nominee: z.uuid() })
const many = z.number().int().min(0).max(10_000)
const ballot = z.object({
  given: many,
  returned: many,
  valid: many,
  invalid: many,
  sums: z.array(z.object({ nominee: z.uuid(), votes: many })).max(200),
  tellers: z.array(z.uuid()).max(2),
})

const electionRow = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  state: z.string(),
  unit: z.object({ code: z.string(), name: z.string() }),
  on: z.string(),
})
const classSeats = z.object({ class: z.string(), title: z.string(), seats: z.number().int() })

export const elections = {
  openElection: endpoint({
    id: 'deliberation.open-election',
    method: 'POST',
    path: '/elections',
    door: 'staff',
    act: true,
    summary: 'Open the election of a council: seats by class, term, day (D08)',
    body: z.object({
      id: z.uuid().optional(),
      unit,
      title: text(60),
      sort: z.enum(['renewal', 'by-election']).default('renewal'),
      seats,
      from: day,
      until: day,
      on: day,
      withChair: z.boolean().default(true),
      /** How the village’s own rule makes the chair; without it, the representatives choose. */
      chairRule: text(500).optional(),
    }),
    reply: receipt,
  }),
  elections: endpoint({
    id: 'deliberation.elections',
    method: 'GET',
    path: '/elections',
    door: 'anyone',
    summary: 'Elections of councils in a village or a stretch, latest first',
    query: z.object({ unit: z.string().regex(/^\d{6,12}$/), before: z.uuid().optional() }),
    reply: z.object({ rows: z.array(electionRow), next: z.string().nullable() }),
  }),
  election: endpoint({
    id: 'deliberation.election',
    method: 'GET',
    path: '/elections/:id',
    door: 'anyone',
    summary:
      'An election: seats, who stands, each ballot with its sums and verdicts, the posting, objections and answers',
    params: byId,
    query: z.object({
      county: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    reply: electionRow.extend({
      sort: z.enum(['renewal', 'by-election']),
      from: z.string(),
      until: z.string(),
      round: z.number().int(),
      withChair: z.boolean(),
      chairRule: z.string().nullable(),
      seats: z.array(classSeats),
      /** Seats of this round still without anybody. */
      open: z.array(classSeats),
      /** Fewer nominees who stand than open seats: how many are missing. */
      lacking: z.array(classSeats),
      nominees: z.array(
        z.object({
          id: z.string(),
          /** As the nominee agreed to be shown; masked until then. */
          shown: z.string(),
          class: z.string(),
          how: z.string(),
          state: z.enum(['named', 'accepted', 'withdrawn']),
          elected: z.boolean(),
          chair: z.boolean(),
          mine: z.boolean(),
        }),
      ),
      meeting: z.object({ id: z.string(), state: z.string(), startsAt: z.string() }).nullable(),
      /** 应到 / 实到 of the representatives now, with the article; null while no meeting is called. */
      quorum: verdict.nullable(),
      /** Representatives in the room, for choosing tellers: only for those who keep the papers. */
      present: z.array(z.object({ member: z.string(), name: z.string() })),
      ballots: z.array(
        z.object({
          kind: z.enum(['count', 'run-off', 'choose-chair']),
          round: z.number().int(),
          at: z.string(),
          entitled: z.number().int(),
          present: z.number().int(),
          given: z.number().int(),
          returned: z.number().int(),
          valid: z.number().int(),
          invalid: z.number().int(),
          tellers: z.array(z.string()),
          quorum: verdict,
          sums: z.array(
            z.object({
              nominee: z.string(),
              shown: z.string(),
              class: z.string(),
              votes: z.number().int(),
              result: z.enum(['elected', 'tied', 'not']),
              verdict,
            }),
          ),
        }),
      ),
      postedAt: z.string().nullable(),
      /** The day up to which objections are heard; with how sure its number of days is. */
      postedUntil: z.string().nullable(),
      postingDays: z.number().int(),
      postingMark: z.string(),
      objections: z.array(
        z.object({
          id: z.string(),
          ground: z.string(),
          text: z.string(),
          at: z.string(),
          answer: z.string().nullable(),
        }),
      ),
      digest: z.string().nullable(),
      record: seal.nullable(),
      entries: z.array(entry),
      prospects: z.array(prospect),
    }),
  }),
  nominate: actOn(
    'nominate',
    '/elections/:id/nominees',
    'signed-in',
    'Name somebody for a class, or oneself; a keeper enters what was handed in on paper (P13)',
    z.object({
      name: text(40),
      class: code,
      self: z.boolean().default(false),
      phone: z
        .string()
        .regex(/^1\d{10}$/)
        .optional(),
    }),
  ),
  acceptNomination: actOn(
    'accept-nomination',
    '/elections/:id/acceptances',
    'signed-in',
    'I stand, under my whole name or masked; a keeper notes consent on paper',
    nominee.extend({ openName: z.boolean().default(false) }),
  ),
  withdrawNomination: actOn(
    'withdraw-nomination',
    '/elections/:id/withdrawals',
    'signed-in',
    'I do not stand, or no more',
    nominee,
  ),
  closeNominations: actOn(
    'close-nominations',
    '/elections/:id/closing',
    'staff',
    'Close the nominations; all that is missing is listed',
    z.object({}),
  ),
  count: actOn(
    'count',
    '/elections/:id/ballots',
    'staff',
    'The sums of the ballot at the sitting meeting of the representatives, by two tellers',
    ballot,
  ),
  runOff: actOn('run-off', '/elections/:id/run-offs', 'staff', 'The sums of the ballot among the tied', ballot),
  leaveOpen: actOn('leave-open', '/elections/:id/open-seats', 'staff', 'No run-off: the tied seats stay open', reason),
  anotherRound: actOn(
    'another-round',
    '/elections/:id/rounds',
    'staff',
    'Nominations again for the seats nobody won',
    z.object({}),
  ),
  chooseChair: actOn(
    'choose-chair',
    '/elections/:id/chair-ballots',
    'staff',
    'The sums of the ballot for the chair 理事长, among those elected',
    ballot,
  ),
  nameChair: actOn(
    'name-chair',
    '/elections/:id/chair',
    'staff',
    'The chair by the village’s own rule, with the ground',
    nominee.extend(reason.shape),
  ),
  postResult: actOn('post-result', '/elections/:id/posting', 'staff', 'Post the result 公示', z.object({})),
  objectToElection: actOn(
    'object-to-election',
    '/elections/:id/objections',
    'signed-in',
    'What I hold against the result; a keeper notes what came on paper',
    z.object({ ground: z.enum(electionGrounds), text: text(1000) }),
  ),
  answerElectionObjection: actOn(
    'answer-election-objection',
    '/elections/:id/objection-answers',
    'staff',
    'Answer an objection',
    z.object({ objection: z.uuid(), text: text(1000) }),
  ),
  commentElection: actOn(
    'comment-election',
    '/elections/:id/comments',
    'staff',
    'The town’s word on an election; it changes nothing of it (D07)',
    z.object({ text: text(1000) }),
  ),
  takeOffice: actOn(
    'take-office',
    '/elections/:id/term',
    'staff',
    'Those elected go on the council’s roll; the chair’s own staff account takes the post',
    z.object({ chairAccount: z.uuid().optional() }),
  ),
  annulElection: actOn('annul-election', '/elections/:id/annulment', 'staff', 'Annul, with the reason', reason),
}
