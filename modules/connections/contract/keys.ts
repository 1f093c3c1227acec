import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

/** What a key may be used for. A key opens nothing else, and never who reported, what is sealed, or an act of a person. */
export const scopes = ['matters:read', 'matters:report', 'open311'] as const

const scope = z.enum(scopes)
/** A stretch of the territory: 6 digits a county, 9 a town, 12 a village. */
export const prefix = z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/)
export const receipt = z.object({
  id: z.string(),
  number: z.string(),
  state: z.string(),
  seq: z.number().int(),
  at: z.string(),
})
export const byId = z.object({ id: z.uuid() })

/** Keys of other systems: issued and revoked by the county's administrator, shown once, kept as a SHA-256. */
export const keys = {
  keys: endpoint({
    id: 'connections.keys',
    method: 'GET',
    path: '/connections/keys',
    door: 'staff',
    summary: 'Keys of other systems in my county: whose, what for, how far, until when, last used on which day',
    reply: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        state: z.enum(['valid', 'revoked', 'expired']),
        name: z.string(),
        org: z.string(),
        orgName: z.string(),
        purpose: z.string(),
        scopes: z.array(scope),
        prefix: z.string(),
        place: z.string(),
        perMinute: z.number().int(),
        expiresOn: z.string(),
        /** The last four characters, to tell keys apart. */
        ending: z.string(),
        /** Masked. */
        madeBy: z.string().nullable(),
        madeAt: z.string(),
        /** The day only. */
        usedOn: z.string().nullable(),
        endedOn: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
  }),
  issueKey: endpoint({
    id: 'connections.issue-key',
    method: 'POST',
    path: '/connections/keys',
    door: 'staff',
    act: true,
    summary: 'Issue a key to another system; the reply is the only place where it is ever written out',
    body: z.object({
      /** The system that will use it. */
      name: z.string().trim().min(2).max(60),
      /** The unit of this county that answers for it. */
      org: z.string().max(60),
      purpose: z.string().trim().min(4).max(200),
      scopes: z.array(scope).min(1),
      prefix,
      expiresOn: z.iso.date(),
      perMinute: z.number().int().min(1).max(6000).default(120),
    }),
    reply: receipt.extend({ key: z.string() }),
  }),
  revokeKey: endpoint({
    id: 'connections.revoke-key',
    method: 'POST',
    path: '/connections/keys/:id/revocation',
    door: 'staff',
    act: true,
    summary: 'Revoke a key: from this moment it opens nothing',
    params: byId,
    body: z.object({ reason: z.string().trim().min(2).max(200) }),
    reply: receipt,
  }),
  keySelf: endpoint({
    id: 'connections.key-self',
    method: 'GET',
    path: '/connections/key',
    door: 'key',
    summary: 'What this key may do: a first call to see that the connection works',
    reply: z.object({
      county: z.string(),
      org: z.string(),
      scopes: z.array(z.string()),
      prefix: z.string(),
    }),
  }),
}
