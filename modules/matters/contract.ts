import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

/*
 * What server and pages agree on. A matter is anything a person reports (R15) or suggests to a delegate (B06): `variant`
 * tells which; both run the same loop with clocks of their own.
 */

const code12 = z.string().regex(/^\d{12}$/)
const place = z.object({ code: z.string(), name: z.string() })
const text = (max: number, min = 2) => z.string().trim().min(min).max(max)
const photo = z.string().regex(/^[0-9a-f]{64}$/)
const photos = z.array(photo).max(6).default([])

export const receipt = z.object({
  id: z.string(),
  number: z.string(),
  state: z.string(),
  seq: z.number().int(),
  at: z.string(),
})
/** The reporter's own receipt; `code` follows the matter without an account. */
const reportReceipt = receipt.extend({ code: z.string() })

export const categoryId = z.string().regex(/^[a-z-]{2,20}$/)
export const level = z.enum(['consult', 'normal', 'urgent', 'critical'])
export const channel = z.enum(['self', 'phone', 'paper', 'visit', 'studio'])
export const outcome = z.enum(['resolved', 'explained', 'not-feasible'])
export const ground = z.enum([
  'not-a-public-matter',
  'not-our-area',
  'already-decided',
  'no-facts',
  'petition',
  'discipline',
  'litigation',
])
export const limit = z.object({ amount: z.number().int().positive(), unit: z.enum(['workday', 'day', 'hour']) })

const prospect = z.object({
  act: z.string(),
  /** Requirement ids that stand in the way; empty: can be done. */
  unmet: z.array(z.string()),
  /** What the form will ask. */
  asks: z.array(z.string()),
  /** States the act starts from. */
  from: z.array(z.string()),
})

/** A line of any list. `step` 0–4 along 受理·交办·办理·答复·回访; null once it left the road (declined, withdrawn). */
const row = z.object({
  id: z.string(),
  kind: z.string(),
  number: z.string(),
  title: z.string(),
  state: z.string(),
  category: z.string().nullable(),
  level: z.string().nullable(),
  unit: place,
  town: place.nullable(),
  holder: z.object({ org: z.string().nullable(), name: z.string().nullable() }),
  step: z.number().int().nullable(),
  dueAt: z.string().nullable(),
  pausedFor: z.string().nullable(),
  supervised: z.boolean(),
  /** Working days: negative is late. Null while nothing is due. */
  left: z.number().int().nullable(),
  joined: z.number().int(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  parent: z.string().nullable(),
})
const rows = z.object({ rows: z.array(row), next: z.string().nullable() })

const entry = z.object({
  seq: z.number().int(),
  at: z.string(),
  act: z.string(),
  from: z.string().nullable(),
  to: z.string(),
  /** Who: `you`, an organisation with a masked name, or the clock. */
  by: z.object({
    kind: z.enum(['you', 'reporter', 'staff', 'system']),
    org: z.string().nullable(),
    name: z.string().nullable(),
  }),
  text: z.string().nullable(),
  photos: z.array(z.string()),
  /** Further facts of the act, by key: duty, basis, outcome, days, ground, unit … values are ids or short texts. */
  facts: z.record(z.string(), z.unknown()),
})

const child = z.object({
  id: z.string(),
  kind: z.enum(['assist', 'order', 'whistle']),
  number: z.string(),
  state: z.string(),
  org: z.string(),
  dueAt: z.string().nullable(),
  left: z.number().int().nullable(),
  text: z.string().nullable(),
  reply: z.string().nullable(),
  photos: z.array(z.string()),
  prospects: z.array(prospect),
})

const view = row.extend({
  variant: z.enum(['matter', 'suggestion']),
  text: z.string(),
  photos: z.array(z.string()),
  fields: z.record(z.string(), z.string()),
  spot: z.string().nullable(),
  grid: z.object({ code: z.string(), name: z.string() }).nullable(),
  channel: channel,
  /** Which of the two faces this reply is made for. */
  mine: z.boolean(),
  /** The whole limit in words of data, and since when; null before acceptance. */
  limit: limit.extend({ from: z.string(), dueAt: z.string().nullable(), basis: z.string() }).nullable(),
  timeline: z.array(entry),
  prospects: z.array(prospect),
  outcome: outcome.nullable(),
  outcomeText: z.string().nullable(),
  answerText: z.string().nullable(),
  satisfied: z.boolean().nullable(),
  round: z.number().int(),
  returns: z.number().int(),
  visits: z.object({ tried: z.number().int(), done: z.boolean() }),
  extension: z.object({ asked: z.boolean(), days: z.number().int().nullable(), granted: z.boolean().nullable() }),
  /** Reporter as staff may see: masked, or null when sealed. */
  reporter: z.object({ shown: z.string().nullable(), sealed: z.boolean(), reachable: z.boolean() }),
  first: z.object({ org: z.string(), name: z.string() }),
  lead: z.object({ org: z.string(), name: z.string() }).nullable(),
  mergedInto: z.object({ id: z.string(), number: z.string() }).nullable(),
  merged: z.array(z.object({ id: z.string(), number: z.string(), title: z.string() })),
  children: z.array(child),
  /** Query code, for the reporter only. */
  code: z.string().nullable(),
})

const near = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  state: z.string(),
  step: z.number().int().nullable(),
  openedAt: z.string(),
  joined: z.number().int(),
  metres: z.number().int().nullable(),
})

