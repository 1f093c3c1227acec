import { fromBase64, toBase64, utf8 } from './bytes.ts'
import { codeOf } from './code.ts'
import { isConsistent, isIncluded, leafHash } from './merkle.ts'
import { type Checkpoint, isNoteSignedBy, isSm2Whole, keyPrint, readCheckpoint, readKeyLine } from './note.ts'

/** What a leaf says: its text is canonical JSON of exactly this. `journal`: the entry it comes from, by its hash. */
export type LeafText = {
  readonly county: string
  readonly kind: string
  readonly subject: string
  readonly number: string
  readonly at: string
  readonly journal: { readonly seq: number; readonly hash: string }
  readonly body: Readonly<Record<string, unknown>>
}

/** That a leaf is in the log: everything needed to check it without asking anybody. */
export type InclusionProof = {
  readonly format: 'gongzhi-proof/1'
  readonly key: string
  readonly checkpoint: string
  readonly leaf: { readonly index: number; readonly data: string }
  readonly path: readonly string[]
}
/** That a later log begins with an earlier one: nothing was taken out or changed in between. */
export type ConsistencyProof = {
  readonly format: 'gongzhi-consistency/1'
  readonly key: string
  readonly earlier: string
  readonly later: string
  readonly path: readonly string[]
}

/**
 * What does not fit. `unreadable`: it is no proof at all. `other-key`: signed, but not by the key one trusts. `sm2`: the second
 * signature. `other-head`: the earlier head is not the one that was kept.
 */
export type Wrong = 'unreadable' | 'signature' | 'sm2' | 'other-key' | 'other-head' | 'path' | 'code'

export type Verified = {
  readonly ok: boolean
  readonly wrong: readonly Wrong[]
  /** Of what kind the proof is. */
  readonly kind?: 'inclusion' | 'consistency'
  /** Its place, counted from 1. */
  readonly no?: number
  readonly size?: number
  /** Base64. */
  readonly root?: string
  readonly earlierSize?: number
  readonly earlierRoot?: string
  readonly signedAt?: string | null
  readonly code?: string
  readonly keyName?: string
  readonly keyPrint?: string
  /** Of the SM2 key that signed too; absent where none did. */
  readonly sm2Print?: string
  readonly leaf?: LeafText
}

/**
 * What the checker knows already: the keys to trust (`sm2`: of the second signature), the code on the paper, the head of an
 * earlier day as it was kept then.
 */
export type Known = {
  readonly key?: string | undefined
  readonly sm2?: string | undefined
  readonly code?: string | undefined
  readonly earlier?: string | undefined
}

const unreadable: Verified = { ok: false, wrong: ['unreadable'] }

const isText = (value: unknown): value is string => typeof value === 'string'
const pathOf = (value: unknown): Uint8Array[] | undefined => {
  if (!Array.isArray(value) || value.length > 128) return undefined
  const path = value.map((one) => (isText(one) ? fromBase64(one) : undefined))
  return path.every((one) => one?.length === 32) ? (path as Uint8Array[]) : undefined
}
const readLeaf = (data: string): LeafText | undefined => {
  try {
    const leaf = JSON.parse(data) as LeafText
    const { county, kind, number, at, body } = leaf
    return [county, kind, number, at].every(isText) && typeof body === 'object' && body !== null ? leaf : undefined
  } catch {
    return undefined
  }
}

/** The key of a head; only that of the first signature stands beside a proof, the second is named in the head itself. */
const firstKey = (line: unknown) => {
  const read = isText(line) ? readKeyLine(line) : undefined
  return read?.algorithm === 'ed25519' ? read : undefined
}
const isOther = (known: Known, key: string, head: Checkpoint): boolean =>
  (known.key !== undefined && known.key !== key) || (known.sm2 !== undefined && known.sm2 !== head.sm2)
