import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import { seal } from '@gongzhi/record/contract'
import * as z from 'zod'
import { actOn, bodyKind, byId, counts, day, entry, photos, prospect, reason, text, verdict } from './shapes.ts'

const org = z.string().regex(/^\d{12}\.[a-z-]+$/)

/** A promise of a resolution, as everybody may read it. */
export const taskRow = z.object({
  id: z.string(),
  number: z.string(),
  state: z.string(),
  text: z.string(),
  clause: z.number().int(),
  org: z.object({ id: z.string(), name: z.string() }),
  owner: z.string(),
  until: z.string(),
  /** Days: negative is late. */
  left: z.number().int(),
  progress: z.string().nullable(),
  evidence: z.string().nullable(),
  photos: z.array(z.string()),
  extended: z.number().int(),
  extension: z.string().nullable(),
  struckAt: z.string().nullable(),
  hands: counts.nullable(),
  /** The talk that sits now and has it on its open list. */
  laidBefore: z.string().nullable(),
  resolution: z.object({ id: z.string(), number: z.string(), title: z.string() }),
  prospects: z.array(prospect),
})

const resolutionRow = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  state: z.string(),
  unit: z.object({ code: z.string(), name: z.string() }),
  at: z.string(),
  tasks: z.number().int(),
  struck: z.number().int(),
  late: z.number().int(),
})

export const resolutions = {
  resolutions: endpoint({
    id: 'deliberation.resolutions',
    method: 'GET',
    path: '/resolutions',
    door: 'anyone',
    summary: 'Resolutions of a village or of a stretch with how far they are carried out',
    query: z.object({ unit: z.string().regex(/^\d{6,12}$/), before: z.uuid().optional() }),
    reply: z.object({ rows: z.array(resolutionRow), next: z.string().nullable() }),
  }),
  resolution: endpoint({
    id: 'deliberation.resolution',
    method: 'GET',
    path: '/resolutions/:id',
    door: 'anyone',
    summary: 'A resolution: text, vote with its verdicts, tasks, its place in the public record',
    params: byId,
    query: z.object({
      county: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    reply: resolutionRow.extend({
      text: z.string(),
      clauses: z.array(z.object({ text: z.string() })),
      body: bodyKind,
      /** X4: whose decision it is by law; null: this body’s own. */
      reserved: z.object({ by: z.string(), law: z.string(), article: z.string() }).nullable(),
      /** X4: what it gives to the representatives, until when. */
      grants: z.object({ concerns: z.array(z.string()), until: z.string() }).nullable(),
      /** X4: the bodies it can go on to; whether each may decide on it today (the representatives with a mandate). */
      goesTo: z.array(z.object({ body: bodyKind, may: z.boolean() })),
      /** X4: the topic it went on as. */
      referredTo: z
        .object({
          id: z.string(),
          number: z.string(),
          body: bodyKind,
          state: z.string(),
          resolution: z.string().nullable(),
        })
        .nullable(),
      meeting: z.object({ id: z.string(), number: z.string(), title: z.string(), startsAt: z.string() }),
      topic: z.object({ id: z.string(), number: z.string(), title: z.string() }),
      counts: counts.nullable(),
      entitled: z.number().int(),
      present: z.number().int(),
      verdicts: z.array(verdict),
      digest: z.string().nullable(),
      signature: z.string().nullable(),
      signedAt: z.string().nullable(),
      record: seal.nullable(),
      promises: z.array(taskRow),
      entries: z.array(entry),
      prospects: z.array(prospect),
    }),
  }),
  promises: endpoint({
    id: 'deliberation.promises',
    method: 'GET',
    path: '/promises',
    door: 'anyone',
    summary: 'What a village’s resolutions promised: open ones, late first; or those struck off (D15)',
    query: z.object({
      unit: z.string().regex(/^\d{6,12}$/),
      struck: z.enum(['true', 'false']).default('false'),
      before: z.uuid().optional(),
    }),
    reply: z.object({ rows: z.array(taskRow), next: z.string().nullable() }),
  }),
  task: endpoint({
    id: 'deliberation.task',
    method: 'GET',
    path: '/tasks/:id',
    door: 'anyone',
    summary: 'One promise with its history',
    params: byId,
    query: z.object({
      county: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    reply: taskRow.extend({ entries: z.array(entry) }),
  }),
  signResolution: actOn(
    'sign-resolution',
    '/resolutions/:id/signature',
    'staff',
    'The chair signs; text and vote are hashed and signed (P16)',
    z.object({}),
  ),
  handOver: actOn(
    'hand-over',
    '/resolutions/:id/tasks',
    'staff',
    'Hand over to the two committees: each clause becomes tasks with owner and date (D14)',
    z.object({
      tasks: z
        .array(z.object({ clause: z.number().int().min(1).max(20), text: text(300), org, owner: text(60), until: day }))
        .min(1)
        .max(60),
    }),
  ),
  refer: actOn(
    'refer',
    '/resolutions/:id/referral',
    'staff',
    'On to the body whose decision it is by law, as a topic of its own; without `to` to the usual one (X1, X4)',
    z.object({ to: bodyKind.optional() }),
  ),
  report: actOn('report', '/tasks/:id/progress', 'staff', 'How far it is', z.object({ text: text(500), photos })),
  claim: actOn(
    'claim',
    '/tasks/:id/completion',
    'staff',
    'Done, with the evidence; the members will confirm it (D15)',
    z.object({ evidence: text(1000), photos }),
  ),
  strikeOff: actOn(
    'strike-off',
    '/tasks/:id/strike-off',
    'staff',
    'Strike off 销号: the members in the room confirm by hands (D15)',
    z.object({ hands: counts }),
  ),
  notDone: actOn('not-done', '/tasks/:id/return', 'staff', 'The members find it not done, with the reason', reason),
  extend: actOn(
    'extend',
    '/tasks/:id/extension',
    'staff',
    'More time by the members’ word, with the reason (D15)',
    reason.extend({ until: day }),
  ),
}
