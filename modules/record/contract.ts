import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

const county = z.object({ county: z.string().regex(/^\d{6}$/) })
const size = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
const common = { method: 'GET', door: 'anyone', crossSite: true } as const

/** Where something stands in the public record. `no`: its place, counted from 1. `at`: published then. */
export const seal = z.object({ no: z.number().int(), code: z.string(), at: z.string() })
export type RecordSeal = z.output<typeof seal>

/** The public record of a county: what it says, that it says so, and that it said so before. docs: C2SP tlog-checkpoint, RFC 6962. */
export const endpoints = {
  key: endpoint({
    ...common,
    id: 'record.key',
    path: '/record/:county/key',
    summary: 'Public key of the county’s record: what its heads are signed with',
    params: county,
    reply: z.object({
      /** Name, hash and key in one line, as C2SP signed-note has it. */
      key: z.string(),
      algorithm: z.literal('Ed25519'),
      publicKey: z.string(),
      /** What is compared by eye with the paper on the notice board. */
      print: z.string(),
      /** Of the second signature (GB/T 32918, SM2 with SM3); null where it is switched off. */
      sm2: z
        .object({ key: z.string(), algorithm: z.literal('SM2-SM3'), publicKey: z.string(), print: z.string() })
        .nullable(),
    }),
  }),
  checkpoint: endpoint({
    ...common,
    id: 'record.checkpoint',
    path: '/record/:county/checkpoint',
    gives: 'text',
    summary: 'The signed head of the record (C2SP tlog-checkpoint): the last one, or that of a size',
    params: county,
    query: z.object({ size: size.optional() }),
    reply: z.unknown(),
  }),
  leaf: endpoint({
    ...common,
    id: 'record.leaf',
    path: '/record/:county/leaves/:index',
    summary: 'One leaf, byte for byte as it was hashed; the first has index 0',
    params: county.extend({ index: size }),
    reply: z.object({
      index: z.number().int(),
      code: z.string(),
      at: z.string(),
      data: z.string(),
      /** Base64 of its hash. */
      hash: z.string(),
    }),
  }),
  proof: endpoint({
    ...common,
    id: 'record.proof',
    path: '/record/:county/proof',
    summary: 'That something is in the record, complete: to be saved, and checked with the network off',
    params: county,
    query: z
      .object({
        leaf: size.optional(),
        number: z.string().max(30).optional(),
        code: z.string().max(30).optional(),
      })
      .refine((asked) => Object.values(asked).filter((one) => one !== undefined).length === 1),
    reply: z.object({
      format: z.literal('gongzhi-proof/1'),
      key: z.string(),
      checkpoint: z.string(),
      leaf: z.object({ index: z.number().int(), data: z.string() }),
      path: z.array(z.string()),
    }),
  }),
  consistency: endpoint({
    ...common,
    id: 'record.consistency',
    path: '/record/:county/consistency',
    summary: 'That the record begins with what it was at an earlier signed size: nothing taken out, nothing changed',
    params: county,
    query: z.object({ from: size, to: size.optional() }),
    reply: z.object({
      format: z.literal('gongzhi-consistency/1'),
      key: z.string(),
      earlier: z.string(),
      later: z.string(),
      path: z.array(z.string()),
    }),
  }),
  seal: endpoint({
    ...common,
    id: 'record.seal',
    path: '/record/:county/seal',
    summary: 'Where a number stands in the record; null where it is not, or not yet',
    params: county,
    query: z.object({ number: z.string().max(30) }),
    reply: seal.nullable(),
  }),
  verifier: endpoint({
    ...common,
    id: 'record.verifier',
    path: '/gongzhi-verify.mjs',
    root: true,
    gives: 'file',
    summary: 'The checker as one file without dependencies, for Node 18 and later: node gongzhi-verify.mjs proof.json',
    reply: z.unknown(),
  }),
}
