import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'
import { bodyKinds } from './rules/bodies.ts'

const receipt = z.object({ id: z.string(), number: z.string(), state: z.string(), seq: z.number(), at: z.string() })
const held = z.object({
  id: z.string(),
  name: z.string(),
  from: z.string(),
  until: z.string().nullable(),
  ended: z.string().nullable(),
})

const place = z.object({ code: z.string(), name: z.string() })
const bodyId = z.string().regex(/^\d{12}\.[a-z]+$/)
const reason = z.object({ reason: z.string().trim().min(2).max(300) })
const onMember = <const P extends string, B extends z.ZodType>(id: string, path: P, summary: string, body: B) =>
  endpoint({
    id: `people.${id}`,
    method: 'POST',
    path: `/members/:id/${path}`,
    door: 'staff',
    act: true,
    summary,
    params: z.object({ id: z.uuid() }),
    body,
    reply: receipt,
  })

export const endpoints = {
  posts: endpoint({
    id: 'people.posts',
    method: 'GET',
    path: '/posts',
    door: 'anyone',
    summary: 'Posts seated at a division: what they are, who holds them and until when; names masked for residents',
    query: z.object({ seat: z.string().regex(/^\d{12}$/) }),
    reply: z.array(
      z.object({
        id: z.string(),
        org: z.string(),
        orgName: z.string(),
        role: z.string(),
        title: z.string(),
        holder: z.string().nullable(),
        until: z.string().nullable(),
      }),
    ),
  }),
  post: endpoint({
    id: 'people.post',
    method: 'GET',
    path: '/posts/:id',
    door: 'staff',
    summary: 'A post with its holders then and now',
    params: z.object({ id: z.string() }),
    reply: z.object({
      id: z.string(),
      org: z.string(),
      orgName: z.string(),
      role: z.string(),
      title: z.string(),
      prefix: z.string(),
      holders: z.array(held),
    }),
  }),
  appoint: endpoint({
    id: 'people.appoint',
    method: 'POST',
    path: '/posts/:id/holders',
    door: 'staff',
    act: true,
    summary: 'Put a person into a post for a term; incompatible posts are refused with their article (§6)',
    params: z.object({ id: z.string() }),
    body: z.object({
      account: z.string(),
      from: z.iso.date(),
      until: z.iso.date(),
      kin: z.array(z.string()).max(20).default([]),
    }),
    reply: receipt,
  }),
  endTerm: endpoint({
    id: 'people.end-term',
    method: 'POST',
    path: '/holdings/:id/ending',
    door: 'staff',
    act: true,
    summary: 'End a term before its time, with the reason; the history stays',
    params: z.object({ id: z.uuid() }),
    body: z.object({ reason: z.string().min(2).max(200) }),
    reply: receipt,
  }),
  openAccount: endpoint({
    id: 'people.open-account',
    method: 'POST',
    path: '/people',
    door: 'staff',
    act: true,
    summary: 'Open a staff account; its first password is for paper and opens nothing but the choice of another',
    body: z.object({
      name: z.string().trim().min(2).max(40),
      phone: z.string().regex(/^1\d{10}$/),
    }),
    reply: z.object({
      account: z.string(),
      login: z.string(),
      /** Null once its owner has chosen another. */
      password: z.string().nullable(),
      /** The last day on which the first password is good. */
      until: z.string().nullable(),
    }),
  }),
  staff: endpoint({
    id: 'people.staff',
    method: 'GET',
    path: '/people',
    door: 'staff',
    summary: 'Staff accounts of my county by name',
    query: z.object({ q: z.string().max(40).optional() }),
    reply: z.array(z.object({ account: z.string(), name: z.string(), posts: z.array(z.string()) })),
  }),
  bodies: endpoint({
    id: 'people.bodies',
    method: 'GET',
    path: '/bodies',
    door: 'anyone',
    summary: 'Bodies that decide in a stretch: councils, assemblies, with how many are entitled today',
    query: z.object({ unit: z.string().regex(/^\d{6,12}$/) }),
    reply: z.array(
      z.object({ body: z.string(), kind: z.string(), title: z.string(), unit: place, members: z.number().int() }),
    ),
  }),
  body: endpoint({
    id: 'people.body',
    method: 'GET',
    path: '/bodies/:body',
    door: 'anyone',
    summary:
      'A body and its roll, page by page: masked for everybody, in full for those who keep it; a branch’s only for them (P19)',
    params: z.object({ body: bodyId }),
    query: z.object({
      /** Part of a name, or its pinyin, for those who keep the roll; of the masked name for others. */
      q: z.string().trim().max(40).optional(),
      after: z
        .string()
        .regex(/^[01]\.[0-9a-f-]{36}\..{1,30}$/)
        .optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    reply: z.object({
      id: z.string(),
      body: z.string(),
      kind: z.string(),
      title: z.string(),
      unit: place,
      classes: z.array(z.object({ code: z.string(), title: z.string(), least: z.number().int() })),
      members: z.number().int(),
      households: z.number().int(),
      women: z.number().int(),
      /** The same by class. Counts are over the whole roll, whatever page of it is asked for. */
      byClass: z.array(z.object({ class: z.string().nullable(), members: z.number().int(), women: z.number().int() })),
      /** Classes with fewer members than they should have (D08). */
      missing: z.array(z.object({ code: z.string(), title: z.string(), missing: z.number().int() })),
      keeps: z.boolean(),
      list: z.array(
        z.object({
          member: z.string(),
          shown: z.string(),
          name: z.string().nullable(),
          class: z.string().nullable(),
          woman: z.boolean(),
          from: z.string(),
          until: z.string(),
          /** Signs in and votes by phone; else from the list and on paper. */
          phone: z.boolean(),
          state: z.enum(['on-roll', 'suspended', 'ended']),
          reason: z.string().nullable(),
        }),
      ),
      /** Where the next page begins. */
      next: z.string().nullable(),
    }),
  }),
  myBodies: endpoint({
    id: 'people.my-bodies',
    method: 'GET',
    path: '/me/bodies',
    door: 'signed-in',
    summary: 'Bodies I am entitled in today',
    reply: z.array(
      z.object({ member: z.string(), body: z.string(), kind: z.string(), title: z.string(), unit: place }),
    ),
  }),
  foundBody: endpoint({
    id: 'people.found-body',
    method: 'POST',
    path: '/bodies',
    door: 'staff',
    act: true,
    summary: 'Set up a body of a unit; a council gets its organisation and the posts of chair and secretary (D08)',
    body: z.object({
      unit: z.string().regex(/^\d{12}$/),
      kind: z.enum(bodyKinds),
      title: z.string().trim().min(2).max(40),
      classes: z
        .array(
          z.object({
            code: z.string().regex(/^[a-z-]{2,30}$/),
            title: z.string().trim().min(2).max(20),
            least: z.number().int().min(0).max(100),
          }),
        )
        .max(12)
        .optional(),
    }),
    reply: receipt,
  }),
  enter: endpoint({
    id: 'people.enter',
    method: 'POST',
    path: '/bodies/:body/members',
    door: 'staff',
    act: true,
    summary: 'Put a person on the roll of a body for a term',
    params: z.object({ body: bodyId }),
    body: z.object({
      name: z.string().trim().min(2).max(40),
      /** With one, the person signs in and votes by phone. */
      phone: z
        .string()
        .regex(/^1\d{10}$/)
        .optional(),
      class: z.string().max(30).optional(),
      household: z.string().trim().max(40).optional(),
      woman: z.boolean().default(false),
      from: z.iso.date(),
      until: z.iso.date(),
    }),
    reply: receipt,
  }),
  suspendMember: onMember('suspend', 'suspension', 'Suspend somebody on a roll, with the reason', reason),
  restoreMember: onMember('restore', 'restoration', 'Back on the roll', z.object({})),
  leaveRoll: onMember('leave-roll', 'leaving', 'Off the roll before the term is over, with the reason', reason),
  dissolveBody: endpoint({
    id: 'people.dissolve',
    method: 'POST',
    path: '/bodies/by-id/:id/dissolution',
    door: 'staff',
    act: true,
    summary: 'Dissolve a body, with the reason',
    params: z.object({ id: z.uuid() }),
    body: reason,
    reply: receipt,
  }),
}
