import { concat, fromBase64, same, toBase64, toHex, utf8 } from './bytes.ts'
import { isSignedBy } from './ed25519.ts'
import { sha256 } from './sha2.ts'
import { isSm2SignedBy } from './sm2.ts'

/* C2SP signed-note and tlog-checkpoint: what the outside world's witnesses and monitors read. */

/**
 * How far a log has come. `at`: when it was signed, ISO; `sm2`: the key line of the second signature, where there is one. Both stand
 * in extension lines, under both signatures: neither can be taken off unseen.
 */
export type Checkpoint = {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  readonly at: string | null
  readonly sm2?: string | null
}

/** How keys and signatures of an algorithm are named and checked. `type`: C2SP signed-note; 0xff and a long name for unlisted ones. */
const algorithms = {
  ed25519: { type: Uint8Array.of(1), length: 32, isSigned: isSignedBy },
  sm2: { type: concat(Uint8Array.of(255), utf8('GB/T 32918 SM2 with SM3')), length: 64, isSigned: isSm2SignedBy },
} as const
export type Algorithm = keyof typeof algorithms

const DASH = '\u2014'

/** The text that is signed. */
export const checkpointText = ({ origin, size, root, at, sm2 }: Checkpoint): string =>
  [origin, String(size), toBase64(root), ...(at ? [`time ${at}`] : []), ...(sm2 ? [`sm2 ${sm2}`] : []), ''].join('\n')

const hashOfKey = (name: string, key: Uint8Array, algorithm: Algorithm): Uint8Array =>
  sha256(concat(utf8(name), Uint8Array.of(10), algorithms[algorithm].type, key)).subarray(0, 4)

/** A public key as one line: name, hash, algorithm and key. */
export const keyLine = (name: string, key: Uint8Array, algorithm: Algorithm = 'ed25519'): string =>
  `${name}+${toHex(hashOfKey(name, key, algorithm))}+${toBase64(concat(algorithms[algorithm].type, key))}`

export type Key = { readonly name: string; readonly key: Uint8Array; readonly algorithm: Algorithm }

/** Name, key and algorithm of such a line; undefined when it is none. */
export const readKeyLine = (line: string): Key | undefined => {
  const [name = '', hash = '', ...coded] = line.split('+')
  const bytes = fromBase64(coded.join('+'))
  const algorithm = (Object.keys(algorithms) as Algorithm[]).find((one) => {
    const { type, length } = algorithms[one]
    return bytes?.length === type.length + length && same(bytes.subarray(0, type.length), type)
  })
  if (!name || !bytes || !algorithm) return undefined
  const key = bytes.subarray(algorithms[algorithm].type.length)
  return toHex(hashOfKey(name, key, algorithm)) === hash ? { name, key, algorithm } : undefined
}

/** What two people compare by eye: 32 hex digits in groups of four. */
export const keyPrint = (key: Uint8Array): string => (toHex(sha256(key)).slice(0, 32).match(/.{4}/g) ?? []).join(' ')

/** A key's signature as it stands under a text. */
export const signatureLine = ({ name, key, algorithm }: Key, signature: Uint8Array): string =>
  `${DASH} ${name} ${toBase64(concat(hashOfKey(name, key, algorithm), signature))}`

/** The text with its signatures. */
export const signedNote = (text: string, ...signatures: readonly string[]): string =>
  `${text}\n${signatures.map((line) => `${line}\n`).join('')}`

/** Its parts; undefined when it is no signed note. */
const readNote = (note: string): { text: string; lines: string[] } | undefined => {
  const at = note.lastIndexOf('\n\n')
  if (at < 0 || !note.endsWith('\n')) return undefined
  const lines = note.slice(at + 2, -1).split('\n')
  return lines.every((line) => line.startsWith(`${DASH} `)) ? { text: note.slice(0, at + 1), lines } : undefined
}

/** What a note says of its log; undefined when it is no checkpoint. Whether it is signed is another question. */
export const readCheckpoint = (note: string): Checkpoint | undefined => {
  const read = readNote(note)
  const [origin = '', count = '', coded = '', ...more] = read?.text.slice(0, -1).split('\n') ?? []
  const root = fromBase64(coded)
  const size = Number(count)
  if (!read || !origin || !/^(0|[1-9]\d*)$/.test(count) || !Number.isSafeInteger(size) || root?.length !== 32)
    return undefined
  const said = (name: string) => more.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? null
  return { origin, size, root, at: said('time'), sm2: said('sm2') }
}

/** Whether a note bears the signature of the key of this line. Signatures of others are passed over. */
export const isNoteSignedBy = (note: string, line: string): boolean => {
  const read = readNote(note)
  const known = readKeyLine(line)
  if (!read || !known) return false
  const hash = hashOfKey(known.name, known.key, known.algorithm)
  const { isSigned } = algorithms[known.algorithm]
  return read.lines.some((one) => {
    const [, name, coded = ''] = one.split(' ')
    const bytes = fromBase64(coded)
    return (
      name === known.name &&
      bytes?.length === 68 &&
      same(bytes.subarray(0, 4), hash) &&
      isSigned(known.key, utf8(read.text), bytes.subarray(4))
    )
  })
}

/** Whether the second signature that a head announces is there and right, and made under the name of the log. */
export const isSm2Whole = (note: string, { origin, sm2 }: Checkpoint): boolean => {
  if (!sm2) return true
  const known = readKeyLine(sm2)
  return known?.algorithm === 'sm2' && known.name === origin && isNoteSignedBy(note, sm2)
}
