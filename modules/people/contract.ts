import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

const receipt = z.object({ id: z.string(), number: z.string(), state: z.string(), seq: z.number(), at: z.string() })
const held = z.object({
  id: z.string(),
  name: z.string(),
  from: z.string(),
  until: z.string().nullable(),
  ended: z.string().nullable(),
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
}
