import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import { seal } from '@gongzhi/record/contract'
import * as z from 'zod'
import { objectionKinds } from './rules/objection.ts'
import { choosers } from './rules/rows.ts'

/* 参加选举的村民名单 (R1, 村民委员会组织法 Art. 15–18). Ballots are paper and have no place here. */

const text = (max: number, min = 2) => z.string().trim().min(min).max(max)
const byId = z.object({ id: z.uuid() })
const unit = z.string().regex(/^\d{12}$/)
/** A number of the roll, or a whole name; where a name stands twice, with its household after a space. */
const who = text(60, 1)
const committee = z.array(who).min(1).max(30)
const reason = text(500)
const receipt = z.object({ id: z.string(), number: z.string(), state: z.string(), seq: z.number(), at: z.string() })
const prospects = z.array(
  z.object({ act: z.string(), unmet: z.array(z.string()), asks: z.array(z.string()), from: z.array(z.string()) }),
)
const source = z.object({ law: z.string(), article: z.string(), mark: z.enum(['found', 'local', 'unverified']) })
const said = z.object({ amount: z.number().int(), source })
/** Somebody on the roll: masked, and in full for the village’s own voters and those who keep it. */
const line = z.object({ no: z.number().int(), shown: z.string(), name: z.string().nullable() })

const onRoll = <const P extends string, B extends z.ZodType>(id: string, path: P, summary: string, body: B) =>
  endpoint({
    id: `voters.${id}`,
    method: 'POST',
    path,
    door: 'staff',
    act: true,
    summary,
    params: byId,
    body,
    reply: receipt,
  })

const objection = z.object({
  id: z.string(),
  number: z.string(),
  state: z.string(),
  kind: z.enum(objectionKinds),
  shown: z.string(),
  /** The whole name, for those who keep the roll and whoever objected. */
  about: z.string().nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  mine: z.boolean(),
  lodgedAt: z.string(),
  dueAt: z.string().nullable(),
  late: z.boolean(),
  decision: z.string().nullable(),
  deciders: z.number().int(),
  prospects,
})

const view = z.object({
  id: z.string(),
  number: z.string(),
  state: z.string(),
  title: z.string(),
  electionDay: z.string(),
  seats: z.number().int(),
  chosenBy: z.enum(choosers),
  chosenOn: z.string(),
  committee: z.array(z.object({ member: z.string(), shown: z.string(), name: z.string().nullable() })),
  /** Deciders that are more than half of the committee. */
  decidersNeeded: z.number().int().nullable(),
  posted: z
    .object({
      at: z.string(),
      until: z.string(),
      over: z.boolean(),
      verdict: z.object({ met: z.boolean(), given: z.number().int(), bar: z.number().int(), source }).nullable(),
      digest: z.string(),
      record: seal.nullable(),
    })
    .nullable(),
  settled: z.object({ at: z.string(), digest: z.string(), record: seal.nullable() }).nullable(),
  voters: z.number().int().nullable(),
  women: z.number().int().nullable(),
  candidates: z.array(line),
  proxies: z.array(z.object({ principal: line, holder: line, at: z.string() })),
  objections: z.array(objection),
  /** Where I stand on it. */
  me: line.nullable(),
  keeps: z.boolean(),
  prospects,
})