const sm2PrintOf = ({ sm2 }: Checkpoint): { readonly sm2Print?: string } => {
  const key = sm2 ? readKeyLine(sm2)?.key : undefined
  return key ? { sm2Print: keyPrint(key) } : {}
}

const inclusion = (proof: Record<string, unknown>, known: Known): Verified => {
  const { key, checkpoint, leaf } = proof as unknown as InclusionProof
  const path = pathOf(proof.path)
  const head = isText(checkpoint) ? readCheckpoint(checkpoint) : undefined
  const signer = firstKey(key)
  if (!path || !head || !signer || !isText(leaf?.data) || typeof leaf.index !== 'number') return unreadable
  const text = readLeaf(leaf.data)
  if (!text) return unreadable
  const hash = leafHash(utf8(leaf.data))
  const wrong: Wrong[] = []
  // the log's name is in the text that is signed: a record of one county is no record of another
  if (!isNoteSignedBy(checkpoint, key) || head.origin !== signer.name || !head.origin.endsWith(`/${text.county}`))
    wrong.push('signature')
  if (!isSm2Whole(checkpoint, head)) wrong.push('sm2')
  if (isOther(known, key, head)) wrong.push('other-key')
  if (!isIncluded(hash, leaf.index, head.size, path, head.root)) wrong.push('path')
  if (known.code !== undefined && codeOf(hash, known.code.split('-').length) !== known.code) wrong.push('code')
  return {
    ok: wrong.length === 0,
    wrong,
    kind: 'inclusion',
    no: leaf.index + 1,
    size: head.size,
    root: toBase64(head.root),
    signedAt: head.at,
    code: codeOf(hash),
    keyName: signer.name,
    keyPrint: keyPrint(signer.key),
    ...sm2PrintOf(head),
    leaf: text,
  }
}

/** Whether two heads are of one log at one size with one root; the day on which each was signed may differ. */
const isSameHead = (kept: Checkpoint | undefined, told: Checkpoint): boolean =>
  kept !== undefined &&
  kept.origin === told.origin &&
  kept.size === told.size &&
  toBase64(kept.root) === toBase64(told.root)

const consistency = (proof: Record<string, unknown>, known: Known): Verified => {
  const { key, earlier, later } = proof as unknown as ConsistencyProof
  const path = pathOf(proof.path)
  const before = isText(earlier) ? readCheckpoint(earlier) : undefined
  const after = isText(later) ? readCheckpoint(later) : undefined
  const signer = firstKey(key)
  if (!path || !before || !after || !signer) return unreadable
  const wrong: Wrong[] = []
  const signed = [earlier, later].every((note) => isNoteSignedBy(note, key))
  if (!signed || before.origin !== signer.name || after.origin !== signer.name) wrong.push('signature')
  if (!isSm2Whole(earlier, before) || !isSm2Whole(later, after)) wrong.push('sm2')
  if (isOther(known, key, after)) wrong.push('other-key')
  if (known.earlier !== undefined && !isSameHead(readCheckpoint(known.earlier), before)) wrong.push('other-head')
  if (!isConsistent(before.size, after.size, before.root, after.root, path)) wrong.push('path')
  return {
    ok: wrong.length === 0,
    wrong,
    kind: 'consistency',
    size: after.size,
    root: toBase64(after.root),
    earlierSize: before.size,
    earlierRoot: toBase64(before.root),
    signedAt: after.at,
    keyName: signer.name,
    keyPrint: keyPrint(signer.key),
    ...sm2PrintOf(after),
  }
}

/** Checks a proof as it was pasted or saved, asking nobody. */
export const verify = (text: string, known: Known = {}): Verified => {
  let proof: unknown
  try {
    proof = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return unreadable
  }
  if (typeof proof !== 'object' || proof === null || !('format' in proof)) return unreadable
  if (proof.format === 'gongzhi-proof/1') return inclusion(proof as Record<string, unknown>, known)
  if (proof.format === 'gongzhi-consistency/1') return consistency(proof as Record<string, unknown>, known)
  return unreadable
}