const duty = z.object({
  id: z.string(),
  no: z.number().int(),
  title: z.string(),
  category: z.string(),
  org: z.string(),
  orgName: z.string(),
  basis: z.string(),
  flow: z.string(),
  limit,
  fee: z.string(),
  complaint: z.string(),
  /** found | local | unverified: how sure the source is. */
  mark: z.string(),
})

const byId = z.object({ id: z.uuid() })

const actOn = <const P extends string, B extends z.ZodType>(
  id: string,
  path: P,
  door: 'staff' | 'signed-in',
  summary: string,
  body: B,
) =>
  endpoint({ id: `matters.${id}`, method: 'POST', path, door, act: true, summary, params: byId, body, reply: receipt })

const said = z.object({ text: text(2000), photos })
const reason = z.object({ reason: text(500) })

export const endpoints = {
  categories: endpoint({
    id: 'matters.categories',
    method: 'GET',
    path: '/matters/categories',
    door: 'anyone',
    summary: 'Categories with their extra fields and notices (R15)',
    reply: z.array(
      z.object({
        id: z.string(),
        group: z.string(),
        zh: z.string(),
        en: z.string(),
        level,
        /** Shown before anything else, e.g. 110/119/120 for danger to life. */
        notice: z
          .object({ zh: z.string(), en: z.string(), phones: z.array(z.string()), lifeSafety: z.boolean() })
          .nullable(),
        fields: z.array(
          z.object({
            id: z.string(),
            zh: z.string(),
            en: z.string(),
            kind: z.enum(['text', 'choice']),
            choices: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() })),
          }),
        ),
      }),
    ),
  }),
  nearby: endpoint({
    id: 'matters.nearby',
    method: 'GET',
    path: '/matters/nearby',
    door: 'anyone',
    summary: 'Open matters of the same category in the same village: join one instead of filing it again',
    query: z.object({
      unit: code12,
      category: categoryId,
      lat: z.coerce.number().optional(),
      lng: z.coerce.number().optional(),
    }),
    reply: z.array(near),
  }),
  report: endpoint({
    id: 'matters.report',
    method: 'POST',
    path: '/matters',
    door: 'anyone',
    act: true,
    perMinute: 30,
    summary: 'Report a matter, or suggest something to a delegate; signed in, with a phone number, or without either',
    body: z.object({
      id: z.uuidv7().optional(),
      variant: z.enum(['matter', 'suggestion']).default('matter'),
      category: categoryId,
      unit: code12,
      text: text(4000),
      title: z.string().trim().max(60).optional(),
      spot: z.string().trim().max(120).optional(),
      /** Code of the grid the spot lies in (C05). */
      grid: z.string().max(20).optional(),
      point: z.object({ lat: z.number(), lng: z.number() }).optional(),
      fields: z.record(z.string().max(40), z.string().max(200)).default({}),
      photos,
      name: z.string().trim().max(40).optional(),
      phone: z
        .string()
        .regex(/^1\d{10}$/)
        .optional(),
      /** Hide who I am from everybody who handles it. */
      sealed: z.boolean().default(false),
      /** Join this open matter: own clock, own answer, own rating. */
      joins: z.uuid().optional(),
      /** The unit complained about: it never handles this alone and never learns who (P8). */
      about: z.string().max(60).optional(),
      studio: z.string().max(60).optional(),
    }),
    reply: reportReceipt,
  }),
  reportFor: endpoint({
    id: 'matters.report-for',
    method: 'POST',
    path: '/matters/for-residents',
    door: 'staff',
    act: true,
    summary:
      'Staff register what a resident says by phone, on paper or in person; the resident gets the same query code (B04, C02)',
    body: z.object({
      id: z.uuidv7().optional(),
      variant: z.enum(['matter', 'suggestion']).default('matter'),
      channel: z.enum(['phone', 'paper', 'visit', 'studio']),
      category: categoryId,
      unit: code12,
      text: text(4000),
      title: z.string().trim().max(60).optional(),
      spot: z.string().trim().max(120).optional(),
      /** Code of the grid the spot lies in (C05). */
      grid: z.string().max(20).optional(),
      fields: z.record(z.string().max(40), z.string().max(200)).default({}),
      photos,
      name: z.string().trim().max(40).optional(),
      phone: z
        .string()
        .regex(/^1\d{10}$/)
        .optional(),
      /** The resident agreed to be registered (C02). */
      consent: z.literal(true),
      sealed: z.boolean().default(false),
      reception: z.uuid().optional(),
    }),
    reply: reportReceipt,
  }),
  mine: endpoint({
    id: 'matters.mine',
    method: 'GET',
    path: '/matters/mine',
    door: 'signed-in',
    summary: 'What I reported, newest first',
    query: z.object({ before: z.uuid().optional() }),
    reply: rows,
  }),
  list: endpoint({
    id: 'matters.list',
    method: 'GET',
    path: '/matters',
    door: 'staff',
    summary: 'Matters in my reach, newest first; q finds any two characters',
    query: z.object({
      unit: z
        .string()
        .regex(/^\d{6,12}$/)
        .optional(),
      state: z.string().max(20).optional(),
      open: z.enum(['yes', 'no']).optional(),
      category: categoryId.optional(),
      level: level.optional(),
      q: z.string().trim().max(40).optional(),
      before: z.uuid().optional(),
      size: z.coerce.number().int().min(1).max(100).default(20),
    }),
    reply: rows,
  }),
  inbox: endpoint({
    id: 'matters.inbox',
    method: 'GET',
    path: '/inbox',
    door: 'staff',
    summary: 'What waits for me or my unit, most urgent first, with the count of each box',
    query: z.object({
      box: z.enum(['mine', 'unit', 'due-soon', 'overdue', 'supervised']).default('mine'),
      /** `<due>,<id>` of the last row, as `next` gave it. */
      after: z
        .string()
        .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z,[0-9a-f-]{36}$/)
        .optional(),
    }),
    reply: rows.extend({
      /** Whether a post of mine oversees a stretch: only then are there figures for me. */
      oversees: z.boolean(),
      counts: z.object({
        mine: z.number().int(),
        unit: z.number().int(),
        'due-soon': z.number().int(),
        overdue: z.number().int(),
        supervised: z.number().int(),
      }),
    }),
  }),
  matter: endpoint({
    id: 'matters.matter',
    method: 'GET',
    path: '/matters/:id',
    door: 'signed-in',
    summary: 'One matter, as far as the caller may see it',
    params: byId,
    reply: view,
  }),
  publicList: endpoint({
    id: 'matters.public-list',
    method: 'GET',
    path: '/public/matters',
    door: 'anyone',
    summary: 'Handled matters of a village or town: what and how, never who',
    query: z.object({ unit: z.string().regex(/^\d{6,12}$/), before: z.uuid().optional() }),
    reply: z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          category: z.string(),
          unit: place,
          title: z.string(),
          outcome: outcome.nullable(),
          outcomeText: z.string().nullable(),
          org: z.string().nullable(),
          openedOn: z.string(),
          closedOn: z.string(),
          workdays: z.number().int(),
          satisfied: z.boolean().nullable(),
        }),
      ),
      next: z.string().nullable(),
    }),
  }),
  duties: endpoint({
    id: 'matters.duties',
    method: 'GET',
    path: '/duties',
    door: 'anyone',
    summary: 'Who is responsible, on what basis, how, by when, at what fee, where to complain (A13)',
    query: z.object({ unit: code12, category: categoryId.optional(), q: z.string().max(40).optional() }),
    reply: z.array(duty),
  }),
  figures: endpoint({
    id: 'matters.figures',
    method: 'GET',
    path: '/figures',
    door: 'staff',
    summary:
      'Response, resolution and satisfaction with n, by unit and period; rates of n below five are withheld (P9, B08)',
    query: z.object({
      unit: z
        .string()
        .regex(/^\d{6,12}$/)
        .optional(),
      from: z.iso.date(),
      to: z.iso.date(),
    }),
    reply: z.object({
      open: z.number().int(),
      overdue: z.number().int(),
      reported: z.number().int(),
      closed: z.number().int(),
      rates: z.array(
        z.object({
          id: z.enum(['response', 'resolution', 'satisfaction', 'on-time']),
          n: z.number().int(),
          hit: z.number().int().nullable(),
          percent: z.number().nullable(),
        }),
      ),
      units: z.array(
        z.object({
          unit: place,
          reported: z.number().int(),
          closed: z.number().int(),
          overdue: z.number().int(),
          returned: z.number().int(),
          rates: z.array(z.object({ id: z.string(), n: z.number().int(), percent: z.number().nullable() })),
        }),
      ),
      excluded: z.array(z.object({ ground: z.string(), n: z.number().int() })),
    }),
  }),
  similar: endpoint({
    id: 'matters.similar',
    method: 'GET',
    path: '/matters/:id/similar',
    door: 'staff',
    summary: 'Open matters that may be the same',
    params: byId,
    reply: z.array(near),
  }),
  accept: actOn(
    'accept',
    '/matters/:id/acceptance',
    'staff',
    'Accept 受理; `refer` hands it up a level at once',
    z.object({
      text: text(2000).optional(),
      level: level.optional(),
      category: categoryId.optional(),
      refer: z.boolean().default(false),
    }),
  ),
  decline: actOn(
    'decline',
    '/matters/:id/refusal',
    'staff',
    'Decline 不予受理 with a coded ground and text; petition, discipline and litigation name their lawful channel (I3)',
    z.object({ ground, text: text(2000), channel: z.string().trim().max(200).optional() }),
  ),
  refer: actOn('refer', '/matters/:id/referral', 'staff', 'Refer up 上报 to the level above (C01)', reason),
  dispatch: actOn(
    'dispatch',
    '/matters/:id/dispatch',
    'staff',
    'Dispatch 交办 to a lead unit, with co-units',
    z.object({
      org: z.string().max(60),
      duty: z.string().max(60).optional(),
      exception: z.object({ reason: text(500), funding: text(200) }).optional(),
      assists: z
        .array(z.object({ org: z.string().max(60), task: text(500), days: z.number().int().min(1).max(60) }))
        .max(8)
        .default([]),
      text: text(2000).optional(),
    }),
  ),
  take: actOn('take', '/matters/:id/taking', 'staff', 'Take 接办', z.object({})),
  giveBack: actOn(
    'return',
    '/matters/:id/return',
    'staff',
    'Return 退回: dispatched to the wrong unit; counted',
    reason,
  ),
  note: actOn('note', '/matters/:id/notes', 'staff', 'Note progress 进展', said),
  ask: actOn(
    'ask',
    '/matters/:id/questions',
    'staff',
    'Ask the reporter 请您补充; the clock stands',
    z.object({ text: text(1000) }),
  ),
  reply: actOn(
    'reply',
    '/matters/:id/replies',
    'signed-in',
    'Reply to a question; staff may write down what the reporter said',
    said,
  ),
  suspend: actOn(
    'suspend',
    '/matters/:id/suspension',
    'staff',
    'Suspend 挂起 with the reason, until a day',
    z.object({ reason: text(500), until: z.iso.date() }),
  ),
  resume: actOn('resume', '/matters/:id/resumption', 'staff', 'Resume 恢复', z.object({ text: text(500).optional() })),
  askExtension: actOn(
    'ask-extension',
    '/matters/:id/extension-request',
    'staff',
    'Ask for an extension 申请延期',
    z.object({ reason: text(500), days: z.number().int().min(1).max(30) }),
  ),
  grantExtension: actOn(
    'grant-extension',
    '/matters/:id/extension',
    'staff',
    'Grant the extension 同意延期: once, by somebody else',
    z.object({ text: text(500).optional() }),
  ),
  refuseExtension: actOn(
    'refuse-extension',
    '/matters/:id/extension-refusal',
    'staff',
    'Refuse the extension 不同意延期',
    reason,
  ),
  conclude: actOn(
    'conclude',
    '/matters/:id/conclusion',
    'staff',
    'Conclude 办结: resolved, explained or not feasible',
    z.object({ outcome, text: text(2000), photos }),
  ),
  answer: actOn(
    'answer',
    '/matters/:id/answer',
    'staff',
    'Answer the reporter 答复: not by who handled it',
    z.object({ text: text(2000) }),
  ),
  sendBack: actOn(
    'send-back',
    '/matters/:id/sending-back',
    'staff',
    'Send back 打回重办: the result does not hold',
    reason,
  ),
  tryVisit: actOn(
    'try-visit',
    '/matters/:id/visit-attempts',
    'staff',
    'Not reached 没联系上: counted, with proof',
    z.object({ proof: text(300) }),
  ),
  visit: actOn(
    'visit',
    '/matters/:id/visit',
    'staff',
    'Visit 回访: reached, declined, or not reached after three attempts',
    z.object({
      outcome: z.enum(['reached', 'declined', 'unreachable']),
      text: text(1000).optional(),
      satisfied: z.boolean().optional(),
    }),
  ),
  rate: actOn(
    'rate',
    '/matters/:id/rating',
    'signed-in',
    'Rate 评价: satisfied closes; not satisfied reopens once, then escalates',
    z.object({ satisfied: z.boolean(), text: text(1000).optional() }),
  ),
  withdraw: actOn(
    'withdraw',
    '/matters/:id/withdrawal',
    'signed-in',
    'Withdraw 撤回',
    z.object({ text: text(500).optional() }),
  ),
  merge: actOn(
    'merge',
    '/matters/:id/merger',
    'staff',
    'Merge 并案 into another open matter; every reporter keeps clock, answer and rating',
    z.object({ into: z.uuid(), reason: text(300).optional() }),
  ),
  unmerge: actOn(
    'unmerge',
    '/matters/:id/unmerger',
    'staff',
    'Undo a merger 拆案',
    z.object({ reason: text(300).optional() }),
  ),
  look: actOn(
    'look',
    '/matters/:id/reporter-look',
    'staff',
    "Read the reporter's name and phone, with a reason; the reporter sees it (P7)",
    reason,
  ),
  reporter: endpoint({
    id: 'matters.reporter',
    method: 'GET',
    path: '/matters/:id/reporter',
    door: 'staff',
    summary: "The reporter's name and phone, for ten minutes after a look with a reason",
    params: byId,
    reply: z.object({ name: z.string().nullable(), phone: z.string().nullable(), until: z.string() }),
  }),
  whistle: actOn(
    'whistle',
    '/matters/:id/calls',
    'staff',
    'Blow the whistle 吹哨: the town calls departments to the spot (I08)',
    z.object({
      orgs: z.array(z.string().max(60)).min(1).max(8),
      text: text(1000),
      place: text(120),
      at: z.iso.datetime({ offset: true }),
    }),
  ),
  answerCall: actOn(
    'answer-call',
    '/calls/:id/answer',
    'staff',
    'Report in 报到, or say why not',
    z.object({ comes: z.boolean(), text: text(500) }),
  ),
  rateCall: actOn(
    'rate-call',
    '/calls/:id/rating',
    'staff',
    'Town and department rate each other 互评',
    z.object({ good: z.boolean(), text: text(500).optional() }),
  ),
  doneAssist: actOn('done-assist', '/assists/:id/result', 'staff', 'Co-unit reports its part done', said),
  excuseAssist: actOn(
    'excuse-assist',
    '/assists/:id/excuse',
    'staff',
    'Co-unit says it is not its duty; the lead decides',
    reason,
  ),
  evidence: actOn('evidence', '/orders/:id/evidence', 'staff', 'Answer a supervision order with evidence', said),
  confirmOrder: actOn(
    'confirm-order',
    '/orders/:id/confirmation',
    'staff',
    'Supervisor confirms: the order is struck off',
    z.object({ text: text(500).optional() }),
  ),
  rejectOrder: actOn('reject-order', '/orders/:id/rejection', 'staff', 'Supervisor rejects the evidence', reason),
  receptions: endpoint({
    id: 'matters.receptions',
    method: 'GET',
    path: '/receptions',
    door: 'anyone',
    summary: 'Reception sessions of delegates (B04) of a county, coming and past',
    query: z.object({ county: z.string().regex(/^\d{6}$/) }),
    reply: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        studio: z.string(),
        studioName: z.string(),
        place: z.string(),
        from: z.string(),
        to: z.string(),
        delegates: z.array(z.string()),
        capacity: z.number().int(),
        booked: z.number().int(),
        items: z.number().int(),
        state: z.string(),
      }),
    ),
  }),
  announce: endpoint({
    id: 'matters.announce',
    method: 'POST',
    path: '/receptions',
    door: 'staff',
    act: true,
    summary: 'Announce a reception session of a group of delegates 组团接访',
    body: z.object({
      id: z.uuidv7().optional(),
      studio: z.string().max(60),
      from: z.iso.datetime({ offset: true }),
      to: z.iso.datetime({ offset: true }),
      delegates: z.array(z.string().trim().min(1).max(20)).min(1).max(10),
      capacity: z.number().int().min(1).max(200),
    }),
    reply: receipt,
  }),
  book: actOn(
    'book',
    '/receptions/:id/bookings',
    'signed-in',
    'Book a place; refused when full (B03)',
    z.object({ about: text(200) }),
  ),
  closeReception: actOn('close-reception', '/receptions/:id/closing', 'staff', 'Close the session', z.object({})),
}