export const endpoints = {
  at: endpoint({
    id: 'voters.at',
    method: 'GET',
    path: '/voter-rolls',
    door: 'anyone',
    summary: 'The roll of a village’s committee election: where it stands, until when one may object, what was decided',
    query: z.object({ unit }),
    reply: z.object({
      unit: z.object({ code: z.string(), name: z.string() }),
      /** Villagers entitled today; null: the village has no roll of villagers yet. */
      villagers: z.number().int().nullable(),
      law: z.object({ posted: said, objection: said, decision: said, proxies: said }),
      committee: z.object({ least: z.number().int(), basis: z.string(), deciding: z.string() }),
      draws: z.boolean(),
      roll: view.nullable(),
    }),
  }),
  list: endpoint({
    id: 'voters.list',
    method: 'GET',
    path: '/voter-rolls/:id/lines',
    door: 'anyone',
    summary: 'The posted roll, page by page; `q`: a number, or a whole or part of a name for those who read names',
    params: byId,
    query: z.object({
      county: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
      q: z.string().trim().max(40).optional(),
      after: z.coerce.number().int().min(0).default(0),
    }),
    reply: z.object({
      names: z.boolean(),
      lines: z.array(
        line.extend({ class: z.string().nullable(), household: z.string().nullable(), mine: z.boolean() }),
      ),
      next: z.number().int().nullable(),
    }),
  }),
  inbox: endpoint({
    id: 'voters.inbox',
    method: 'GET',
    path: '/voter-rolls/inbox',
    door: 'staff',
    summary: 'What of rolls and objections waits for my own units, the most urgent first',
    reply: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['voter-roll', 'roll-objection']),
        number: z.string(),
        title: z.string(),
        state: z.string(),
        unit: z.string(),
        dueAt: z.string().nullable(),
        late: z.boolean(),
      }),
    ),
  }),
  drawUp: endpoint({
    id: 'voters.draw-up',
    method: 'POST',
    path: '/voter-rolls',
    door: 'staff',
    act: true,
    summary:
      'Begin the roll for a committee election: day, seats, the election committee the village chose (Art. 15, 16)',
    body: z.object({
      unit,
      electionDay: z.iso.date(),
      seats: z.number().int().min(1).max(20),
      chosenBy: z.enum(choosers),
      chosenOn: z.iso.date(),
      /** Names on the villagers’ roll, the one who presides first. */
      committee,
    }),
    reply: receipt,
  }),
  changeCommittee: onRoll(
    'change-committee',
    '/voter-rolls/:id/committee',
    'Who is in the election committee from now on, and why (Art. 15)',
    z.object({ committee, reason }),
  ),
  post: onRoll(
    'post-roll',
    '/voter-rolls/:id/posting',
    'Post the roll, 20 days before the election (Art. 17)',
    z.object({}),
  ),
  settle: onRoll(
    'settle-roll',
    '/voter-rolls/:id/settlement',
    'Settle the roll once the days for objecting are over and every objection is answered; its hash goes on record',
    z.object({}),
  ),
  nameCandidates: onRoll(
    'name-candidates',
    '/voter-rolls/:id/candidates',
    'Post the candidates, more than there are seats (Art. 18)',
    z.object({ candidates: z.array(who).min(1).max(60) }),
  ),
  registerProxy: onRoll(
    'register-proxy',
    '/voter-rolls/:id/proxies',
    'Enter a written proxy of somebody who is away: at most three a holder, none for a candidate (Art. 18)',
    z.object({ principal: who, holder: who, paper: z.boolean() }),
  ),
  revokeProxy: onRoll(
    'revoke-proxy',
    '/voter-rolls/:id/proxies/revocation',
    'Take a proxy back: whoever gave it votes alone',
    z.object({ principal: who }),
  ),
  annul: onRoll(
    'annul-roll',
    '/voter-rolls/:id/annulment',
    'Give this roll up, why; another may be begun',
    z.object({ reason }),
  ),
  object: endpoint({
    id: 'voters.object-to-roll',
    method: 'POST',
    path: '/voter-rolls/:id/objections',
    door: 'signed-in',
    act: true,
    summary:
      'Object to the roll within the days of its posting: somebody left out, wrongly on it, wrongly entered (Art. 17)',
    params: byId,
    body: z.object({
      kind: z.enum(objectionKinds),
      /** Whom it is about. */
      about: text(40),
      reason,
      /** Who objects on paper; noted by those who keep the roll. */
      by: text(40).optional(),
      /** It is about myself. */
      own: z.boolean().default(false),
    }),
    reply: receipt,
  }),
  decide: onRoll(
    'decide-objection',
    '/roll-objections/:id/decision',
    'What the election committee decided, by whom, and what changes on the roll (Art. 17)',
    z.object({
      accept: z.boolean(),
      text: reason,
      deciders: z.array(z.uuid()).max(30),
      change: z
        .object({
          /** The number on the roll, for whoever is struck off or entered otherwise. */
          no: z.number().int().min(1).optional(),
          class: z.string().max(30).optional(),
          household: z.string().trim().max(40).optional(),
          woman: z.boolean().default(false),
        })
        .optional(),
    }),
  ),
  withdraw: endpoint({
    id: 'voters.withdraw-objection',
    method: 'POST',
    path: '/roll-objections/:id/withdrawal',
    door: 'signed-in',
    act: true,
    summary: 'Take an objection back',
    params: byId,
    body: z.object({}),
    reply: receipt,
  }),
}
