import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

/** Where the browser is: the address of this installation as its person sees it. */
const origin = z.string().regex(/^https?:\/\/[\w.:[\]-]{1,255}$/)

/** One line of a file that says whom the provider means: what was found, or what is wrong with it. */
const line = z.object({
  /** Its number in the file, from 1. */
  line: z.number().int(),
  /** Masked name of the account, when it was found. */
  name: z.string().nullable(),
  /** `new`, `same` as it is, or `moved` from another subject of the same account. */
  change: z.enum(['new', 'same', 'moved']).nullable(),
  /** `missing`, `twice`, `unknown-account`, `taken` by another account. */
  error: z.string().nullable(),
})

/** Single sign-on by OpenID Connect: the way in, and who is whom. */
export const signOn = {
  singleSignOn: endpoint({
    id: 'identity.single-sign-on',
    method: 'GET',
    path: '/sessions/oidc',
    door: 'anyone',
    summary: 'Whether staff may sign in with a provider of theirs, and what it is called',
    reply: z.object({ name: z.string().nullable() }),
  }),
  beginSignOn: endpoint({
    id: 'identity.begin-sign-on',
    method: 'POST',
    path: '/sessions/oidc/beginning',
    door: 'anyone',
    perMinute: 20,
    summary: 'Where to send the browser for signing in, and the state to expect back',
    body: z.object({ origin }),
    reply: z.object({ url: z.string(), state: z.string() }),
  }),
  signOnLinks: endpoint({
    id: 'identity.sign-on-links',
    method: 'GET',
    path: '/people/sign-on',
    door: 'staff',
    summary: 'Which staff of my county may sign in with the provider; 404 for all but administrators',
    reply: z.object({
      name: z.string().nullable(),
      claim: z.string().nullable(),
      rows: z.array(z.object({ account: z.string(), name: z.string().nullable(), linkedAt: z.string() })),
    }),
  }),
  previewLinks: endpoint({
    id: 'identity.preview-links',
    method: 'POST',
    path: '/people/sign-on/previews',
    door: 'staff',
    summary: 'What a file of subject and login or phone would do, line by line; nothing is written',
    body: z.object({ text: z.string().min(1).max(200_000) }),
    reply: z.object({ rows: z.array(line), wrong: z.number().int() }),
  }),
  linkAccounts: endpoint({
    id: 'identity.link-accounts',
    method: 'POST',
    path: '/people/sign-on',
    door: 'staff',
    act: true,
    summary: 'Write such a file; 409 while a line of it is wrong',
    body: z.object({ text: z.string().min(1).max(200_000) }),
    reply: z.object({ linked: z.number().int(), same: z.number().int() }),
  }),
  unlinkAccount: endpoint({
    id: 'identity.unlink-account',
    method: 'POST',
    path: '/people/sign-on/:account/removal',
    door: 'staff',
    act: true,
    summary: 'Somebody no longer signs in with the provider; the password stays',
    params: z.object({ account: z.uuid() }),
    body: z.object({}),
    reply: z.object({ id: z.string(), number: z.string(), state: z.string(), seq: z.number(), at: z.string() }),
  }),
}
