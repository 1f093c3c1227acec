import { hash } from 'node:crypto'
import type { Part } from '../rules/index.ts'
import { joined, partsOf } from '../rules/index.ts'

/* The tree as the server builds it: same hashes as the rules, by the machine's own SHA-256. */

const LEAF = Buffer.of(0)
const NODE = Buffer.of(1)
const sha256 = (bytes: Buffer): Buffer => hash('sha256', bytes, 'buffer')

export const leafHashOf = (data: string): Buffer => sha256(Buffer.concat([LEAF, Buffer.from(data, 'utf8')]))
export const nodeHashOf = (left: Uint8Array, right: Uint8Array): Buffer => sha256(Buffer.concat([NODE, left, right]))

export type Node = Part & { readonly hash: Buffer }

/** The right edge of a tree that grows leaf by leaf: its complete subtrees, the greatest first. */
export type Edge = {
  readonly size: () => number
  readonly root: () => Buffer
  /** Adds a leaf; answers the subtrees that it completes, the smallest first. */
  readonly add: (leaf: Buffer) => Node[]
}

/** `parts`: hashes of `partsOf([0, size])`, in that order. */
export const edgeAt = (size: number, parts: readonly Buffer[]): Edge => {
  let at = size
  const stack = partsOf([0, size]).map((part, n) => ({ ...part, hash: parts[n] as Buffer }))
  return {
    size: () => at,
    root: () =>
      joined(
        stack.map((node) => node.hash),
        nodeHashOf,
      ) as Buffer,
    add: (leaf) => {
      let node: Node = { level: 0, idx: at++, hash: leaf }
      const whole: Node[] = []
      for (let last = stack.at(-1); last && last.level === node.level; last = stack.at(-1)) {
        stack.pop()
        node = { level: last.level + 1, idx: last.idx / 2, hash: nodeHashOf(last.hash, node.hash) }
        whole.push(node)
      }
      stack.push(node)
      return whole
    },
  }
}
