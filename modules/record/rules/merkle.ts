import { concat, same } from './bytes.ts'
import { sha256 } from './sha2.ts'

/*
 * The Merkle tree of RFC 6962. A leaf and a node never hash alike: 0x00 stands before the one, 0x01 before the other.
 * Sizes and indexes are whole numbers below 2^53.
 */

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

export const leafHash = (data: Uint8Array): Uint8Array => sha256(concat(LEAF, data))
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(concat(NODE, left, right))
/** The root of a tree without leaves. */
export const emptyRoot = (): Uint8Array => sha256(new Uint8Array())

/** The greatest power of two below n; n > 1. */
const split = (n: number): number => {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** Leaves `from` to `to`, the last not included. */
export type Range = readonly [from: number, to: number]

/** Whose hashes prove that leaf `index` is in a tree of `size`, from the leaf up. */
export const inclusionRanges = (index: number, size: number): Range[] => {
  const walk = (m: number, from: number, to: number): Range[] => {
    if (to - from === 1) return []
    const middle = from + split(to - from)
    return m < middle ? [...walk(m, from, middle), [middle, to]] : [...walk(m, middle, to), [from, middle]]
  }
  return walk(index, 0, size)
}

/** Whose hashes prove that the tree of `size` begins with the tree of `earlier` leaves; 0 < earlier ≤ size. */
export const consistencyRanges = (earlier: number, size: number): Range[] => {
  const walk = (m: number, from: number, to: number, whole: boolean): Range[] => {
    if (m === to) return whole ? [] : [[from, to]]
    const middle = from + split(to - from)
    return m <= middle
      ? [...walk(m, from, middle, whole), [middle, to]]
      : [...walk(m, middle, to, false), [from, middle]]
  }
  return walk(earlier, 0, size, true)
}

/** A complete subtree: its 2^level leaves begin at idx · 2^level. */
export type Part = { readonly level: number; readonly idx: number }

/** The complete subtrees of a range that a proof names, the greatest first. */
export const partsOf = ([from, to]: Range): Part[] => {
  const parts: Part[] = []
  for (let at = from; at < to; ) {
    let [level, width] = [0, 1]
    while (at % (width * 2) === 0 && at + width * 2 <= to) {
      width *= 2
      level++
    }
    parts.push({ level, idx: at / width })
    at += width
  }
  return parts
}

/** The hash over parts that stand side by side. */
export const joined = (hashes: readonly Uint8Array[], node = nodeHash): Uint8Array => {
  const [last, ...before] = [...hashes].reverse()
  if (!last) return emptyRoot()
  return before.reduce((right, left) => node(left, right), last)
}

const half = (n: number): number => Math.floor(n / 2)

/** Whether the path leads from a leaf's hash to the root (RFC 9162, 2.1.3.2). */
export const isIncluded = (
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
  root: Uint8Array,
): boolean => {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false
  let [fn, sn, hash] = [index, size - 1, leaf]
  for (const other of path) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(other, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else hash = nodeHash(hash, other)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && same(hash, root)
}

/** Whether the tree under `root` begins with the tree under `earlierRoot` (RFC 9162, 2.1.4.2). */
export const isConsistent = (
  earlier: number,
  size: number,
  earlierRoot: Uint8Array,
  root: Uint8Array,
  path: readonly Uint8Array[],
): boolean => {
  if (!Number.isSafeInteger(earlier) || !Number.isSafeInteger(size) || earlier < 0 || earlier > size) return false
  if (earlier === size) return path.length === 0 && same(earlierRoot, root)
  // any tree begins with an empty one
  if (earlier === 0) return path.length === 0 && same(earlierRoot, emptyRoot())
  const isPower = Number.isInteger(Math.log2(earlier))
  const [first, ...rest] = isPower ? [earlierRoot, ...path] : path
  if (!first || path.length === 0) return false
  let [fn, sn] = [earlier - 1, size - 1]
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  let [fr, sr] = [first, first]
  for (const other of rest) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(other, fr)
      sr = nodeHash(other, sr)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else sr = nodeHash(sr, other)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && same(fr, earlierRoot) && same(sr, root)
}
