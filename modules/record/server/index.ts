import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { bind, type Module } from '@gongzhi/kernel/server/module.ts'
import { servedCounties } from '@gongzhi/territory/server'
import { endpoints } from '../contract.ts'
import { keyPrint, readCode, toBase64 } from '../rules/index.ts'
import { recordCheck } from './check.ts'
import { consistencyOf, findSeal, getHead, getLeaf, proofOf } from './read.ts'
import { sealWaiting } from './seal.ts'
import { signerOf } from './sign.ts'

export { findSeal } from './read.ts'
export { sealWaiting } from './seal.ts'
export { signerOf } from './sign.ts'
export { toRecord } from './store-queue.ts'

const tool = new URL('../tool/gongzhi-verify.gen.mjs', import.meta.url)

/** The public record: what was published, in an order that nobody can change unseen (P16). */
export const createRecord = ({ crypto, sm2 = true }: { readonly crypto: Crypto; readonly sm2?: boolean }): Module => {
  const e = endpoints
  const signerFor = signerOf(crypto, sm2)
  /** No key is made for a county that nobody serves here. */
  const served = (county: string): string => {
    if (!servedCounties().some(({ code }) => code.startsWith(county))) throw notFound()
    return county
  }
  return {
    id: 'record',
    migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
    routes: [
      bind(e.key, async ({ params }) => {
        const { key, publicKey, sm2: second } = signerFor(served(params.county))
        const shown = (of: Uint8Array) => ({ publicKey: toBase64(of), print: keyPrint(of) })
        return {
          ...{ key, algorithm: 'Ed25519' as const, ...shown(publicKey) },
          sm2: second && { key: second.key, algorithm: 'SM2-SM3' as const, ...shown(second.publicKey) },
        }
      }),
      bind(e.checkpoint, async ({ env, params, query }) => {
        const { note } = await getHead(env, params.county, query.size ?? null)
        return { raw: note, type: 'text/plain; charset=utf-8' }
      }),
      bind(e.leaf, async ({ env, params }) => {
        const { idx, code, at, data, hash } = await getLeaf(env, params.county, { leaf: params.index })
        return { index: idx, code, at: at.toISOString(), data, hash: toBase64(hash) }
      }),
      bind(e.proof, async ({ env, params, query }) => {
        const code = query.code === undefined ? undefined : (readCode(query.code) ?? '')
        const proof = await proofOf(env, params.county, { ...query, ...(code === undefined ? {} : { code }) })
        return { ...proof, path: [...proof.path] }
      }),
      bind(e.consistency, async ({ env, params, query }) => {
        const proof = await consistencyOf(env, params.county, query.from, query.to ?? null)
        return { ...proof, path: [...proof.path] }
      }),
      bind(e.seal, ({ env, params, query }) => findSeal(env, params.county, query.number)),
      bind(e.verifier, async () => ({
        raw: readFileSync(tool),
        type: 'text/javascript; charset=utf-8',
        name: 'gongzhi-verify.mjs',
      })),
    ],
    checks: [recordCheck(signerFor)],
    chores: [
      {
        id: 'record.seal',
        everyMs: 1_000,
        run: async (env) => {
          await sealWaiting(env, signerFor)
        },
      },
    ],
  }
}
