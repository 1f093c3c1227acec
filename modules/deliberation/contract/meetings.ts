import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'
import { taskRow } from './resolutions.ts'
import {
  actOn,
  amountVerdict,
  bodyId,
  byId,
  clauses,
  entry,
  files,
  person,
  prospect,
  reason,
  receipt,
  text,
  verdict,
} from './shapes.ts'
import { topicRow } from './topics.ts'
import { voteView } from './votes.ts'

const plan = {
  title: text(60),
  startsAt: z.iso.datetime({ offset: true }),
  venue: text(120),
  venueKind: z.enum(['hall', 'outdoor', 'online']),
  /** Empty: no notes any more. */
  venueNotes: text(300, 0).optional(),
  agenda: z.array(z.uuid()).max(12),
  advisers: z
    .array(z.object({ topic: z.uuid(), name: text(40), office: text(80) }))
    .max(12)
    .default([]),
  materials: files,
  /** 紧急: why notice is shorter than asked; empty: it is not urgent any more. */
  urgent: text(300, 0).optional(),
}
const member = z.object({ member: z.uuid() })

const meetingRow = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  state: z.string(),
  unit: z.object({ code: z.string(), name: z.string() }),
  body: z.string(),
  startsAt: z.string(),
  venue: z.string(),
  items: z.number().int(),
  passed: z.number().int(),
})

