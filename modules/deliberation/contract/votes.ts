import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'
import { actOn, byId, choice, counts, prospect, reason, verdict } from './shapes.ts'

/** A vote as whoever asks may see it. While a secret one is open nobody sees counts by choice, only how many slips lie in the urn. */
export const voteView = z.object({
  id: z.string(),
  number: z.string(),
  topic: z.string(),
  state: z.string(),
  mode: z.enum(['open', 'secret']),
  text: z.string(),
  clauses: z.array(z.object({ text: z.string() })),
  entitled: z.number().int(),
  present: z.number().int(),
  recused: z.number().int(),
  voters: z.number().int(),
  /** Ballots in so far, or at the end. */
  in: z.number().int(),
  /** By choice: open votes always, secret ones when closed. */
  counts: counts.nullable(),
  /** Slips handed out, on paper and by phone; secret votes only. */
  slips: z.number().int(),
  publicKey: z.string().nullable(),
  /** I may vote in it; `mine`: my open ballot; `slip`: I was given one (secret). */
  me: z.object({ voter: z.boolean(), mine: choice.nullable(), slip: z.enum(['phone', 'paper']).nullable() }).nullable(),
  verdicts: z.array(verdict).nullable(),
  passed: z.boolean().nullable(),
  ballots: z.string().nullable(),
  resolution: z.string().nullable(),
  annulled: z.string().nullable(),
  /** Paper slips handed out, and whether they have been counted: once, or by two. */
  paperSlips: z.number().int(),
  paper: z.object({ confirmed: z.boolean() }).nullable(),
  /** Members whose ballot is in; of an open vote that is open, for those who run the talk. */
  balloted: z.array(z.string()),
  prospects: z.array(prospect),
})

const member = z.object({ member: z.uuid() })
const county = z.string().regex(/^\d{6}$/)

export const votes = {
  cast: endpoint({
    id: 'deliberation.cast',
    method: 'POST',
    path: '/votes/:id/ballots',
    door: 'signed-in',
    act: true,
    perMinute: 60,
    summary: 'My ballot in an open vote: one, never changed; the same again answers the same',
    params: byId,
    body: z.object({ choice }),
    reply: z.object({ vote: z.string(), choice, in: z.number().int() }),
  }),
  slip: endpoint({
    id: 'deliberation.slip',
    method: 'POST',
    path: '/votes/:id/slips',
    door: 'signed-in',
    act: true,
    summary: 'A blank slip for a secret vote: the blinded slip comes back signed, one for each voter (RFC 9474)',
    params: byId,
    body: z.object({ blinded: z.string().regex(/^[0-9a-f]{512}$/) }),
    reply: z.object({ signed: z.string() }),
  }),
  drop: endpoint({
    id: 'deliberation.drop',
    method: 'POST',
    path: '/votes/:id/urn',
    door: 'anyone',
    crossSite: true,
    perMinute: 600,
    summary: 'Drop a slip into the urn: whoever brings it is not looked at; the same slip again answers the same (I6)',
    params: byId,
    body: z.object({
      county,
      slip: z.string().regex(/^[0-9a-f]{64}$/),
      proof: z.string().regex(/^[0-9a-f]{512}$/),
      choice,
    }),
    reply: z.object({ in: z.literal(true) }),
  }),
  handSlip: actOn('hand-slip', '/votes/:id/paper-slips', 'staff', 'A paper slip for a member without a phone', member),
  noteHand: actOn(
    'note-hand',
    '/votes/:id/hands',
    'staff',
    'A hand raised in an open vote',
    member.extend({ choice, how: z.enum(['hand', 'paper']).default('hand') }),
  ),
  countPaper: actOn(
    'count-paper',
    '/votes/:id/paper-count',
    'staff',
    'Paper slips, counted by the first teller',
    counts,
  ),
  confirmPaper: actOn(
    'confirm-paper',
    '/votes/:id/paper-count-confirmation',
    'staff',
    'The second teller has counted the same (I2)',
    z.object({}),
  ),
  closeVote: actOn(
    'close',
    '/votes/:id/closing',
    'staff',
    'Close the vote: counted, held against the rule, certified',
    z.object({}),
  ),
  annul: actOn('annul', '/votes/:id/annulment', 'staff', 'This vote does not count, with the reason', reason),
}
