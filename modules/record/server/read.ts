import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Tx } from '@gongzhi/kernel/server/db.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import {
  type ConsistencyProof,
  consistencyRanges,
  type InclusionProof,
  inclusionRanges,
  joined,
  type Part,
  partsOf,
  type Range,
  toBase64,
} from '../rules/index.ts'
import { nodeHashOf } from './grow.ts'
import { findLeaf, type Head, lastHead, nodesAt, type StoredLeaf, type StoredNode, type Which } from './store.ts'

const name = ({ level, idx }: Part): string => `${level}/${idx}`

/** Hashes of complete subtrees, in the order asked for. Throws when one is gone. */
export const readParts = async (tx: Pick<Tx, 'rows'>, county: string, parts: readonly Part[]): Promise<Buffer[]> => {
  if (parts.length === 0) return []
  const found = new Map((await tx.rows<StoredNode>(nodesAt(county, parts))).map((node) => [name(node), node.hash]))
  return parts.map((part) => {
    const hash = found.get(name(part))
    if (!hash) throw new Error(`record ${county}: node ${name(part)} is gone`)
    return hash
  })
}

/** The hashes over ranges, in one reading. */
const pathOver = async (env: Env, county: string, ranges: readonly Range[]): Promise<string[]> => {
  const parts = ranges.map(partsOf)
  const all = parts.flat()
  const hashes = await env.db.within(noScope, (tx) => readParts(tx, county, all))
  let at = 0
  return parts.map((own) => {
    const part = hashes.slice(at, at + own.length)
    at += own.length
    return toBase64(joined(part, nodeHashOf))
  })
}

/** The last head of a county. 404 before there is one. */
export const getHead = async (env: Env, county: string, size: number | null = null): Promise<Head> => {
  const [rows] = await env.db.batch(noScope, [lastHead(county, size)])
  const head = rows?.[0] as Head | undefined
  if (!head) throw notFound()
  return head
}

/** A leaf; 404 when there is none. */
export const getLeaf = async (env: Env, county: string, which: Which): Promise<StoredLeaf> => {
  const [rows] = await env.db.batch(noScope, [findLeaf(county, which)])
  const leaf = rows?.[0] as StoredLeaf | undefined
  if (!leaf) throw notFound()
  return leaf
}

/** That a leaf is in the log as it stands now. */
export const proofOf = async (env: Env, county: string, which: Which): Promise<InclusionProof> => {
  // the leaf first: the head read after it holds it
  const [leaves, heads] = await env.db.batch(noScope, [findLeaf(county, which), lastHead(county)])
  const [leaf, head] = [leaves?.[0] as StoredLeaf | undefined, heads?.[0] as Head | undefined]
  if (!leaf || !head) throw notFound()
  return {
    format: 'gongzhi-proof/1',
    key: head.key,
    checkpoint: head.note,
    leaf: { index: leaf.idx, data: leaf.data },
    path: await pathOver(env, county, inclusionRanges(leaf.idx, head.size)),
  }
}

/** That a head begins with an earlier one; both are sizes at which a head was signed. */
export const consistencyOf = async (
  env: Env,
  county: string,
  from: number,
  to: number | null,
): Promise<ConsistencyProof> => {
  const [earlier, later] = [await getHead(env, county, from), await getHead(env, county, to)]
  if (earlier.size > later.size) throw notFound()
  return {
    format: 'gongzhi-consistency/1',
    key: later.key,
    earlier: earlier.note,
    later: later.note,
    path: await pathOver(env, county, consistencyRanges(earlier.size, later.size)),
  }
}

/** Where a number stands in the record; null where it is not, or not yet. */
export const findSeal = async (env: Env, county: string, number: string) => {
  const [rows] = await env.db.batch(noScope, [findLeaf(county, { number })])
  const leaf = rows?.[0] as StoredLeaf | undefined
  return leaf ? { no: leaf.idx + 1, code: leaf.code, at: leaf.at.toISOString() } : null
}
