import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'
import { actCodes, goodsKinds } from './rules/acts.ts'

/* 履职积分 (D10). There is no list of people with their points, no order by points and no sum of anybody else (P1). */

const text = (max: number, min = 2) => z.string().trim().min(min).max(max)
const byId = z.object({ id: z.uuid() })
const bodyId = z.string().regex(/^\d{12}\.council$/)
const reason = text(500)
const whole = (max: number) => z.number().int().min(1).max(max)
const receipt = z.object({ id: z.string(), number: z.string(), state: z.string(), seq: z.number(), at: z.string() })
const prospect = z.object({
  act: z.string(),
  unmet: z.array(z.string()),
  asks: z.array(z.string()),
  from: z.array(z.string()),
})
const prospects = z.array(prospect)
const act = z.enum(actCodes)
/** For whoever has no phone: whose word the secretary writes down. */
const member = z.uuid().optional()

const content = {
  title: text(60),
  text: text(8000),
  clauses: z
    .array(z.object({ act, points: whole(100), most: whole(1000) }))
    .min(1)
    .max(6)
    .refine((list) => new Set(list.map((one) => one.act)).size === list.length),
  yearMost: whole(1000),
  goods: z
    .array(
      z.object({
        kind: z.enum(goodsKinds),
        name: text(30, 1),
        points: whole(1000),
        stock: z.number().int().min(0).max(9999),
      }),
    )
    .max(20),
}
const actOn = <const P extends string, B extends z.ZodType>(
  id: string,
  path: P,
  door: 'staff' | 'signed-in',
  summary: string,
  body: B,
) =>
  endpoint({ id: `points.${id}`, method: 'POST', path, door, act: true, summary, params: byId, body, reply: receipt })

const resolution = z.object({ id: z.string(), number: z.string(), title: z.string() })
const ruleView = z.object({
  id: z.string(),
  number: z.string(),
  state: z.string(),
  ...content,
  goods: z.array(content.goods.element.extend({ left: z.number().int() })),
  adoptedAt: z.string().nullable(),
  resolution: resolution.nullable(),
  prospects,
})
/** A line of the ledger: what for, how much, where it stands. */
const line = z.object({
  id: z.string(),
  number: z.string(),
  state: z.string(),
  act,
  about: z.string(),
  points: z.number().int(),
  at: z.string(),
  dueAt: z.string().nullable(),
  dispute: z.string().nullable(),
  prospects,
})
/** Beside the line, whose it is: masked, for members of the same council and those who keep its papers. */
const named = line.extend({ shown: z.string() })
const exchange = z.object({
  id: z.string(),
  number: z.string(),
  state: z.string(),
  name: z.string(),
  points: z.number().int(),
  at: z.string(),
  prospects,
})
const posting = z.object({ amount: z.number(), unit: z.string(), mark: z.string(), basis: z.string() })

