import type { Check, Finding } from '@gongzhi/kernel/server/module.ts'
import { codeOf, isNoteSignedBy, isSm2Whole, readCheckpoint } from '../rules/index.ts'
import { edgeAt, leafHashOf, type Node } from './grow.ts'
import type { Signature } from './sign.ts'
import { type Head, lastHead } from './store.ts'
import { type Audited, headsBetween, leavesFrom, levelsOf, nodeCount, nodesBetween } from './store-check.ts'

const PAGE = 1000

/** What is wrong with one leaf, apart from the tree. */
const wrongWith = (row: Audited, hash: Buffer): string | undefined => {
  if (!hash.equals(row.hash)) return 'hash'
  if (codeOf(hash, row.code.split('-').length) !== row.code) return 'code'
  const { subject, kind, number, journal } = JSON.parse(row.data) as Record<string, unknown> & {
    journal: { hash: string }
  }
  if (subject !== row.subject || kind !== row.kind || number !== row.number) return 'column'
  return row.journal?.toString('hex') === journal.hash ? undefined : 'journal'
}

/** What is wrong with a head over a root that was reckoned anew. */
const wrongHead = (head: Head, root: Buffer): string | undefined => {
  const said = readCheckpoint(head.note)
  if (!head.root.equals(root)) return 'root'
  if (!said || said.size !== head.size || !root.equals(said.root) || said.at !== head.at.toISOString()) return 'note'
  if (!isNoteSignedBy(head.note, head.key)) return 'signature'
  return isSm2Whole(head.note, said) ? undefined : 'sm2 signature'
}

/** Reckons the whole log anew from its leaves: every hash, node, head and signature, and the journal it comes from (P16). */
export const recordCheck = (signerFor: (county: string) => Signature): Check => ({
  id: 'record',
  run: async function* ({ reader, county, progress }): AsyncGenerator<Finding> {
    const edge = edgeAt(0, [])
    let made = 0
    for (;;) {
      const from = edge.size()
      const rows = await reader.rows<Audited>(leavesFrom(county, from, PAGE))
      if (rows.length === 0) break
      const to = from + rows.length
      const stored = new Map(
        (await reader.rows<Node & Record<string, unknown>>(nodesBetween(county, levelsOf(from, to)))).map((node) => [
          `${node.level}/${node.idx}`,
          node.hash,
        ]),
      )
      const heads = Map.groupBy(await reader.rows<Head>(headsBetween(county, from, to)), ({ size }) => size)
      for (const row of rows) {
        const at = edge.size()
        if (row.idx !== at) {
          yield { subject: null, why: `leaf ${at} gone` }
          return
        }
        const hash = leafHashOf(row.data)
        const why = wrongWith(row, hash)
        if (why) yield { subject: row.subject, why: `leaf ${at} ${why}` }
        for (const { level, idx, hash: node } of edge.add(hash)) {
          made++
          if (!stored.get(`${level}/${idx}`)?.equals(node)) yield { subject: null, why: `node ${level}/${idx}` }
        }
        const here = heads.get(at + 1) ?? []
        const root = here.length > 0 ? edge.root() : undefined
        for (const head of here) {
          const wrong = root && wrongHead(head, root)
          if (wrong) yield { subject: null, why: `head ${head.size} ${wrong}` }
        }
      }
      progress(`${county} record ${to}`)
    }
    const [last] = await reader.rows<Head>(lastHead(county))
    if ((last?.size ?? 0) !== edge.size())
      yield { subject: null, why: `head ${last?.size ?? 0} ≠ ${edge.size()} leaves` }
    if (last && last.key !== signerFor(county).key) yield { subject: null, why: 'head signed by another key' }
    const [{ n } = { n: 0 }] = await reader.rows<{ n: number }>(nodeCount(county))
    if (n !== made) yield { subject: null, why: `${n} nodes, not ${made}` }
  },
})