export const meetings = {
  convene: endpoint({
    id: 'deliberation.convene',
    method: 'POST',
    path: '/meetings',
    door: 'staff',
    act: true,
    summary: 'Convene a talk 召集夜话 of a body: when, where, which topics, which advisers (D06, D09, D16)',
    body: z.object({
      id: z.uuid().optional(),
      body: bodyId,
      ...plan,
      /** D08: a meeting of the representatives is called for this election or recall. */
      election: z.uuid().optional(),
    }),
    reply: receipt,
  }),
  meetings: endpoint({
    id: 'deliberation.meetings',
    method: 'GET',
    path: '/meetings',
    door: 'anyone',
    summary: 'Talks of a village or of a stretch, latest first',
    query: z.object({ unit: z.string().regex(/^\d{6,12}$/), before: z.uuid().optional() }),
    reply: z.object({ rows: z.array(meetingRow), next: z.string().nullable() }),
  }),
  inbox: endpoint({
    id: 'deliberation.inbox',
    method: 'GET',
    path: '/talks/inbox',
    door: 'staff',
    summary: 'What of the talks waits for my units: topics, talks, votes, resolutions, tasks; the most urgent first',
    reply: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['topic', 'meeting', 'vote', 'resolution', 'task', 'election', 'recall']),
        /** What its page is about: a vote is held at its meeting. */
        at: z.string(),
        number: z.string(),
        title: z.string(),
        state: z.string(),
        dueAt: z.string().nullable(),
        late: z.boolean(),
      }),
    ),
  }),
  meeting: endpoint({
    id: 'deliberation.meeting',
    method: 'GET',
    path: '/meetings/:id',
    door: 'anyone',
    summary: 'A talk as whoever asks may see it: notice, who is there, the open list, items, votes, guidance, minutes',
    params: byId,
    query: z.object({
      county: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    reply: meetingRow.extend({
      venueKind: z.enum(['hall', 'outdoor', 'online']),
      venueNotes: z.string().nullable(),
      urgent: z.string().nullable(),
      cancelled: z.string().nullable(),
      /** D08: the election or the recall it was called for. */
      election: z
        .object({
          kind: z.enum(['election', 'recall']),
          id: z.string(),
          number: z.string(),
          title: z.string(),
          state: z.string(),
        })
        .nullable(),
      materials: z.array(z.object({ id: z.string(), name: z.string() })),
      notifiedAt: z.string().nullable(),
      openedAt: z.string().nullable(),
      presentedAt: z.string().nullable(),
      endedAt: z.string().nullable(),
      /** Whether enough days of notice were or are given, with the article. */
      notice: amountVerdict.nullable(),
      /** 应到 / 实到, now; while it sits, as everybody may see it. */
      quorum: verdict,
      /** As it was when it opened; null before. */
      opening: z.array(verdict).nullable(),
      entitled: z.number().int(),
      present: z.number().int(),
      /** I am on the roll; with what is mine in the room. */
      me: z
        .object({
          member: z.string(),
          here: z.boolean(),
          recused: z.boolean(),
          turn: z.enum(['waiting', 'speaking', 'spoken', 'passed']).nullable(),
        })
        .nullable(),
      /** Roll with whether each is there; empty for whoever is neither a member nor runs the talk. */
      roll: z.array(person.extend({ here: z.boolean(), how: z.string().nullable(), recused: z.boolean() })),
      /** For whoever runs the talk: the code that members type or scan to sign in. */
      doorCode: z.string().nullable(),
      /** Open promises laid before it, late first (D15). */
      promises: z.array(taskRow),
      items: z.array(
        topicRow.extend({
          text: z.string(),
          current: z.boolean(),
          turns: z.array(
            z.object({
              member: z.string(),
              shown: z.string(),
              state: z.enum(['waiting', 'speaking', 'spoken', 'passed']),
              gist: z.string().nullable(),
            }),
          ),
          advisers: z.array(z.object({ name: z.string(), office: z.string() })),
          advice: z.array(
            z.object({
              name: z.string(),
              office: z.string(),
              text: z.string(),
              files: z.array(z.object({ id: z.string(), name: z.string() })),
              at: z.string(),
            }),
          ),
          votes: z.array(voteView),
        }),
      ),
      guidance: z.array(z.object({ org: z.string(), text: z.string(), at: z.string() })),
      objections: z.array(
        z.object({
          member: z.string(),
          shown: z.string(),
          text: z.string(),
          at: z.string(),
          answer: z.string().nullable(),
        }),
      ),
      summary: z.string().nullable(),
      entries: z.array(entry),
      prospects: z.array(prospect),
    }),
  }),
  live: endpoint({
    id: 'deliberation.live',
    method: 'GET',
    path: '/meetings/:id/live',
    door: 'anyone',
    summary:
      'Server-sent events of a talk: `room` with 应到/实到, `tally` with the count of an open vote, `changed` when the page should be read again',
    params: byId,
    query: z.object({
      county: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    gives: 'events',
    reply: z.unknown(),
  }),
  change: actOn(
    'change',
    '/meetings/:id/plan',
    'staff',
    'Change the plan before notice is given',
    z.object(plan).partial(),
  ),
  notify: actOn(
    'notify',
    '/meetings/:id/notice',
    'staff',
    'Give notice 通知 to every member, with materials (D12)',
    z.object({}),
  ),
  cancel: actOn('cancel', '/meetings/:id/cancellation', 'staff', 'Call the talk off, with the reason', reason),
  signIn: actOn(
    'sign-in',
    '/meetings/:id/arrival',
    'signed-in',
    'Sign in 签到 with my own phone and the code in the room (P4)',
    z.object({ code: z.string().trim().max(12) }),
  ),
  leave: actOn('leave', '/meetings/:id/departure', 'signed-in', 'I leave the room', z.object({})),
  markIn: actOn(
    'mark-in',
    '/meetings/:id/arrivals',
    'staff',
    'Sign a member in from the list or from paper',
    member.extend({ how: z.enum(['list', 'paper']).default('list') }),
  ),
  markOut: actOn('mark-out', '/meetings/:id/departures', 'staff', 'A member has left the room', member),
  open: actOn(
    'open',
    '/meetings/:id/opening',
    'staff',
    'Open the talk: enough notice, enough members (D12, D13)',
    z.object({}),
  ),
  presentList: actOn(
    'present-list',
    '/meetings/:id/open-list',
    'staff',
    'Lay the open list before the members first (D15)',
    z.object({}),
  ),
  advise: actOn(
    'advise',
    '/meetings/:id/advice',
    'staff',
    'Put an adviser’s written advice into the file, before the vote (D09)',
    z.object({ topic: z.uuid(), name: text(40), office: text(80), text: text(4000), files }),
  ),
  takeItem: actOn(
    'take-item',
    '/meetings/:id/item',
    'staff',
    'Take up a topic of the agenda',
    z.object({ topic: z.uuid() }),
  ),
  recuse: actOn(
    'recuse',
    '/meetings/:id/recusals',
    'staff',
    'A member keeps out of this item 回避: leaves base and count',
    member.extend(reason.shape),
  ),
  askFloor: actOn('ask-floor', '/meetings/:id/hands', 'signed-in', 'I want to speak', z.object({})),
  giveFloor: actOn('give-floor', '/meetings/:id/floor', 'staff', 'It is this member’s turn to speak', member),
  endTurn: actOn(
    'end-turn',
    '/meetings/:id/floor-end',
    'staff',
    'The turn is over; what was said in a few words, for the minutes',
    z.object({ gist: text(500).optional() }),
  ),
  offerRound: actOn(
    'offer-round',
    '/meetings/:id/round',
    'staff',
    'Asked round: whoever has not spoken and says nothing passes (D14)',
    z.object({}),
  ),
  putToVote: actOn(
    'put-to-vote',
    '/meetings/:id/votes',
    'staff',
    'Put the consensus text to the vote, open or secret (D14)',
    z.object({ id: z.uuid().optional(), mode: z.enum(['open', 'secret']), text: text(2000), clauses }),
  ),
  putOff: actOn(
    'put-off',
    '/meetings/:id/putting-off',
    'staff',
    'Leave the topic for another evening, with the reason',
    reason,
  ),
  guide: actOn(
    'guide',
    '/meetings/:id/guidance',
    'staff',
    'The town’s word on a talk; it changes nothing of it (D07)',
    z.object({ text: text(2000) }),
  ),
  end: actOn('end', '/meetings/:id/end', 'staff', 'End the talk', z.object({})),
  record: actOn(
    'record',
    '/meetings/:id/minutes',
    'staff',
    'The recorder confirms the minutes',
    z.object({ summary: text(4000).optional() }),
  ),
  object: actOn(
    'object',
    '/meetings/:id/objections',
    'signed-in',
    'What I hold against the minutes',
    z.object({ text: text(1000), member: z.uuid().optional() }),
  ),
  answerObjection: actOn(
    'answer-objection',
    '/meetings/:id/objection-answers',
    'staff',
    'Answer an objection',
    member.extend({ text: text(1000) }),
  ),
  signMinutes: actOn('sign', '/meetings/:id/signature', 'staff', 'The chair signs the minutes', z.object({})),
}
