import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'
import { signOn } from './contract/sign-on.ts'

const county = z.string().regex(/^\d{6}$/)
export const phone = z.string().regex(/^1\d{10}$/)
const done = z.object({ done: z.literal(true) })

const session = z.object({
  kind: z.enum(['visitor', 'resident', 'staff']),
  /** Masked: 黄○○. Null for somebody who is not signed in. */
  name: z.string().nullable(),
  county: county.nullable(),
  account: z.string().nullable(),
  village: z.object({ code: z.string(), name: z.string(), town: z.string() }).nullable(),
  posts: z.array(
    z.object({
      id: z.string(),
      org: z.string(),
      orgName: z.string(),
      role: z.string(),
      title: z.string(),
      prefix: z.string(),
      place: z.string(),
    }),
  ),
  demo: z.boolean(),
  /** Staff who still have to set up the second factor. */
  needsTotp: z.boolean(),
  /** Staff who still have to choose a password of their own. */
  needsPassword: z.boolean(),
  /** What one of my posts may open somewhere, e.g. territory.merge: which doors to show. */
  may: z.array(z.string()),
})

export const endpoints = {
  ...signOn,
  signInByOidc: endpoint({
    id: 'identity.sign-in-by-oidc',
    method: 'POST',
    path: '/sessions/oidc',
    door: 'anyone',
    perMinute: 20,
    summary: 'Staff sign in with what their provider sent back; whom it does not mean here gets no account',
    body: z.object({ state: z.string().min(20).max(2000), query: z.string().min(1).max(4000) }),
    reply: session,
  }),
  session: endpoint({
    id: 'identity.session',
    method: 'GET',
    path: '/session',
    door: 'anyone',
    summary: 'Who I am here',
    reply: session,
  }),
  sendCode: endpoint({
    id: 'identity.send-code',
    method: 'POST',
    path: '/session/codes',
    door: 'anyone',
    perMinute: 10,
    summary: 'Send a six-digit one-time code to a phone; the answer is the same whether the phone is known',
    body: z.object({ county, phone }),
    reply: z.object({ seconds: z.number().int() }),
  }),
  signInByCode: endpoint({
    id: 'identity.sign-in-by-code',
    method: 'POST',
    path: '/sessions/phone',
    door: 'anyone',
    perMinute: 20,
    summary: 'Resident signs in with phone and one-time code',
    body: z.object({ county, phone, code: z.string().regex(/^\d{6}$/) }),
    reply: session,
  }),
  signInByPassword: endpoint({
    id: 'identity.sign-in-by-password',
    method: 'POST',
    path: '/sessions/password',
    door: 'anyone',
    perMinute: 20,
    summary: 'Staff sign in with password and TOTP; five failures lock for fifteen minutes',
    body: z.object({
      login: z.string().min(1).max(60),
      password: z.string().min(1).max(200),
      totp: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    reply: session,
  }),
  signInByQueryCode: endpoint({
    id: 'identity.sign-in-by-query-code',
    method: 'POST',
    path: '/sessions/query-code',
    door: 'anyone',
    perMinute: 20,
    summary: 'Follow one matter with its query code, without an account',
    body: z.object({ code: z.string().min(8).max(12) }),
    reply: session.extend({ matter: z.string() }),
  }),
  signOut: endpoint({
    id: 'identity.sign-out',
    method: 'DELETE',
    path: '/session',
    door: 'anyone',
    summary: 'Sign out',
    /** `next`: where to sign out of single sign-on too. */
    reply: z.object({ done: z.literal(true), next: z.string().nullable() }),
  }),
  sessions: endpoint({
    id: 'identity.sessions',
    method: 'GET',
    path: '/sessions',
    door: 'signed-in',
    summary: 'Where I am signed in',
    reply: z.array(
      z.object({ id: z.string(), startedAt: z.string(), seenAt: z.string(), device: z.string(), current: z.boolean() }),
    ),
  }),
  endSession: endpoint({
    id: 'identity.end-session',
    method: 'DELETE',
    path: '/sessions/:id',
    door: 'signed-in',
    summary: 'Sign out elsewhere',
    params: z.object({ id: z.string() }),
    reply: done,
  }),
  beginTotp: endpoint({
    id: 'identity.begin-totp',
    method: 'POST',
    path: '/me/totp',
    door: 'staff',
    summary: 'A new second factor, not yet in force',
    reply: z.object({ uri: z.string() }),
  }),
  confirmTotp: endpoint({
    id: 'identity.confirm-totp',
    method: 'PUT',
    path: '/me/totp',
    door: 'staff',
    summary: 'Put the second factor in force with its first code',
    body: z.object({ totp: z.string().regex(/^\d{6}$/) }),
    reply: done,
  }),
  changePassword: endpoint({
    id: 'identity.change-password',
    method: 'PUT',
    path: '/me/password',
    door: 'staff',
    summary: 'Change the password; other sessions end',
    body: z.object({ old: z.string(), fresh: z.string().min(10).max(200) }),
    reply: done,
  }),
  myData: endpoint({
    id: 'identity.my-data',
    method: 'GET',
    path: '/me/data',
    door: 'signed-in',
    summary: 'What is held about me, why, on what basis, until when; who looked at it (R18)',
    reply: z.object({
      held: z.array(
        z.object({
          field: z.string(),
          value: z.string().nullable(),
          why: z.string(),
          basis: z.string(),
          until: z.string(),
          optional: z.boolean(),
        }),
      ),
      looks: z.array(
        z.object({
          at: z.string(),
          who: z.string(),
          org: z.string(),
          field: z.string(),
          reason: z.string(),
          matter: z.string().nullable(),
        }),
      ),
      matters: z.number().int(),
      closed: z.boolean(),
    }),
  }),
  exportMyData: endpoint({
    id: 'identity.export-my-data',
    method: 'GET',
    path: '/me/data/export',
    door: 'signed-in',
    summary: 'Everything held about me, as a file',
    reply: z.unknown(),
  }),
  correctMyData: endpoint({
    id: 'identity.correct-my-data',
    method: 'POST',
    path: '/me/data/corrections',
    door: 'signed-in',
    act: true,
    summary: 'Correct my name or my village',
    body: z.object({
      name: z.string().min(1).max(40).optional(),
      village: z
        .string()
        .regex(/^\d{12}$/)
        .optional(),
    }),
    reply: z.object({ id: z.string(), number: z.string(), state: z.string(), seq: z.number(), at: z.string() }),
  }),
  withdrawConsent: endpoint({
    id: 'identity.withdraw-consent',
    method: 'POST',
    path: '/me/data/withdrawals',
    door: 'signed-in',
    act: true,
    summary: 'Withdraw an optional datum (name, village): removed at once, no service is lost (I8)',
    body: z.object({ field: z.enum(['name', 'village']) }),
    reply: z.object({ id: z.string(), number: z.string(), state: z.string(), seq: z.number(), at: z.string() }),
  }),
  closeAccount: endpoint({
    id: 'identity.close-account',
    method: 'POST',
    path: '/me/data/closing',
    door: 'resident',
    act: true,
    summary: 'Close the account: personal fields are erased, open matters go on under their query codes',
    body: z.object({ sure: z.literal(true) }),
    reply: z.object({ id: z.string(), number: z.string(), state: z.string(), seq: z.number(), at: z.string() }),
  }),
  demoPeople: endpoint({
    id: 'identity.demo-people',
    method: 'GET',
    path: '/demo/people',
    door: 'demo',
    summary: 'Demo sign-ins by role',
    reply: z.array(
      z.object({
        account: z.string(),
        name: z.string(),
        county: z.string(),
        countyName: z.string(),
        role: z.string(),
        title: z.string(),
        place: z.string(),
        entry: z.enum(['resident', 'work']),
      }),
    ),
  }),
  demoSignIn: endpoint({
    id: 'identity.demo-sign-in',
    method: 'POST',
    path: '/demo/sessions',
    door: 'demo',
    summary: 'Sign in as a demo person',
    body: z.object({ account: z.string() }),
    reply: session,
  }),
  demoOutbox: endpoint({
    id: 'identity.demo-outbox',
    method: 'GET',
    path: '/demo/outbox',
    door: 'demo',
    summary: 'Messages the demo would have sent by SMS, mail or group robot, newest first',
    reply: z.array(z.object({ at: z.string(), to: z.string(), text: z.string(), channel: z.string() })),
  }),
}
