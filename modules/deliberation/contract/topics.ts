import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'
import {
  actOn,
  bodyKind,
  byId,
  concern,
  entry,
  grants,
  ground,
  photos,
  prospect,
  reason,
  receipt,
  text,
  unit,
} from './shapes.ts'

export const topicRow = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  state: z.string(),
  unit: z.object({ code: z.string(), name: z.string() }),
  /** The kind of body that is to talk it over: `council`, `representatives` … */
  body: bodyKind,
  concerns: z.string(),
  /** X4: what it is to give to the representatives, until when. */
  grants: z.object({ concerns: z.array(z.string()), until: z.string() }).nullable(),
  supports: z.number().int(),
  /** Whether I support it, or brought it; false for visitors. */
  mine: z.boolean(),
  supported: z.boolean(),
  openedAt: z.string(),
  dueAt: z.string().nullable(),
  /** Why it is not talked over: coded, with the words and the law or covenant article; public (D11). */
  refusal: z.object({ ground, text: z.string(), article: z.string().nullable() }).nullable(),
  meeting: z.string().nullable(),
  resolution: z.string().nullable(),
})

export const topics = {
  propose: endpoint({
    id: 'deliberation.propose',
    method: 'POST',
    path: '/topics',
    door: 'signed-in',
    act: true,
    summary: 'Bring a topic 提议题 for the talk of a village (D11)',
    body: z.object({
      id: z.uuid().optional(),
      unit,
      title: text(60),
      text: text(2000),
      concerns: concern.default('common'),
      /** X4: asked exactly where it concerns `mandate`. */
      grants: grants.optional(),
      photos,
    }),
    reply: receipt,
  }),
  topics: endpoint({
    id: 'deliberation.topics',
    method: 'GET',
    path: '/topics',
    door: 'anyone',
    summary: 'Topics of a village or of my stretch, newest first; those turned away say on which ground (D11)',
    query: z.object({
      unit: z.string().regex(/^\d{6,12}$/),
      state: z.string().max(40).optional(),
      body: bodyKind.optional(),
      before: z.uuid().optional(),
    }),
    reply: z.object({ rows: z.array(topicRow), next: z.string().nullable() }),
  }),
  topic: endpoint({
    id: 'deliberation.topic',
    method: 'GET',
    path: '/topics/:id',
    door: 'anyone',
    summary: 'A topic: its text, where it stands, what was answered, what can be done',
    params: byId,
    query: z.object({
      county: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    reply: topicRow.extend({
      text: z.string(),
      photos: z.array(z.string()),
      rounds: z.number().int(),
      appeal: z.string().nullable(),
      appealAnswer: z.string().nullable(),
      /** X4: other bodies that may decide it today; empty for what no resolution brought. */
      goesTo: z.array(bodyKind),
      /** X4: the council’s resolution it comes from. */
      origin: z.object({ id: z.string(), number: z.string(), title: z.string() }).nullable(),
      /** Whose decision it is by law, with the article (X1, X4). */
      reserved: z.object({ by: z.string().nullable(), law: z.string(), article: z.string(), mark: z.string() }),
      entries: z.array(entry),
      prospects: z.array(prospect),
    }),
  }),
  support: actOn(
    'support',
    '/topics/:id/support',
    'signed-in',
    'Support a topic 附议; counted, shown to nobody. `member`: for whoever has no phone',
    z.object({ member: z.uuid().optional() }),
  ),
  unsupport: actOn(
    'unsupport',
    '/topics/:id/support-end',
    'signed-in',
    'Take my support back',
    z.object({ member: z.uuid().optional() }),
  ),
  admit: actOn(
    'admit',
    '/topics/:id/admission',
    'staff',
    'Pre-review 预审: fit for the talk',
    z.object({ concerns: concern.optional(), text: text(500).optional() }),
  ),
  refuse: actOn(
    'refuse',
    '/topics/:id/refusal',
    'staff',
    'Pre-review: not talked over, on one of three grounds with its words (D11, I3)',
    z.object({ ground, text: text(1000), article: text(200).optional() }),
  ),
  resubmit: actOn(
    'resubmit',
    '/topics/:id/resubmission',
    'signed-in',
    'Hand a topic in again, better prepared',
    z.object({ title: text(60).optional(), text: text(2000), photos }),
  ),
  appeal: actOn('appeal', '/topics/:id/appeal', 'signed-in', 'Appeal a refusal to the town 申诉', reason),
  uphold: actOn(
    'uphold',
    '/topics/:id/appeal-refusal',
    'staff',
    'The town finds the refusal right, with reasons',
    reason,
  ),
  overturn: actOn(
    'overturn',
    '/topics/:id/appeal-grant',
    'staff',
    'The town finds it fit for the talk, with reasons',
    reason,
  ),
  passOn: actOn(
    'pass-on',
    '/topics/:id/passing-on',
    'staff',
    'Before another body that may decide it by law (X4)',
    z.object({ to: bodyKind }),
  ),
  withdrawTopic: actOn('withdraw', '/topics/:id/withdrawal', 'signed-in', 'Withdraw my topic', z.object({})),
}
