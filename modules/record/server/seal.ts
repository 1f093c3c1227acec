import { systemActor } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Tx } from '@gongzhi/kernel/server/db.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { canonical } from '@gongzhi/kernel/server/journal.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { codeOf, type LeafText, partsOf } from '../rules/index.ts'
import { edgeAt, leafHashOf, type Node } from './grow.ts'
import { readParts } from './read.ts'
import type { Signature } from './sign.ts'
import {
  addHead,
  addLeaves,
  addNodes,
  codesTaken,
  countiesToSeal,
  dropWaiting,
  type Head,
  lastHead,
  listWaiting,
  lockCounty,
  type NewLeaf,
  type Waiting,
} from './store.ts'

const MOST = 1000
const DAY = 86_400_000

/** What is hashed: what was published, where it comes from, and nothing else. */
const textOf = (county: string, { kind, subject, number, at, seq, journal, body }: Waiting): string => {
  const leaf: LeafText = {
    county,
    kind,
    subject,
    number,
    at: at.toISOString(),
    journal: { seq, hash: journal.toString('hex') },
    body,
  }
  return canonical(leaf)
}

/** Eight letters; more where they are taken already, so that a code on paper means one record for ever. */
const withCodes = async (tx: Tx, county: string, leaves: readonly Omit<NewLeaf, 'code'>[]): Promise<NewLeaf[]> => {
  const wanted = leaves.flatMap(({ hash }) => [2, 3].map((groups) => codeOf(hash, groups)))
  const taken = new Set((await tx.rows<{ code: string }>(codesTaken(county, wanted))).map(({ code }) => code))
  return leaves.map((leaf) => {
    const code = [2, 3, 4].map((groups) => codeOf(leaf.hash, groups)).find((one) => !taken.has(one)) ?? ''
    taken.add(code)
    return { ...leaf, code }
  })
}

/** One batch of a county, in one transaction; answers how many leaves it added, undefined when another hand is at it. */
const sealBatch = (env: Env, county: string, sign: Signature): Promise<number | undefined> =>
  env.db.within(scopeOf(systemActor(county)), async (tx) => {
    const [lock] = await tx.rows(lockCounty(county))
    if (lock?.mine !== true) return undefined
    const [[head], waiting] = await Promise.all([
      tx.rows<Head>(lastHead(county)),
      tx.rows<Waiting>(listWaiting(county, MOST)),
    ])
    const fresh = waiting.filter(({ known }) => !known)
    const at = new Date(env.now())
    // P16: a digest each day, also of a day on which nothing was published
    if (fresh.length === 0 && !(head && head.at.getTime() < at.getTime() - DAY)) {
      if (waiting.length > 0)
        tx.send(
          dropWaiting(
            county,
            waiting.map(({ place }) => place),
          ),
        )
      return 0
    }
    const size = head?.size ?? 0
    const hashes = await readParts(tx, county, partsOf([0, size]))
    const edge = edgeAt(size, hashes)
    if (head && !edge.root().equals(head.root)) throw new Error(`record ${county}: the nodes do not add up to the head`)
    const bare = fresh.map((row, n) => {
      const data = textOf(county, row)
      const { kind, subject, number } = row
      return { idx: size + n, kind, subject, number, at: row.at, data, hash: leafHashOf(data) }
    })
    const nodes: Node[] = bare.flatMap(({ hash }) => edge.add(hash))
    const leaves = await withCodes(tx, county, bare)
    const root = edge.root()
    tx.send(addLeaves(county, leaves))
    tx.send(addNodes(county, nodes))
    tx.send(
      dropWaiting(
        county,
        waiting.map(({ place }) => place),
      ),
    )
    tx.send(addHead(county, { size: edge.size(), at, root, key: sign.key, note: sign.note(edge.size(), root, at) }))
    return fresh.length
  })

/** Seals all that waits, county by county; answers how many leaves were added. Any number of processes may do so. */
export const sealWaiting = async (env: Env, signerFor: (county: string) => Signature): Promise<number> => {
  const [rows = []] = await env.db.batch(noScope, [countiesToSeal(new Date(env.now() - DAY))])
  let count = 0
  for (const { county } of rows as { county: string }[]) {
    for (;;) {
      const added = await sealBatch(env, county, signerFor(county))
      count += added ?? 0
      if (added !== MOST) break
    }
  }
  return count
}