export const endpoints = {
  rules: endpoint({
    id: 'points.rules',
    method: 'GET',
    path: '/points/rules',
    door: 'anyone',
    summary: 'The rule of a council 履职工作规则、积分细则: in force, drafts and earlier ones, for everybody (D10)',
    query: z.object({ body: bodyId }),
    reply: z.object({ body: z.string(), village: z.string(), posting, rules: z.array(ruleView), drafts: z.boolean() }),
  }),
  draft: endpoint({
    id: 'points.draft-rule',
    method: 'POST',
    path: '/points/rules',
    door: 'staff',
    act: true,
    summary: 'Draft a rule: which of the listed acts earns how much, ceilings, small things it may be exchanged for',
    body: z.object({ body: bodyId, ...content }),
    reply: receipt,
  }),
  change: actOn('change-rule', '/points/rules/:id/change', 'staff', 'Change a draft', z.object(content)),
  adopt: actOn(
    'adopt-rule',
    '/points/rules/:id/adoption',
    'staff',
    'Put a rule in force by a signed resolution of the same council, later than the draft (D10)',
    z.object({ resolution: z.uuid() }),
  ),
  withdraw: actOn('withdraw-rule', '/points/rules/:id/withdrawal', 'staff', 'Give up a draft', z.object({})),
  exchange: actOn(
    'exchange',
    '/points/rules/:id/exchanges',
    'signed-in',
    'Exchange own points for one of the small things the rule lists',
    z.object({ item: z.number().int().min(0).max(19), member }),
  ),
  join: endpoint({
    id: 'points.join-points',
    method: 'POST',
    path: '/points/books',
    door: 'signed-in',
    act: true,
    summary: 'Take part 参加积分, by own word; `member`: noted by the secretary for whoever has no phone (P5)',
    body: z.object({ body: bodyId, member }),
    reply: receipt,
  }),
  leave: actOn('leave-points', '/points/books/:id/leaving', 'signed-in', 'Take part no more; no reason', z.object({})),
  rejoin: actOn('rejoin-points', '/points/books/:id/return', 'signed-in', 'Take part again', z.object({})),
  mine: endpoint({
    id: 'points.mine',
    method: 'GET',
    path: '/points/mine',
    door: 'signed-in',
    summary: 'My own ledger in each council I sit in: lines, the rule behind them, what I exchanged',
    reply: z.array(
      z.object({
        body: z.string(),
        title: z.string(),
        village: z.string(),
        book: z.string().nullable(),
        joined: z.boolean(),
        year: z.number().int(),
        effective: z.number().int(),
        spent: z.number().int(),
        left: z.number().int(),
        posting,
        rule: ruleView.nullable(),
        entries: z.array(line),
        exchanges: z.array(exchange),
      }),
    ),
  }),
  posted: endpoint({
    id: 'points.posted',
    method: 'GET',
    path: '/points/posted',
    door: 'signed-in',
    summary: 'Lines now posted 公示, in order of time, for members of the council; no sums, no other order (P1)',
    query: z.object({ body: bodyId }),
    reply: z.array(named),
  }),
  record: endpoint({
    id: 'points.record-entry',
    method: 'POST',
    path: '/points/entries',
    door: 'staff',
    act: true,
    summary: 'Write down an opinion given on paper, with its reference; somebody else reviews it',
    body: z.object({ body: bodyId, member: z.uuid(), act, reference: text(120) }),
    reply: receipt,
  }),
  review: actOn('review-entry', '/points/entries/:id/review', 'staff', 'Review 复核: it is posted', z.object({})),
  turnDown: actOn('turn-down-entry', '/points/entries/:id/refusal', 'staff', 'Not so, why', z.object({ reason })),
  dispute: actOn(
    'dispute-entry',
    '/points/entries/:id/dispute',
    'signed-in',
    'Object to a line 异议: it is frozen until it is decided',
    z.object({ reason, member }),
  ),
  uphold: actOn('uphold-entry', '/points/entries/:id/confirmation', 'staff', 'It stands, why', z.object({ reason })),
  setAside: actOn(
    'set-aside',
    '/points/entries/:id/setting-aside',
    'staff',
    'Set a line aside, why; `act`: a line for this act takes its place',
    z.object({ reason, act: act.optional() }),
  ),
  hand: actOn('hand-over-goods', '/points/exchanges/:id/handing', 'staff', 'Handed over', z.object({})),
  decline: actOn('decline-exchange', '/points/exchanges/:id/refusal', 'staff', 'Not there, why', z.object({ reason })),
  takeBack: actOn('take-back-exchange', '/points/exchanges/:id/withdrawal', 'signed-in', 'Not any more', z.object({})),
  work: endpoint({
    id: 'points.work',
    method: 'GET',
    path: '/points/work',
    door: 'staff',
    summary: 'For those who keep a council’s papers: to review, to decide, to hand over',
    query: z.object({ body: bodyId }),
    reply: z.object({
      village: z.string(),
      /** Members who take part and whose paper may be written down. */
      members: z.array(z.object({ member: z.string(), shown: z.string() })),
      /** Without a phone: the secretary writes their word down (P13). */
      onPaper: z.array(
        z.object({ member: z.string(), shown: z.string(), book: z.string().nullable(), joined: z.boolean() }),
      ),
      resolutions: z.array(resolution),
      entries: z.array(named),
      exchanges: z.array(exchange.extend({ shown: z.string(), letter: z.boolean() })),
    }),
  }),
}
